"""Who speaks: each source of an article resolved to one canonical speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.acted_upon import is_acted_upon, subject_of_passive
from claims.extraction.anonymous import described_source, introduced_by, is_person_noun, taken_up_by
from claims.extraction.antecedents import antecedent
from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.descriptions import SAYS_LITTLE, Descriptions
from claims.extraction.families import RELATIVES, family_of, relative_of, together
from claims.extraction.figures import Figure, latest_before
from claims.extraction.names import is_postnominal, join
from claims.extraction.noun_phrases import DEFINITE, NounPhrase, phrase_of, read_source, words_of
from claims.extraction.organizations import body_of_state, mentioned_body
from claims.extraction.pairs import is_pair_noun, named_together, of_role
from claims.extraction.principals import OFFICER, can_speak_for, owner_in
from claims.extraction.pronouns import FIRST, PRONOUNS, SECOND, Salience, fits
from claims.extraction.role_phrases import begins_with_verb
from claims.extraction.spokespersons import represented
from claims.extraction.story import Story
from claims.extraction.transcripts import interviewee, is_label
from claims.extraction.turns import find_openings
from claims.extraction.values import Span, Speaker, SpeakerKind
from claims.extraction.wording import telling_stems
from claims.extraction.wordlists import bodies, fold, roles, singular, word_set

UNSPECIFIED = "unspecified"
_RELATIONS = frozenset(
    {"rival", "friend", "colleague", "partner", "opponent", "critic", "ally", "neighbour", "neighbor"}
    | {"brother", "sister", "wife", "husband", "son", "daughter", "ex-wife", "ex-husband"}
)
# Sentences into the body after which a headline's "company" or "minister" has been introduced.
_INTRODUCED = 8
# Behind these a name is not whom a phrase speaks of: "a petition to save Ida".
_CUTTING = frozenset({"of", "for", "at", "in", "from", "with", "to", "about", "against"})
# Nouns for two of one surname, with their gender.
_SIBLINGS = {"sisters": "f", "brothers": "m", "twins": "", "siblings": "", "couple": "", "pair": "", "duo": ""}
# Stems of a headline by which its words are found again in the body.
_TELLING = 2
_RELATIVE = re.compile(r"(?i:whom?)\Z|(?:some|many|most|several|all|both|one|two|three|none) of (?=whom\b)")
_ACCOUNT = re.compile(
    r"(?P<owner>.{2,60}?)(?:['’]s?|(?<=\b[Hh]is)|(?<=\b[Hh]er)) (?:account|telling|testimony|recollection|words)"
)
# A name behind: "The bishop of Orr, Ida Lund".
_NAMED_BEHIND = re.compile(r"(?: (?:of|in|at|for|from) [^,.;]{2,40})?,? [A-Z]")
# "Minister of Energy and Water" is one.
_OFFICE = re.compile(r"\b(?:Minister|Secretary|Commissioner|Director) (?:of|for) [A-Z]\w+(?: [A-Z]\w+)* and [A-Z]")
# A name that is an apposition: where something is stands behind a preposition.
_BODY_BEFORE = re.compile(r", (?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4}), \Z")
_ACCUSED = re.compile(r"[\w’'-]+(?: [\w’'-]+){0,4}?(?= (?:of|in|at|from|who)\b|$)")
_LONGEST_NAME = 6
_LONGEST_SOURCE = 300
_BETWEEN = word_set("for of to with by and at from in against the")
# A phrase that begins with one of these says where or when, not who: "in a statement".
_NO_SOURCE = word_set("in on at by with during after before")
_QUOTES = ("“", '"', "‘", "'")
_CALLING = re.compile(
    r" (?:calling|who (?:calls|called)) (?:him|her)self (?P<name>[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,3})"
)
_STYLES = word_set("excellency highness honour honor majesty holiness worship")
# Courtesy titles of the gender that "Lund herself" tells.
_EMPHATIC = re.compile(r" (herself|himself)\b")
_COURTESY_OF = {"herself": "mrs", "himself": "mr"}
_POSSESSORS = word_set("his her its their")
_THEIR = word_set("its their")
_GOVERNING = word_set("government authorities administration regime leadership cabinet")
# What somebody writes and news quotes, and the sentences in which it is brought in.
_TEXTS = word_set("statement letter email e-mail post message tweet note memo caption text petition release circular")
_WRITTEN_BEFORE = 3
_SENT = word_set("letter email e-mail memo note message")
_WRITING_BEFORE = 6
_WRITING = word_set("wrote write writes written")
_SENT_BY = re.compile(r"\b(?:sent|written|signed|drafted|penned|posted)\b[^;“”]*? by ")
_SENDING = word_set("posted published released issued wrote sent tweeted shared circulated")
# What says little of somebody, and nouns for parties of a case, who take turns.
_VAGUE = word_set("caller person man woman resident neighbour neighbor source reader viewer one")
_OF_A_CASE = word_set("witness defendant accused suspect victim lawyer judge official seller buyer owner")
# Who chairs a body may be anything by trade.
_CHAIRING = word_set("founder co-founder convener convenor organiser organizer chair chairman chairwoman chairperson")
# "The archivist who" is told from others.
_RESTRICTED = re.compile(r"[^,]* who\b")
# Endings of nouns for persons, and nouns that end so, but are no persons.
_AGENT = re.compile(r"\w{3}(?:er|or|ist|ian|man|woman)$|^(?:national|native|great|legend|citizen)$")
_WRITTEN = word_set(
    "letter order poster sticker banner register folder chapter newsletter computer counter answer offer"
)
# Characters of a sentence in which somebody nameless is brought in.
_OPENING = 90


def as_speakers(figures: Sequence[Figure]) -> tuple[tuple[Speaker, ...], tuple[int, ...]]:
    """Return each figure once, as a speaker, in order of first speaking, and the index of every figure given."""
    order: dict[int, int] = {}
    for figure in figures:
        order.setdefault(figure.number, len(order))
    by_number = {figure.number: figure for figure in figures}
    return tuple(_speaker(by_number[number]) for number in order), tuple(order[f.number] for f in figures)


def _speaker(figure: Figure) -> Speaker:
    return Speaker(figure.name, figure.kind, tuple(figure.aliases), main_role(figure))


def main_role(figure: Figure) -> str | None:
    """Return the first role the text states that is more than a relation to others ("rival"), if there is one."""
    return next((role for role in figure.roles if role.casefold() not in _RELATIONS), next(iter(figure.roles), None))


class SpeakerResolution:
    """Resolves the sources of one story in text order, those of the headline last.

    A source that nothing in the text explains is kept as described; a triple without any has the anonymous speaker
    "unspecified".
    """

    def __init__(self, story: Story, cast: Cast) -> None:
        self.story, self.cast = story, cast
        self.salience = Salience(story, cast)
        self.descriptions = Descriptions(cast, self.salience)
        self._openings = {opening.start: opening.end for opening in find_openings(story.document)}
        self._read = 0  # sentences whose subjects are noted
        self._last: Triple | None = None  # the claim resolved before
        self._interviewee: Figure | None = None
        self._represented: dict[str, Figure] = {}

    def resolve(self, triples: Sequence[Triple]) -> list[Figure]:
        """Return the figure of each triple."""
        sources = {span.start for triple in triples for span in triple.source[:1]}
        self._introduce(sources)
        found: dict[int, Figure] = {}
        body = [i for i, triple in enumerate(triples) if not self._in_title(triple)]
        title = [i for i, triple in enumerate(triples) if self._in_title(triple)]
        for i in (*body, *title):
            self._take_up(sources, _place(triples[i]))
            found[i] = self._resolve_triple(triples, i, found)
        return [found[i] for i in range(len(triples))]

    def _introduce(self, sources: set[int]) -> None:
        """Bring in the nameless who act before they speak: "Two nurses left in May"."""
        for sentence in self.story.document.sentences:
            start = sentence.start
            if start in sources:
                continue
            span = introduced_by(self.story.text, start, min(sentence.end, start + _OPENING))
            if span is not None and span.start not in sources:
                self.cast.meet(described_source(self.cast, read_source(self.story, (span,))), span.start)

    def _take_up(self, sources: set[int], end: int) -> None:
        """Note whom the sentences up to a place take up as their subject: "The trust, which has four wards"."""
        sentences = self.story.document.sentences
        while self._read < len(sentences) and sentences[self._read].start <= end:
            sentence = sentences[self._read]
            self._read += 1
            start = self._openings.get(sentence.start, sentence.start)
            span = taken_up_by(self.story.text, start, min(sentence.end, start + _OPENING))
            if span is None or span.start in sources or _NAMED_BEHIND.match(self.story.text, span.end):
                continue
            phrase = read_source(self.story, (span,))
            siblings = self._same_named(phrase, span.start) if phrase.head in _SIBLINGS else None
            figure = siblings or self.descriptions.resolve(phrase, span.start)
            if figure is None and (is_person_noun(phrase.head) or phrase.head in bodies().heads):
                figure = self._as_described(phrase)
            if figure is not None:
                self.cast.meet(figure, span.start)

    def _in_title(self, triple: Triple) -> bool:
        return self.story.in_title(_place(triple))

    def _resolve_triple(self, triples: Sequence[Triple], i: int, found: dict[int, Figure]) -> Figure:
        triple = triples[i]
        if not triple.source:
            return self._without_source(triples, i, found)
        phrase = read_source(self.story, triple.source)
        enclosing = found.get(triple.nested_in) if triple.nested_in is not None else None
        before = _before(triples, i, found)
        figure = self._figure(phrase, triple, enclosing, before)
        self._remember(figure, phrase, triple, before)
        self._last = triple
        if triple.nested_in is None:
            self.salience.note_speaking(figure, triple.source[0].start)
        return figure

    def _remember(self, figure: Figure, phrase: NounPhrase, triple: Triple, before: Figure | None) -> None:
        owner = self._owner(figure, triple, before)
        if owner is not None:
            figure.sides |= {owner.name, *([owner.state] if owner.state else [])}
        is_pronoun = phrase.core and phrase.core[0] in PRONOUNS and len(phrase.core) == 1
        is_label_of_turn = not triple.cue and len(phrase.text) == 1
        is_cut = is_pronoun or is_label_of_turn or begins_with_verb(phrase.text)
        alias = None if is_cut or figure.name == UNSPECIFIED else phrase.text
        start = triple.source[0].start
        self.cast.meet(figure, start, alias)

    def _owner(self, figure: Figure, triple: Triple, before: Figure | None) -> Figure | None:
        """Return for whom the words of a source say that it speaks: "its president", "Lund’s lawyer"."""
        source = self.story.text[triple.source[0].start : triple.source[-1].end][:_LONGEST_SOURCE]
        found = owner_in(source) if figure.kind in (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS) else None
        if found is None:
            return None
        words, noun = found
        place = triple.source[0].start
        neuter = fold(words) in _THEIR
        owner = (self.salience.resolve("it", place) or before) if neuter else self._resolve_words(words, place)
        return owner if owner not in (None, figure) and can_speak_for(noun, owner.kind) else None

    def _position(self, triple: Triple) -> int:
        """Return the place up to which the text counts as known: for the headline, what the first sentences say."""
        if not self._in_title(triple):
            return triple.source[0].start
        sentences = self.story.document.sentences
        return sentences[min(_INTRODUCED, len(sentences) - 1)].end

    def _without_source(self, triples: Sequence[Triple], i: int, found: dict[int, Figure]) -> Figure:
        triple = triples[i]
        before = _before(triples, i, found)
        if not triple.cue and self._is_plain(triple):  # an answer of an interview without labels
            self._interviewee = self._interviewee or interviewee(self.story, self.cast, triple.content[0].start)
            before = self._interviewee or before
        if not triple.cue and before is not None:
            self.salience.note_speaking(before, triple.content[0].start)
            self.cast.meet(before, triple.content[0].start)
            return before
        if not triple.cue and self._in_title(triple) and (figure := self._of_same_words(triples, triple, found)):
            return figure
        return self.cast.described(UNSPECIFIED, SpeakerKind.ANONYMOUS, ())

    def _of_same_words(self, triples: Sequence[Triple], title: Triple, found: dict[int, Figure]) -> Figure | None:
        """Return who says in the body most of what a headline quotes without saying whom, the first if several do."""
        stems = self._stems(title)
        shared = {i: len(stems & self._stems(triples[i])) for i in found if not self._in_title(triples[i])}
        most = max(shared, key=lambda i: (shared[i], -i), default=None)
        return found[most] if most is not None and shared[most] >= max(_TELLING, len(stems) / 2) else None

    def _stems(self, triple: Triple) -> frozenset[str]:
        return telling_stems(
            word for span in triple.content for word in words_of(self.story.text[span.start : span.end])
        )

    def _is_plain(self, triple: Triple) -> bool:
        return not self._in_title(triple) and self.story.text[triple.content[0].start] not in _QUOTES

    def _figure(self, phrase: NounPhrase, triple: Triple, enclosing: Figure | None, before: Figure | None) -> Figure:
        position = self._position(triple)
        word = phrase.core[0] if len(phrase.core) == 1 else ""
        if is_acted_upon(self.story, triple):
            return self.cast.described(UNSPECIFIED, SpeakerKind.ANONYMOUS, ())
        if not triple.cue and is_label(phrase.text):
            self._interviewee = self._labelled(phrase, position)
            return self._interviewee
        if word in FIRST | SECOND and enclosing is not None:
            return enclosing
        if word in FIRST and self.story.quotation(phrase.start) is None:
            return self.cast.described("author", SpeakerKind.ANONYMOUS, ())  # whom no "he" takes up
        if word == "" and phrase.core[:1] and phrase.core[0] in _NO_SOURCE:
            return before or self.cast.described(UNSPECIFIED, SpeakerKind.ANONYMOUS, ())
        if phrase.core == ("one",) and len(phrase.parts) == 1 and before is not None and before.is_plural:
            return before
        if phrase.core[-1:] and phrase.head in _STYLES and phrase.core[0] in _POSSESSORS:
            word = phrase.core[0]  # "His Excellency" is he
        if word in ("those", "these") and phrase.end - phrase.start > len(word) + 1:
            return self.cast.described(
                self.story.text[phrase.start : phrase.end], SpeakerKind.GROUP, (), is_plural=True
            )
        if word in PRONOUNS and self._in_title(triple) and (named := self._opening_title(triple, word)) is not None:
            return named
        subject = subject_of_passive(self.story, triple)
        if subject is not None and (speaks := self._of(subject, triple, position)) is not None:
            return speaks
        if (followed := self._followed(phrase, triple, position)) is not None:
            return followed
        if word == "it" and self._says(triple, "read") and (writer := self._writer("", position)) is not None:
            return writer
        if word == "it" and before is not None and self._was_text_of(before):
            return before
        if word in PRONOUNS:
            named = self._named_before(phrase) if word == "which" else None
            found = named or self.salience.resolve(word, position, saying=triple.content)
            if found is before and (accused := self._accused(triple, word)) is not None:
                return accused
            return found or self.salience.resolve(word, position) or before or self._as_described(phrase)
        return (
            self._teller(phrase, position)
            or self._named_or_taken_up(phrase, triple, position)
            or self._written(phrase, position)
            or self._varied(phrase, triple, before)
            or self._as_described(phrase)
        )

    def _named_or_taken_up(self, phrase: NounPhrase, triple: Triple, position: int) -> Figure | None:
        return (
            self._self_called(phrase, position)
            or self._spokesperson(phrase, position)
            or self._several(phrase, position)
            or self._named(phrase, position)
            or self._taken_up(phrase, triple, position)
        )

    def _self_called(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the person of a name given behind a description: "wrote a man calling himself Tom Reed"."""
        match = _CALLING.match(self.story.text, phrase.end) if phrase.is_indefinite else None
        return self.cast.person(tuple(match["name"].split()), position) if match else None

    def _written(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return who wrote what a phrase takes up: "The statement read"."""
        is_taken_up = phrase.core in {("the", phrase.head), ("this", phrase.head), ("that", phrase.head)}
        return self._writer(phrase.head, position) if is_taken_up and not phrase.tail else None

    def _was_text_of(self, before: Figure) -> bool:
        """Tell whether the claim just before is of a person's text: "It reads: … It said"."""
        source = self._last.source[:1] if self._last is not None else ()
        words = [fold(self.story.text[span.start : span.end]) for span in source]
        return before.kind is SpeakerKind.PERSON and words == ["it"]

    def _writer(self, noun: str, position: int) -> Figure | None:
        """Return who wrote the text that the sentences just before speak of by a noun, by any noun if none is given."""
        story = self.story
        nouns = _TEXTS & {noun} if noun else _TEXTS
        for number in range(story.sentence(position) - 1, max(-1, story.sentence(position) - 1 - _WRITTEN_BEFORE), -1):
            sentence = story.document.sentences[number]
            units = story.units(sentence)
            if nouns.isdisjoint(story.low[units.start : units.stop]):
                continue
            if (speaking := self.salience.speaking_in(sentence)) is not None:
                return speaking
            sent_by = _SENT_BY.search(story.text, sentence.start, sentence.end)
            sender = self.cast.first_in(Span(sent_by.end(), sentence.end), SpeakerKind.PERSON) if sent_by else None
            if sender is not None:
                return sender
            sends = any(word in _SENDING for word in story.low[units.start : units.stop])
            return self.cast.first_in(sentence, SpeakerKind.PERSON, SpeakerKind.ORGANIZATION) if sends else None
        return self._writing_before(position) if nouns and nouns <= _SENT else None

    def _writing_before(self, position: int) -> Figure | None:
        """Return who writes something in the last sentences: "they write. The letter continues"."""
        story = self.story
        here = story.sentence(position)
        for number in range(here - 1, max(-1, here - 1 - _WRITING_BEFORE), -1):
            units = story.units(story.document.sentences[number])
            if not _WRITING.isdisjoint(story.low[units.start : units.stop]):
                return self.salience.speaking_in(story.document.sentences[number])
        return None

    def _followed(self, source: NounPhrase, triple: Triple, position: int) -> Figure | None:
        """Return whom a source follows that is a relative pronoun: "by other researchers, who say", "some of whom"."""
        match = _RELATIVE.match(self.story.text, source.start, source.end)
        if match is None:
            return None
        is_part = match[0].endswith(" ")  # "some of | whom"
        span = antecedent(self.story, self.cast, match.end() if is_part else source.start)
        return self._of(span, triple, position) if span is not None else None

    def _of(self, span: Span, triple: Triple, position: int) -> Figure | None:
        """Return whom other words than the source of a triple name or describe."""
        phrase = read_source(self.story, (span,))
        if phrase.core[:1] == ("those",):
            return self.cast.described(phrase.text, SpeakerKind.GROUP, (), is_plural=True)
        if len(phrase.core) == 1 and phrase.core[0] in PRONOUNS:
            return self.salience.resolve(phrase.core[0], span.start)
        return (
            (self._named_or_taken_up(phrase, triple, position) or self._as_described(phrase)) if phrase.core else None
        )

    def _accused(self, denial: Triple, pronoun: str) -> Figure | None:
        """Return the nameless whom the claim before a denial accuses: "accused two boys of theft. They deny it"."""
        accusation = self._last
        if accusation is None or not any(self._says(denial, verb) for verb in ("den", "reject", "refut", "dismiss")):
            return None
        text, first = self.story.text, accusation.content[0]
        match = _ACCUSED.match(text, first.start, first.end) if self._says(accusation, "accus") else None
        near = self.story.sentence(denial.source[0].start) - self.story.sentence(first.start) <= 1
        if match is None or not near or any(char.isupper() for char in match[0]):
            return None
        figure = described_source(self.cast, read_source(self.story, (Span(match.start(), match.end()),)))
        return figure if fits(figure, pronoun) else None

    def _says(self, triple: Triple, verb: str) -> bool:
        return any(f" {verb}" in f" {self.story.text[span.start : span.end].lower()}" for span in triple.cue)

    def _teller(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return whose account it is: "according to Lund’s account"."""
        owned = _ACCOUNT.fullmatch(phrase.text)
        return self._resolve_words(owned["owner"], position) if owned is not None else None

    def _named_before(self, relative: NounPhrase) -> Figure | None:
        """Return the organization right in front of "which": "a firm in Leeds, Snaplock, which says"."""
        units = self.story.units(Span(self.story.sentence_span(relative.start).start, relative.start))
        comma = units.stop - 1
        name = self.cast.name_ending(comma) if comma in units and self.story.words[comma] == "," else None
        if name is not None and (body := self.cast.body(name.text)) is not None:
            return body
        match = _BODY_BEFORE.search(self.story.text, max(0, relative.start - _LONGEST_SOURCE), relative.start)
        return (
            self.cast.body(match["name"]) or self.cast.add_body(match["name"], match.start("name")) if match else None
        )

    def _opening_title(self, triple: Triple, pronoun: str) -> Figure | None:
        """Return whom a headline opens with, if a pronoun in it can mean them: "Water firm fined as it denies"."""
        title = self.story.document.title
        units = self.story.units(Span(title.start, triple.source[0].start)) if title is not None else range(0)
        for end in range(min(units.stop, units.start + _LONGEST_NAME), units.start, -1):
            phrase = read_source(self.story, (Span(self.story.starts[units.start], self.story.ends[end - 1]),))
            position = self._position(triple)
            figure = self._named(phrase, position) or self._taken_up(phrase, triple, position)
            if figure is not None and fits(figure, pronoun):
                return figure
        return None

    def _varied(self, phrase: NounPhrase, triple: Triple, before: Figure | None) -> Figure | None:
        """Return who spoke just before in the paragraph, for a people, for a trade behind further words of theirs.

        So, too, for a noun that no list and nothing before in the text has: "Ida Moss was late. The hooker said".
        """
        words = self.story.text[phrase.start : phrase.end]
        is_plural = singular(phrase.head) != phrase.head
        is_other = phrase.tail or is_plural or phrase.core[:2] == ("the", "same") or _RESTRICTED.match(words)
        if before is None or phrase.core[:1] != ("the",) or is_other or not _is_single(before):
            return None
        content, source, head = triple.content[0], triple.source[0], phrase.head
        paragraph = self.story.paragraph(source.start)
        is_first = self._is_first(head, source.start)
        near = self.story.text[content.start : content.start + 1] in _QUOTES and content.end <= source.start
        is_trade = is_person_noun(head) and self._is_first_trade(head, before, source.start)
        paragraphs = {paragraph, paragraph - 1} if is_first or (near and is_trade) else {paragraph}
        if all(self.story.paragraph(place) not in paragraphs for place in before.places):
            return None
        people = self.cast.geography.is_people(head)
        gender = roles().gender.get(head, "f" if head.endswith("woman") else "m" if head.endswith("man") else "")
        fits = people or is_first or is_trade or (near and is_person_noun(head))
        return before if fits and before.gender in ("", gender or before.gender) else None

    def _is_first(self, noun: str, position: int) -> bool:
        """Tell whether a noun ends like those for persons, but is in no list and stands nowhere before in the text."""
        listed = roles().nouns | roles().anonymous | bodies().heads | bodies().outlet_words | bodies().reports
        return (
            noun not in listed | _WRITTEN | _OF_A_CASE
            and _AGENT.search(noun) is not None
            and not self.cast.is_word_before(noun, position)
        )

    def _is_first_trade(self, noun: str, before: Figure, position: int) -> bool:
        """Tell whether a trade that nothing before speaks of can be that of somebody of whom none is stated."""
        is_known = (
            before.role_words & roles().nouns
        ) - _CHAIRING - SAYS_LITTLE or before.nouns - _VAGUE - roles().courtesy
        officers = roles().classes["official"] | roles().classes["leader"] | roles().classes["executive"]
        others = _OF_A_CASE | bodies().heads | officers | {"speaker"}
        return not is_known and noun not in others and not self.cast.is_word_before(noun, position)

    def _labelled(self, phrase: NounPhrase, position: int) -> Figure:
        """Return who answers in an interview: "A:", "Ortiz:", "ORTIZ:"."""
        if phrase.text.casefold() in ("a", "answer"):
            self._interviewee = self._interviewee or interviewee(self.story, self.cast, position)
            return self._interviewee or self._as_described(phrase)
        name = phrase.text.title() if phrase.text.isupper() else phrase.text
        words = tuple(word for word in re.findall(r"[\w.'’-]+", name) if fold(word) not in roles().courtesy)
        return self.cast.person(words, position) or self._named(phrase, position) or self._as_described(phrase)

    def _spokesperson(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return for whom an unnamed spokesperson speaks; one of a person stays anonymous."""
        is_for = phrase.head in roles().spokespersons and phrase.tail[:1] in (("for",), ("of",))
        if is_for and (named := self._spokesperson_named(phrase, position)) is not None:
            return named
        if not is_for and self._person_named(phrase, position) is not None:
            return None
        words = represented(phrase)
        if words is None:
            return None
        if not words:
            before = self._represented_before(phrase, position)
            if phrase.is_indefinite:
                return before
            return before or self.descriptions.resolve(phrase, position) or self._represented.get(phrase.head)
        principal = self._resolve_words(words, position)
        if principal is None:
            return None
        if not _is_single(principal):
            self._represented[phrase.head] = principal
            return principal
        return self.cast.described(f"{phrase.head} for {principal.name}", SpeakerKind.ANONYMOUS, {phrase.head})

    def _spokesperson_named(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the person of "a spokesman for the mayor, Tom Reed", if the mayor is somebody else."""
        persons = (self._person_at_end(part.split(), position) for part in phrase.parts[1:])
        figure = next((person for person in persons if person is not None), None)
        stated = [set(words_of(role)) for role in figure.roles] if figure is not None else []
        is_principal = any(phrase.tail[-1] in words and not words & roles().spokespersons for words in stated)
        return None if is_principal else figure

    def _represented_before(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the organization spoken of before, for which "a spokesman" or "its spokesman" speaks."""
        if not phrase.is_indefinite and phrase.core[0] not in _THEIR:
            return None
        figure = self.salience.resolve("it", position)
        if figure is None or (figure.name[:1].islower() and not figure.nouns & (bodies().heads - bodies().reports)):
            return None  # "the caption" has no spokesman
        return figure if can_speak_for(phrase.head, figure.kind) else None

    def _resolve_words(self, words: str, position: int) -> Figure | None:
        """Return whom words inside a phrase name, None if they describe nobody known."""
        phrase = phrase_of(words, position)
        if not phrase.core:
            return None
        if len(phrase.core) == 1 and phrase.head in PRONOUNS:
            return self.salience.resolve(phrase.head, position)
        office = roles().acronyms.get(phrase.head)
        named = (self.cast.with_role(office.split()) if office else None) or self._named(phrase, position)
        if named is not None:
            return named
        definite = phrase.is_definite or words[:1].islower()
        return self.descriptions.resolve(phrase, position) if definite else self._unknown_body(words, position)

    def _unknown_body(self, words: str, position: int) -> Figure | None:
        return (
            self.cast.add_body(words.removeprefix("The ").removeprefix("the "), position)
            if words[:1].isupper()
            else None
        )

    def _several(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the group of "Malk and Lund", of "both sides"."""
        if phrase.core[:1] in (("both",), ("neither",)) or phrase.core[:2] == ("the", "two"):
            bare = re.sub(r"^[Bb]oth (?=.* and )", "", phrase.text)
            of_two = self._several(phrase_of(bare, position), position) if bare != phrase.text else None
            return of_two or self._same_named(phrase, position) or self._pair(phrase, position)
        if chairs := of_role(self.cast, phrase, position):
            return self._group(chairs)
        if len(family := family_of(self.cast, phrase)) > 1:
            return self._group(family)
        if family:
            return self.cast.described(phrase.text[4:], SpeakerKind.GROUP, {"family"}, is_plural=True)
        if phrase.head in _SIBLINGS or (
            len(phrase.parts) == 2 and (phrase.is_indefinite or singular(phrase.head) != phrase.head)
        ):
            return self._same_named(phrase, position)
        pieces = [piece.strip() for piece in re.split(r",? and |, ", phrase.text) if piece.strip()]
        if (
            len(pieces) < 2
            or " and " not in _OFFICE.sub("", phrase.text)
            or self.cast.body(phrase.text)
            or self.cast.geography.state(phrase.text)
        ):
            return None
        members = [self._member(piece, position) for piece in pieces]
        if any(member is None for member in members):
            return None
        kinds = [member.kind for member in members if member is not None]
        if kinds[-1] is SpeakerKind.PERSON is not kinds[0]:
            return members[-1]  # "Parks and Wildlife ranger Ida Moss"
        if kinds[0] is SpeakerKind.PERSON and len(phrase.parts) > 1 and set(kinds[1:]) != {SpeakerKind.PERSON}:
            return members[0]  # "Ida Moss, minister of energy and water"
        return self._group([member for member in members if member is not None])

    def _same_named(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return those named in a phrase for a pair, or the two persons of one surname: "the sisters", "the couple"."""
        for part in phrase.parts[1:]:
            names = re.sub(r"^(?:[a-z-]+ )+", "", part)  # "the owners, brothers Ted and Alan Coombe"
            named = self._several(NounPhrase(names, phrase.start, phrase.end, (names,), (), ()), position)
            if named is not None:
                return named
        if phrase.head not in _SIBLINGS or phrase.tail:
            return None
        gender, kin = _SIBLINGS[phrase.head], dict[str, list[Figure]]()
        for figure in self.cast.nearby(position):
            if figure.kind is SpeakerKind.PERSON and " " in figure.name and gender in ("", figure.gender or gender):
                kin.setdefault(figure.words[-1], []).append(figure)
        pairs = [each for each in kin.values() if len(each) == 2]
        latest = max(pairs, key=lambda pair: max(latest_before(f, position) for f in pair), default=None)
        return self._group(sorted(latest, key=lambda figure: figure.places[0])) if latest else None

    def _group(self, members: list[Figure]) -> Figure:
        nouns = {"pair", "two", "both", "couple", "duo"}
        return self.cast.described(together(members), SpeakerKind.GROUP, nouns, is_plural=True)

    def _member(self, words: str, position: int) -> Figure | None:
        phrase = phrase_of(words, position)
        return self._named(phrase, position) if phrase.core else None

    def _pair(self, phrase: NounPhrase, position: int) -> Figure | None:
        if phrase.head in ("countries", "governments", "sides", "nations", "states", "capitals", "neighbours"):
            found = [figure for figure in self.cast.nearby(position) if figure.kind is SpeakerKind.STATE]
        elif is_pair_noun(phrase.head):
            if pair := named_together(self.cast, position):
                return self._group(pair)
            found = [figure for figure in self.cast.nearby(position) if figure.kind is SpeakerKind.PERSON]
        else:
            return None
        first = sorted(sorted(found, key=lambda figure: -len(figure.places))[:2], key=lambda figure: figure.places[0])
        if len(first) < 2:
            return None
        return self._group(first)

    def _named(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return whom the phrase names: a person, a state or an organization."""
        if phrase.is_indefinite and phrase.tail and is_person_noun(phrase.head):
            return self._person_named(phrase, position)  # "a clerk in Lenz" is not Lenz
        return (
            self._person_named(phrase, position)
            or self._state_named(phrase)
            or mentioned_body(self.cast, phrase, position)
            or body_of_state(self.cast, phrase, position, self._owning_state(phrase, position))
        )

    def _owning_state(self, phrase: NounPhrase, position: int) -> str | None:
        """Return the state whose "its foreign ministry" is."""
        is_owned = phrase.core[:1] == ("its",) and phrase.head in bodies().government
        owner = self.salience.resolve("its", position) if is_owned else None
        return owner.state if owner is not None and owner.kind is SpeakerKind.STATE else None

    def _person_named(self, phrase: NounPhrase, position: int) -> Figure | None:
        emphatic = _EMPHATIC.search(self.story.text, phrase.start, phrase.end + len(" herself"))
        called = (_COURTESY_OF[emphatic[1]],) if emphatic else ()
        for part in phrase.parts:
            words = _without_postnominals(part.split())
            cut = next((k for k, w in enumerate(words) if k and w in _CUTTING), len(words))
            if cut < len(words) and self.cast.body(" ".join(words)):
                continue
            figure = self._person_at_end(words[:cut], position, called)
            if figure is None and cut < len(words):
                figure = self._person_after_place(words, cut)
            if figure is not None:
                return figure
        return None

    def _person_after_place(self, words: list[str], cut: int) -> Figure | None:
        """Return the person after a place, as in "governor of the Odesa region Oleh Kiper"."""
        if not any(fold(word) in roles().nouns for word in words[:cut]):
            return None
        for length in (4, 3, 2):
            before = words[-length - 1 : -length]
            if len(words) - cut > length and before and before[0] not in _BETWEEN:
                figure = self.cast.full_person(tuple(words[-length:]))
                if figure is not None:
                    return figure
        return None

    def _person_at_end(self, words: list[str], position: int, called: tuple[str, ...] = ()) -> Figure | None:
        """Return the person whose name ends a phrase; the longest name wins.

        `called` is the courtesy title that other words of the phrase speak for.
        """
        for start in range(max(0, len(words) - _LONGEST_NAME), len(words)):
            name = tuple(re.findall(r"\w\.|[\w'’-]+", " ".join(words[start:])))
            if not name or not name[0][:1].isupper() or not name[-1][:1].isupper():
                continue
            title = tuple(words[:start])
            bare = join(name)
            is_noun = len(name) == 1 and fold(bare) in roles().nouns
            if self.cast.geography.is_name_of_state(bare) or (is_noun and not self.cast.family(bare)):
                continue
            figure = self.cast.person(name, position, title[-1:] or called)
            if figure is not None and not (len(name) == 1 and self.cast.is_body(bare)):
                return figure
        return None

    def _state_named(self, phrase: NounPhrase) -> Figure | None:
        """Return the state of "China", "neighbouring Karsia", "the Chinese government", "the government of China"."""
        words = re.sub(r"^(?:the |The )", "", phrase.parts[0]) if phrase.parts else ""
        bare = re.sub(r"^(?:Neighbou?ring |Nearby )?(?:[a-z-]+ )*", "", words) if not phrase.tail else ""
        state = (
            self.cast.geography.state(words) or self.cast.geography.state(bare)
            if bare[:1].isupper() or words[:1].isupper()
            else None
        )
        if state is None and not self.cast.is_body(words) and phrase.head in _GOVERNING:
            named = " ".join(phrase.tail[1:]) if phrase.tail[:1] in (("of",), ("in",)) else ""
            state = self.cast.geography.first_state(re.findall(r"[\w.-]*\w", words)) or self.cast.geography.state(named)
        return self.cast.state(state) if state else None

    def _taken_up(self, phrase: NounPhrase, triple: Triple, position: int) -> Figure | None:
        """Return whom a definite description takes up; in a headline nouns stand without article."""
        if phrase.is_indefinite or not phrase.core:
            return self.descriptions.introduced(phrase)
        bare_plural = not phrase.is_definite and phrase.head.endswith("s")
        if self._in_title(triple):
            tried = (self.descriptions.resolve(phrase, place) for place in self._leading(position))
            stated = self.cast.with_role(set(phrase.core) - DEFINITE) if phrase.head in roles().nouns else None
            return self.descriptions.of_trade(phrase.head) or stated or next((f for f in tried if f is not None), None)
        if bare_plural:
            return None
        figure = self.descriptions.resolve(phrase, position)
        if figure is not None:
            self.descriptions.note_office(figure, phrase)
        return figure or self.descriptions.introduced(phrase)

    def _leading(self, position: int) -> list[int]:
        """Return the ends of the first sentences up to a position: a headline speaks of whom the lede names."""
        return [span.end for span in self.story.document.sentences if span.end <= position][1:]

    def _kin_of(self, phrase: NounPhrase) -> Figure | None:
        """Return whose relative a phrase names: "Ida Lund’s eldest daughter"."""
        named, _, rest = re.sub("[’']s ", "\n", phrase.parts[0] if phrase.parts else "", count=1).partition("\n")
        is_kin = rest and phrase.head in RELATIVES and not phrase.tail
        return self._person_at_end(named.split(), phrase.start) if is_kin else None

    def _as_described(self, phrase: NounPhrase) -> Figure:
        """Return the figure of a description, with its owner by name: "Ida Lund’s solicitor" for "her solicitor"."""
        owned = len(phrase.core) > 1 and phrase.core[0] in _POSSESSORS
        owner = self.salience.resolve(phrase.core[0], phrase.start) if owned else self._kin_of(phrase)
        if owner is None or (owner.kind is SpeakerKind.STATE and phrase.head in OFFICER):
            return described_source(self.cast, phrase)
        if (kin := relative_of(self.cast, owner, phrase.head)) is not None:
            return kin
        if phrase.head in bodies().reports and owner.kind in (SpeakerKind.ORGANIZATION, SpeakerKind.STATE):
            return owner  # "its investigation"
        figure = described_source(self.cast, phrase)
        if owned and owner.name != UNSPECIFIED and figure.name == phrase.parts[0]:
            figure.name = f"{owner.name}’s {phrase.parts[0].partition(' ')[2].removeprefix('own ')}"
            figure.sides.add(owner.name)
        return figure


def _is_single(figure: Figure) -> bool:
    return figure.kind is SpeakerKind.PERSON or (
        figure.kind is SpeakerKind.ANONYMOUS and not figure.is_plural and figure.name != UNSPECIFIED
    )


def _place(triple: Triple) -> int:
    return min(span.start for span in (*triple.source, *triple.cue, *triple.content))


def _without_postnominals(words: list[str]) -> list[str]:
    """Return a name without the letters behind it: "Ida Lund KC"."""
    named = len(words)
    while named > 1 and is_postnominal(words[named - 1]):
        named -= 1
    return words[:named]


def _before(triples: Sequence[Triple], i: int, found: dict[int, Figure]) -> Figure | None:
    """Return who spoke last before a triple, quotations inside quotations aside."""
    for k in range(i - 1, -1, -1):
        if k in found and triples[k].nested_in is None:
            return found[k]
    return None
