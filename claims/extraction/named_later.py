"""Whom a lede brings in by trade, office or kind before the text names them: "a teaching union", "the council"."""

from __future__ import annotations

import re
from functools import cached_property

from claims.extraction.cast import Cast
from claims.extraction.figures import COMPANY, Figure
from claims.extraction.noun_phrases import DEFINITE, NounPhrase
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import WORDS, bodies, fold, roles, word_set

# Offices that modifiers tell apart: the health minister is nobody of another office or none.
PORTFOLIOS = word_set("minister secretary")
_ORGANIZATIONS = word_set("group association society federation alliance network coalition institute league union pac")
_NONPROFITS = (_ORGANIZATIONS - {"pac"}) | word_set(
    "trust foundation aid fund charity organization organisation ngo project"
)
# Nouns by which a lede brings in a body that is named in the next sentences.
KINDS = {
    "union": word_set("union unions association federation guild society"),
    "charity": word_set("charity trust foundation society aid fund mission"),
    "nonprofit": _NONPROFITS,
    "non-profit": _NONPROFITS,
    "not-for-profit": _NONPROFITS,
    "company": bodies().companies,
    "firm": bodies().companies,
    "group": word_set("group campaign coalition network alliance watch forum collective organization organisation pac"),
    "organization": _ORGANIZATIONS,
    "organisation": _ORGANIZATIONS,
    "station": word_set("radio tv television fm broadcaster channel"),
    "force": word_set("police constabulary"),
    "authority": word_set("council board commission agency"),
    "agency": word_set("service bureau office administration directorate commission authority inspectorate"),
    "service": word_set("agency bureau directorate"),
    "watchdog": word_set("commission authority office agency ombudsman regulator directorate inspectorate"),
    "regulator": word_set("commission authority office agency ombudsman directorate inspectorate"),
}
_OVERSEEING = word_set("regulator watchdog")
# Bodies of which a local story has one.
_LOCAL = word_set("council municipality university hospital trust club school college board authority")
_OF_OFFICE = word_set("of for the and in")
# Characters in which the subject of a sentence is named.
_SUBJECT = 60
# Characters behind the lede in which the name comes.
_AHEAD = 500
# Characters of titles in front of a name.
_TITLED = 12
_DATELINE = re.compile(r"[A-Z][^—–\n]{2,60} [—–] ")
_BYLINE = re.compile(
    r"[Bb][Yy] [A-Z][\w.’'-]{0,30}(?:,? (?:[A-Z][\w.’'-]{0,30}|and|in|for|of|at|[Cc]orrespondent|[Rr]eporter)){1,12}"
)
# Sources that stay without a name.
_NAMELESS = word_set("official source insider aide person somebody someone staffer user observer diplomat")
# Whom a text will not name: "a clerk, who cannot be named".
_UNNAMED = re.compile(
    r"[\w’' -]{1,60},? who (?:can(?:no|’|')t|could not|asked not to|declined to|did not want to) be named\b"
)
_OWNERS = frozenset({"'s", "'"})
_OF_BODY = re.compile(r",? (?:of|at|from|with) ")
# "*In a complaint filed in May,* Ida Lund said".
_ADJUNCT = re.compile(r"(?:In|At|On|During|After|Through) [^,;“”]{2,80}, (?:[A-Z][a-z]{1,4}\.? )?")


class NamedLater:
    """Finds whom the sentences behind a description name."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._named: dict[int, Figure | None] = {}
        self._trades: dict[str, Figure | None] = {}

    def introduced(self, phrase: NounPhrase) -> Figure | None:
        """Return the organization that a lede brings in and the next sentences name: "a teaching union has claimed"."""
        noun = phrase.head
        if _UNNAMED.match(self._cast.story.text, phrase.start):
            return None
        if (holder := self._holder(phrase) or self._body_next(phrase)) is not None:
            return holder
        is_new = phrase.is_indefinite or self._cast.story.paragraph(phrase.start) == self._first_of_body
        if noun in roles().nouns and (is_new or self._is_office(phrase)):
            if phrase.start not in self._named:
                self._named[phrase.start] = self._named_next(phrase) or self._named_at_once(phrase)
                self._trades[noun] = self._named[phrase.start]
            if noun not in KINDS or self._named[phrase.start] is not None:
                return self._named[phrase.start]
        if noun not in KINDS or not (phrase.is_indefinite or self._opens_body(phrase) or self._is_in_lede(phrase)):
            return None
        if noun in COMPANY and (firm := self._firm_next(phrase)) is not None:
            return firm
        if phrase.tail:
            return None
        ahead = self._cast.next_body(phrase.end, phrase.end + _AHEAD)
        if noun == "force":
            return self._force_next(phrase)
        if ahead is not None and set(ahead.words) & KINDS[noun]:
            return ahead
        return self._cast.called(noun, phrase.end, phrase.end + 2 * _AHEAD)

    def _is_office(self, phrase: NounPhrase) -> bool:
        """Tell whether a phrase says what office it is: "Karsia’s president", "the health minister"."""
        if phrase.head not in roles().titles or phrase.tail:
            return False
        is_owned = not (_OWNERS | {"its"}).isdisjoint(phrase.core)
        of_body = phrase.core[0] == "the" and any(word[:1].isupper() for word in phrase.parts[0].split()[1:])
        return is_owned or of_body or (phrase.core[0] == "the" and phrase.head in PORTFOLIOS and len(phrase.core) > 2)

    def _is_in_lede(self, phrase: NounPhrase) -> bool:
        """Tell whether a lede has "the rail regulator", of which there is one, or "the company behind them"."""
        is_behind = phrase.head in COMPANY and phrase.tail[:1] == ("behind",)
        is_one = is_behind or (phrase.head in _OVERSEEING and phrase.core[0] == "the")
        return is_one and self._cast.story.paragraph(phrase.start) == self._first_of_body

    def _force_next(self, phrase: NounPhrase) -> Figure | None:
        """Return the first police force named behind a lede: "Orr Police", not the "Police Conduct Authority"."""
        named = self._cast.mentioned(phrase.end, phrase.end + 2 * _AHEAD, SpeakerKind.ORGANIZATION)
        return next((f for _, f in named if len(f.words) > 1 and f.words[-1] in KINDS["force"]), None)

    def _named_at_once(self, phrase: NounPhrase) -> Figure | None:
        """Return the person whom the next sentence of a paragraph opens with: "A biologist denied it. Dr Moe said".

        So, too, behind the quotation that it opens with: "Orr’s top envoy denied it. “Never,” Ida Moe said".
        """
        is_office = self._is_office(phrase)
        is_new = is_office or "former" in phrase.core  # "A former clerk alleges it. Ida Moe said"
        if phrase.head in roles().anonymous | roles().spokespersons and not is_new:
            return None
        story = self._cast.story
        here = story.sentence(phrase.start) + 1
        start = story.document.sentences[here].start if here < len(story.document.sentences) else -1
        is_one = is_office or phrase.core[0] in ("a", "an", "one")
        if not is_one or start < 0 or story.paragraph(start) != story.paragraph(phrase.start):
            return None
        start = self._behind_quotation(start)
        person = next(iter(self._cast.first_met(start, start + _TITLED, kind=SpeakerKind.PERSON)), None)
        if person is None or self._cast.roles_at(person.places[0]) or not _is_of_gender(person, phrase.head):
            return None
        return None if is_office and self._is_somebody_else(person, phrase.head) else person

    def _is_somebody_else(self, person: Figure, office: str) -> bool:
        """Tell whether other roles, or words behind the name, show that somebody does not hold an office."""
        stated = person.role_words & roles().nouns
        end = person.places[0] + len(person.name)
        is_of_body = _OF_BODY.match(self._cast.story.text, end) is not None
        return is_of_body or (bool(stated) and office not in stated)

    def _behind_quotation(self, start: int) -> int:
        """Return where the words behind a quotation begin that opens at a place, else the place."""
        story = self._cast.story
        quotation = story.quotation(start)
        if quotation is None:
            return start
        return next(iter(story.starts[story.units(quotation).stop :]), quotation.end)

    def _firm_next(self, phrase: NounPhrase) -> Figure | None:
        """Return the first body behind a lede that a sentence opens with, if its name is not that of another kind."""
        story, firms = self._cast.story, bodies().companies | COMPANY
        is_lede = story.paragraph(phrase.start) == self._first_of_body
        for place, figure in self._cast.mentioned(phrase.end, phrase.end + _AHEAD, SpeakerKind.ORGANIZATION):
            if is_lede and story.sentence_span(place).start == place and figure.nouns <= firms:
                figure.nouns |= COMPANY
                return figure
        return None

    def _holder(self, phrase: NounPhrase) -> Figure | None:
        """Return who holds an office that the text names before its holder: "Ohio’s attorney general"."""
        if not phrase.is_definite or phrase.head not in roles().titles | PORTFOLIOS | {"general"}:
            return None
        owned = len(phrase.core) - phrase.core[::-1].index("'s") if "'s" in phrase.core else 0
        office = [word for word in phrase.core[owned:] if word not in DEFINITE]
        field = (
            [word for word in phrase.tail if word not in _OF_OFFICE] if phrase.tail[:1] in (("of",), ("for",)) else []
        )
        holder = self._cast.with_role([*office, *field]) if len(office) + len(field) > 1 else None
        if holder is None:
            return self._called_so(phrase)
        if holder.places[0] < phrase.start:
            return None
        said = {*phrase.core, *phrase.tail} | _OF_OFFICE
        stated = [set(WORDS.findall(fold(role))) for role in holder.roles]
        return holder if any({*office, *field} <= words <= said for words in stated) else None

    def _called_so(self, phrase: NounPhrase) -> Figure | None:
        """Return the first person behind a phrase whom an apposition calls so: "Ida Moe, the minister"."""
        stated = self._cast.with_role([phrase.head]) if phrase.core[:1] == ("the",) else None
        is_called = stated is not None and {fold(role) for role in stated.roles} == {phrase.head}
        return stated if stated is not None and is_called and stated.places[0] > phrase.start else None

    def _body_next(self, phrase: NounPhrase) -> Figure | None:
        """Return the body that a lede calls by its noun and the next sentences name: "the council", of Orr Council."""
        noun, story = phrase.head, self._cast.story
        is_lede = story.paragraph(phrase.start) == self._first_of_body and phrase.core == ("the", noun)
        if noun not in _LOCAL or phrase.tail or not is_lede:
            return None
        named = self._cast.mentioned(phrase.end, phrase.end + _AHEAD, SpeakerKind.ORGANIZATION)
        bodies_of = dict.fromkeys(figure for _, figure in named if noun in figure.words)
        return next(iter(bodies_of)) if len(bodies_of) == 1 else None

    def of_trade(self, noun: str) -> Figure | None:
        """Return the person whom the lede brought in by a trade, for the headline."""
        return self._trades.get(noun)

    def _named_next(self, phrase: NounPhrase) -> Figure | None:
        """Return the person whom a lede brings in by trade, if the next paragraph opens with the name."""
        story = self._cast.story
        here, paragraphs = story.paragraph(phrase.start), story.document.paragraphs
        is_one = phrase.core[0] in ("a", "an", "the") or not _OWNERS.isdisjoint(phrase.core)
        if here != self._first_of_body or here + 1 >= len(paragraphs) or not is_one:
            return None
        start = paragraphs[here + 1].start
        start = self._behind_quotation(start)
        opening = story.sentence_span(start)
        persons = self._cast.first_met(start, min(opening.end, start + _SUBJECT), kind=SpeakerKind.PERSON)
        if not persons or (len(persons) > 1 and persons[0].places[0] > start):
            return None
        opens = phrase.is_indefinite or self._opens_body(phrase)
        stated = persons[0].role_words & roles().nouns
        if opens and not self._cast.roles_at(persons[0].places[0]):
            stated &= {phrase.head}  # what else somebody is comes later
        before = story.text[start : persons[0].places[0]]
        said_so = not before or _ADJUNCT.fullmatch(before) is not None or phrase.head not in roles().anonymous
        is_office = phrase.head in roles().titles and len(phrase.core) > 2  # "the interior minister"
        opens = opens or (is_office and not persons[0].roles and not before)
        is_new = opens and phrase.head not in _NAMELESS
        is_sort = is_new and not stated.isdisjoint(roles().classes.get(phrase.head, ()))  # "a lawmaker": "Sen. Lund"
        fits = phrase.head in stated or is_sort or (is_new and not stated and said_so)
        return persons[0] if fits and _is_of_gender(persons[0], phrase.head) else None

    @cached_property
    def _first_of_body(self) -> int:
        """Number of the first paragraph of the body, a byline aside."""
        document = self._cast.story.document
        first = 0 if document.title is None else 1
        opening = document.paragraphs[first : first + 1]
        return first + any(_BYLINE.fullmatch(self._cast.story.text, span.start, span.end) for span in opening)

    def _opens_body(self, phrase: NounPhrase) -> bool:
        """Tell whether nothing stands before a phrase that it could take up: "The widow of a miner told an inquiry"."""
        paragraphs, first = self._cast.story.document.paragraphs, self._first_of_body
        before = self._cast.story.text[paragraphs[first].start : phrase.start] if first < len(paragraphs) else None
        return before is not None and (not before or _DATELINE.fullmatch(before) is not None)


def _is_of_gender(person: Figure, noun: str) -> bool:
    """Tell whether a noun does not tell another gender than a person has."""
    return person.gender in ("", roles().gender.get(noun, "") or person.gender)
