"""Who speaks: each source of an article resolved to one canonical speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.acted_upon import is_acted_upon, subject_of_passive
from claims.extraction.anonymous import described_source, introduced_by, is_person_noun, taken_up_by
from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.descriptions import Descriptions
from claims.extraction.documents import named_author, owner_of_words, unnamed_author
from claims.extraction.families import RELATIVES, relative_of
from claims.extraction.figures import UNSPECIFIED, Figure
from claims.extraction.groups import SIBLINGS, find_group, pair_opening, same_named
from claims.extraction.named_later import NamedLater
from claims.extraction.naming import LONGEST_NAME, find_named, person_at_end
from claims.extraction.noun_phrases import DEFINITE, NounPhrase, phrase_of, read_source, split_owner, words_of
from claims.extraction.organizations import publisher_before
from claims.extraction.principals import OFFICER
from claims.extraction.pronouns import FIRST, PRONOUNS, SECOND, Salience, fits
from claims.extraction.relative_clauses import body_before, words_taken_up
from claims.extraction.representation import Representation
from claims.extraction.role_phrases import begins_with_verb
from claims.extraction.source_spans import whole_source
from claims.extraction.story import Story
from claims.extraction.transcripts import interviewee, is_label, name_of_label
from claims.extraction.turns import find_openings
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.variation import QUOTES, varied
from claims.extraction.wording import telling_stems
from claims.extraction.wordlists import bodies, fold, roles, singular, word_set
from claims.extraction.writers import writer_of

# Sentences into the body after which a headline's "company" or "minister" has been introduced.
_INTRODUCED = 8
# Stems of a headline by which its words are found again in the body.
_TELLING = 2
# A name behind: "The bishop of Orr, Ida Lund".
_NAMED_BEHIND = re.compile(r"(?: (?:of|in|at|for|from) [^,.;]{2,40})?(?:,? |, (?:retired|former|then) )[A-Z]")
_ACCUSED = re.compile(r"[\w’'-]+(?: [\w’'-]+){0,4}?(?= (?:of|in|at|from|who)\b|$)")
_LONGEST_SOURCE = 300
# A phrase that begins with one of these says where or when, not who: "in a statement".
_NO_SOURCE = word_set("in on at by with during after before")
_CALLING = re.compile(
    r" (?:calling|who (?:calls|called)) (?:him|her)self (?P<name>[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,3})"
)
_GAVE_NAME = re.compile(
    r" who (?:gave|would give) (?:his|her) (?:first |full )?name (?:only )?as "
    r"(?P<name>[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30})?)"
)
# Characters behind a source in which somebody may give a name.
_NAME_GIVEN = 60
_STYLES = word_set("excellency highness honour honor majesty holiness worship")
_POSSESSORS = word_set("his her its their")
# Verbs by which somebody speaks without a word of what is said: "replied within the hour".
_ANSWERING = (" replied", " responded", " answered", " reacted", " hit back", " disagreed")
_OTHER = {"he": "f", "she": "m"}
_SUBJECTS = word_set("he she it they")
# Behind these a name does not speak, and the words up to it are one clause.
_WHERE = word_set("in at near off of from outside inside on")
_IS_CLAUSE = re.compile(r"[^,;:“”\"]+")
# Characters of a sentence in which somebody nameless is brought in.
_OPENING = 90


class SpeakerResolution:
    """Resolves the sources of one story in text order, those of the headline last.

    A source that nothing in the text explains is kept as described; a triple without any has the anonymous speaker
    "unspecified".
    """

    def __init__(self, story: Story, cast: Cast) -> None:
        self.story, self.cast = story, cast
        self.salience = Salience(story, cast)
        self.descriptions = Descriptions(cast, self.salience)
        self.named_later = NamedLater(cast)
        self.representation = Representation(cast, self.salience, self.descriptions)
        self._openings = {opening.start: opening.end for opening in find_openings(story.document)}
        self._read = 0  # sentences whose subjects are noted
        self._last: Triple | None = None  # the claim resolved before
        self._interviewee: Figure | None = None
        self._voice = ""  # gender or noun of the nameless spokesperson who spoke last

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
            if span is not None and span.start not in sources and not self._is_named_behind(span):
                self.cast.meet(described_source(self.cast, read_source(self.story, (span,))), span.start)

    def _is_named_behind(self, span: Span) -> bool:
        """Tell whether an apposition names somebody just brought in: "A former head of the force, Ida Lund"."""
        match = _NAMED_BEHIND.match(self.story.text, span.end)
        return match is not None and "," in match[0]

    def _take_up(self, sources: set[int], end: int) -> None:
        """Note whom the sentences up to a place take up as their subject: "The trust, which has four wards"."""
        sentences = self.story.document.sentences
        while self._read < len(sentences) and sentences[self._read].start <= end:
            sentence = sentences[self._read]
            self._read += 1
            if sentence.start not in sources and (pair := pair_opening(self.cast, sentence)) is not None:
                self.cast.meet(pair, sentence.start)
                continue
            span = taken_up_by(self.story.text, *self._opening(sentence, sentence.end))
            if span is None or span.start in sources or _NAMED_BEHIND.match(self.story.text, span.end):
                continue
            phrase = read_source(self.story, (span,))
            siblings = same_named(self.cast, self.salience, phrase, span.start) if phrase.head in SIBLINGS else None
            figure = siblings or self._of_state(phrase) or self.descriptions.resolve(phrase, span.start)
            if figure is None and (is_person_noun(phrase.head) or phrase.head in bodies().heads):
                figure = self._as_described(phrase)
            if figure is not None:
                self.cast.meet(figure, span.start)
                if self.story.text.startswith(_ANSWERING, span.end):
                    self.salience.note_speaking(figure, span.start)

    def _of_state(self, phrase: NounPhrase) -> Figure | None:
        """Return the body of a state with which a sentence opens: "The Finnish transport ministry answered"."""
        is_of_state = self.cast.geography.state_in(phrase.text) is not None and phrase.head in bodies().government
        return self._named(phrase, phrase.start) if is_of_state else None

    def _opening(self, sentence: Span, end: int) -> tuple[int, int]:
        """Return where the words begin and end with which a sentence opens, behind the label of a turn."""
        start = self._openings.get(sentence.start, sentence.start)
        return start, min(end, start + _OPENING)

    def _in_title(self, triple: Triple) -> bool:
        return self.story.in_title(_place(triple))

    def _resolve_triple(self, triples: Sequence[Triple], i: int, found: dict[int, Figure]) -> Figure:
        triple = triples[i]
        if not triple.source:
            return self._without_source(triples, i, found)
        phrase = read_source(self.story, whole_source(self.story, self.cast, triple))
        enclosing = found.get(triple.nested_in) if triple.nested_in is not None else None
        before = _before(triples, i, found)
        figure = self._figure(phrase, triple, enclosing, before)
        self._remember(figure, phrase, triple, before)
        self._last = triple
        if triple.nested_in is None:
            self.salience.note_speaking(figure, triple.source[0].start)
        return figure

    def _remember(self, figure: Figure, phrase: NounPhrase, triple: Triple, before: Figure | None) -> None:
        start = triple.source[0].start
        source = self.story.text[start : triple.source[-1].end][:_LONGEST_SOURCE]
        owner = self.representation.owner(figure, source, start, before)
        if owner is not None:
            figure.sides |= {owner.name, *([owner.state] if owner.state else [])}
        is_pronoun = phrase.core and phrase.core[0] in PRONOUNS and len(phrase.core) == 1
        if not is_pronoun or figure is not before:
            is_voice = phrase.head in roles().spokespersons and not figure.is_single
            self._voice = roles().gender.get(phrase.head, phrase.head) if is_voice else ""
        is_label_of_turn = not triple.cue and len(phrase.text) == 1
        is_cut = is_pronoun or is_label_of_turn or begins_with_verb(phrase.text)
        alias = None if is_cut or figure.name == UNSPECIFIED else phrase.text
        self.cast.meet(figure, start, alias)

    def _position(self, triple: Triple) -> int:
        """Return the place up to which the text counts as known: for the headline, what the first sentences say."""
        if not self._in_title(triple):
            return triple.source[0].start
        sentences = self.story.document.sentences
        return sentences[min(_INTRODUCED, len(sentences) - 1)].end

    def _without_source(self, triples: Sequence[Triple], i: int, found: dict[int, Figure]) -> Figure:
        triple = triples[i]
        if triple.cue:
            return self._unspecified()
        before, start = _before(triples, i, found), triple.content[0].start
        if self._is_plain(triple):  # an answer of an interview without labels
            before = self._interviewed(start) or before
        if before is not None:
            self.salience.note_speaking(before, start)
            self.cast.meet(before, start)
            return before
        same = self._of_same_words(triples, triple, found) if self._in_title(triple) else None
        return same or self._unspecified()

    def _unspecified(self) -> Figure:
        return self.cast.described(UNSPECIFIED, SpeakerKind.ANONYMOUS, ())

    def _interviewed(self, position: int) -> Figure | None:
        self._interviewee = self._interviewee or interviewee(self.story, self.cast, position)
        return self._interviewee

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
        return not self._in_title(triple) and self.story.text[triple.content[0].start] not in QUOTES

    def _figure(self, phrase: NounPhrase, triple: Triple, enclosing: Figure | None, before: Figure | None) -> Figure:
        position, word = self._position(triple), _pronoun_of(phrase)
        if is_acted_upon(self.story, triple):
            return self._unspecified()
        if not triple.cue and is_label(phrase.text):
            self._interviewee = self._labelled(phrase, position)
            return self._interviewee
        return (
            self._by_form(phrase, word, enclosing, before)
            or (self._opening_title(triple, word) if word in PRONOUNS and self._in_title(triple) else None)
            or self._of(subject_of_passive(self.story, triple), triple, position)
            or self._of(words_taken_up(self.cast, phrase, _place_of_cue(triple)), triple, position)
            or self._in_place(phrase, triple, position, before)
            or (self._text_written(triple, position, before) if word == "it" else None)
            or (
                self._meant(word, phrase, triple, before)
                if word in PRONOUNS
                else self._named_or_described(phrase, triple, before)
            )
        )

    def _by_form(self, phrase: NounPhrase, word: str, enclosing: Figure | None, before: Figure | None) -> Figure | None:
        """Return whom the first words of a source tell, whatever else it has: "I", "in a statement", "those who"."""
        if word in FIRST | SECOND and enclosing is not None:
            return enclosing
        if word in FIRST and self.story.quotation(phrase.start) is None:
            return self.cast.described("author", SpeakerKind.ANONYMOUS, ())  # whom no "he" takes up
        if len(phrase.core) > 1 and phrase.core[0] in _NO_SOURCE:
            return before or self._unspecified()
        if word == "whose" or phrase.core[:1] == ("whose",):  # "a clerk whose post said"
            return self.salience.resolve("who", phrase.start)
        if phrase.core == ("one",) and len(phrase.parts) == 1 and before is not None and before.is_plural:
            return before
        if word in ("those", "these") and phrase.end - phrase.start > len(word) + 1:
            whole = self.story.text[phrase.start : phrase.end]
            return self.cast.described(whole, SpeakerKind.GROUP, (), is_plural=True)
        return None

    def _meant(self, pronoun: str, phrase: NounPhrase, triple: Triple, before: Figure | None) -> Figure:
        """Return whom a pronoun means, as described if nobody is known."""
        position = self._position(triple)
        if before is not None and pronoun in _SUBJECTS and fits(before, pronoun) and self._is_set_in(triple):
            return before
        if self._voice and before is not None and pronoun in ("he", "she") and self._voice != _OTHER[pronoun]:
            return before  # the spokesman of a ministry
        named = body_before(self.cast, phrase) if pronoun == "which" else None
        found = named or self.salience.resolve(pronoun, position, saying=triple.content)
        if found is before and (accused := self._accused(triple, pronoun)) is not None:
            return accused
        return found or self.salience.resolve(pronoun, position) or before or self._as_described(phrase)

    def _named_or_described(self, phrase: NounPhrase, triple: Triple, before: Figure | None) -> Figure:
        position = self._position(triple)
        return (
            self._teller(phrase, position)
            or self._named_or_taken_up(phrase, triple, position)
            or self._written(phrase, position)
            or (varied(self.cast, phrase, triple, before) if before is not None and before.is_single else None)
            or self._as_described(phrase)
        )

    def _named_or_taken_up(self, phrase: NounPhrase, triple: Triple, position: int) -> Figure | None:
        return (
            self._self_called(phrase, position)
            or self.representation.spokesperson(phrase, position)
            or self.representation.office(phrase, position)
            or self.representation.employer(phrase, position)
            or find_group(self.cast, self.salience, phrase, position)
            or self._named(phrase, position)
            or self._taken_up(phrase, triple, position)
        )

    def _self_called(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the person of a name given behind a description: "wrote a man calling himself Tom Reed"."""
        if not phrase.is_indefinite:
            return None
        match = _CALLING.match(self.story.text, phrase.end) or _GAVE_NAME.search(
            self.story.text, phrase.start, phrase.end + _NAME_GIVEN
        )
        return self.cast.person(tuple(match["name"].split()), position) if match else None

    def _written(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return who wrote what a phrase takes up: "The statement read"."""
        is_taken_up = phrase.core in {("the", phrase.head), ("this", phrase.head), ("that", phrase.head)}
        return writer_of(self.cast, self.salience, phrase.head, position) if is_taken_up and not phrase.tail else None

    def _text_written(self, triple: Triple, position: int, before: Figure | None) -> Figure | None:
        """Return who wrote the text that "it" is: "It reads: … It said"."""
        writer = writer_of(self.cast, self.salience, "", position) if self._says(triple, "read") else None
        if writer is not None or before is None or before.kind is not SpeakerKind.PERSON or self._last is None:
            return writer
        words = [fold(self.story.text[span.start : span.end]) for span in self._last.source[:1]]
        return before if words == ["it"] else None

    def _in_place(self, source: NounPhrase, triple: Triple, position: int, before: Figure | None) -> Figure | None:
        """Return the subject of which a source is only the last word: "The widow of a diver lost off | Lenz | said".

        Whoever says one thing through a source says the next: "The widow … off Lenz denied it, saying".
        """
        if self._last is not None and self._last.source == triple.source:
            return before if before is None or before.name != UNSPECIFIED else None
        text, sentence = self.story.text, self.story.sentence_span(source.start)
        ahead = self.story.units(Span(sentence.start, source.start))
        if not ahead or self.story.low[ahead[-1]] not in _WHERE or not source.text[:1].isupper():
            return None
        if not 0 <= _place_of_cue(triple) - source.end <= 1 or not _IS_CLAUSE.fullmatch(
            text, sentence.start, source.start
        ):
            return None
        if self.cast.family(source.text):  # "A statement from | Lund"
            return None
        opening = self._opening(sentence, source.start)
        span = taken_up_by(text, *opening) or introduced_by(text, *opening)
        return self._of(span, triple, position)

    def _is_set_in(self, triple: Triple) -> bool:
        """Tell whether "she said" stands between commas in what the claim before says: "… because, she said, …"."""
        before, text = self._last, self.story.text
        if before is None or not before.source or not before.cue or not triple.cue:
            return False
        start, end = triple.source[0].start, triple.cue[-1].end
        is_same = self.story.sentence_span(start).start <= before.source[0].start < before.cue[0].start < start
        return is_same and text.endswith(", ", 0, start) and text[end : end + 1] == ","

    def _of(self, span: Span | None, triple: Triple, position: int) -> Figure | None:
        """Return whom other words than the source of a triple name or describe, if there are any."""
        if span is None:
            return None
        phrase = read_source(self.story, (span,))
        if phrase.core[:1] == ("those",):
            return self.cast.described(phrase.text, SpeakerKind.GROUP, (), is_plural=True)
        if len(phrase.core) == 1 and phrase.core[0] in PRONOUNS:
            return self.salience.resolve(phrase.core[0], span.start)
        if not phrase.core:
            return None
        return self._named_or_taken_up(phrase, triple, position) or self._as_described(phrase)

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
        """Return whose words a text holds: "according to Lund’s account", "an Orlec poll"."""
        if (author := named_author(self.cast, phrase)) is not None:
            return author
        words = owner_of_words(phrase)
        if words is None:
            return None
        owner = phrase_of(words, position)
        if len(owner.core) == 1 and owner.head in PRONOUNS:
            return self.salience.resolve(owner.head, position)
        known = self.representation.office(owner, position) or self._named(owner, position)
        return known or (self.descriptions.resolve(owner, position) if owner.core and words[:1].islower() else None)

    def _opening_title(self, triple: Triple, pronoun: str) -> Figure | None:
        """Return whom a headline opens with, if a pronoun in it can mean them: "Water firm fined as it denies"."""
        title = self.story.document.title
        units = self.story.units(Span(title.start, triple.source[0].start)) if title is not None else range(0)
        for end in range(min(units.stop, units.start + LONGEST_NAME), units.start, -1):
            phrase = read_source(self.story, (Span(self.story.starts[units.start], self.story.ends[end - 1]),))
            position = self._position(triple)
            figure = self._named(phrase, position) or self._taken_up(phrase, triple, position)
            if figure is not None and fits(figure, pronoun):
                return figure
        return None

    def _labelled(self, phrase: NounPhrase, position: int) -> Figure:
        """Return who answers in an interview: "A:", "Ortiz:", "ORTIZ:"."""
        if phrase.text.casefold() in ("a", "answer"):
            return self._interviewed(position) or self._as_described(phrase)
        name = phrase.text.title() if phrase.text.isupper() else phrase.text
        bare, is_titled = name_of_label(name)
        known = self.cast.person(tuple(bare.split()), position) or self._named(phrase, position)
        return known or (self.cast.described(bare, SpeakerKind.PERSON, ()) if is_titled else self._as_described(phrase))

    def _named(self, phrase: NounPhrase, position: int) -> Figure | None:
        return find_named(self.cast, self.salience, phrase, position)

    def _taken_up(self, phrase: NounPhrase, triple: Triple, position: int) -> Figure | None:
        """Return whom a definite description takes up; in a headline nouns stand without article."""
        if phrase.is_indefinite or not phrase.core:
            return publisher_before(self.cast, phrase) or self.named_later.introduced(phrase)
        bare_plural = not phrase.is_definite and phrase.head.endswith("s")
        if self._in_title(triple):
            tried = (self.descriptions.resolve(phrase, place) for place in self._leading(position))
            stated = self.cast.with_role(set(phrase.core) - DEFINITE) if phrase.head in roles().nouns else None
            return self.named_later.of_trade(phrase.head) or stated or next((f for f in tried if f is not None), None)
        if bare_plural:
            return None
        figure = self.descriptions.resolve(phrase, position, saying=triple.content)
        if figure is not None:
            self.descriptions.note_office(figure, phrase)
        return figure or self.named_later.introduced(phrase)

    def _leading(self, position: int) -> list[int]:
        """Return the ends of the first sentences up to a position: a headline speaks of whom the lede names."""
        return [span.end for span in self.story.document.sentences if span.end <= position][1:]

    def _kin_of(self, phrase: NounPhrase) -> Figure | None:
        """Return whose relative a phrase names: "Ida Lund’s eldest daughter"."""
        owner, owned = split_owner(phrase.parts[0]) if phrase.parts else ("", "")
        is_kin = owned and phrase.head in RELATIVES and not phrase.tail
        return person_at_end(self.cast, owner.split(), phrase.start) if is_kin else None

    def _as_described(self, phrase: NounPhrase) -> Figure:
        """Return the figure of a description, with its owner by name: "Ida Lund’s solicitor" for "her solicitor"."""
        if (author := unnamed_author(phrase)) is not None:
            figure = self._named(author, phrase.start) or self._as_described(author)
            figure.nouns.add(singular(phrase.head))
            return figure
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
            mark = "’" if owner.is_plural and owner.name.endswith("s") else "’s"
            figure.name = f"{owner.name}{mark} {phrase.parts[0].partition(' ')[2].removeprefix('own ')}"
            figure.sides.add(owner.name)
        return figure


def _pronoun_of(phrase: NounPhrase) -> str:
    """Return the only word of a phrase; "his" for "His Excellency", who is he; "" for other phrases."""
    is_style = phrase.head in _STYLES and phrase.core[0] in _POSSESSORS
    return phrase.core[0] if len(phrase.core) == 1 or is_style else ""


def _place(triple: Triple) -> int:
    return min(span.start for span in (*triple.source, *triple.cue, *triple.content))


def _place_of_cue(triple: Triple) -> int:
    return triple.cue[0].start if triple.cue else 0


def _before(triples: Sequence[Triple], i: int, found: dict[int, Figure]) -> Figure | None:
    """Return who spoke last before a triple, quotations inside quotations aside."""
    for k in range(i - 1, -1, -1):
        if k in found and triples[k].nested_in is None:
            return found[k]
    return None
