"""The noun phrase that names a source, cut into what resolving it needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.story import Story
from claims.extraction.values import Span
from claims.extraction.wordlists import fold, word_set

DEFINITE = word_set("the this that these those its his her their our both such said same")
INDEFINITE = word_set(
    """
    a an some several many few two three four five six seven eight nine ten another one other others most all no
    dozens hundreds thousands numerous various
    """
)
_CUTS = word_set(
    """
    of for to at in on from with by about among near close familiar involved including who which that whose where
    speaking representing responsible briefed working living based present as after when outside inside behind
    against under within over during before across around told quoted cited named identified described seen
    published conducted obtained commissioned carried released filed brought acting
    """
)
# A name behind the clause stays: "a student who hid, 16-year-old Jaden Roe".
_NAME_AT_END = r"(?P<name>, (?:[A-Z][\w-]* )?(?:[a-z\d][\w-]* ){0,4}(?:[A-Z][\w.'’-]+ (?:and )?){1,4}[A-Z][\w.'’-]+)?$"
_RELATIVE = re.compile(r",? (?:who|which|whose|whom|where)\b.*?" + _NAME_AT_END, re.S)
# "The Mill League, which represents *Orlec, Lumen and Marl*": nobody's name stands behind a body's list.
_OF_SEVERAL = re.compile(r"(?P<body>(?:[Tt]he )?[A-Z][^,]*), which \w+ (?:[A-Z][\w&.’'-]*(?: |, ))+and [A-Z][^,]*,?$")
# "Six papers, including the Courier," are six papers.
_ASIDE = re.compile(
    r"\s*\([^()]*\)|\s*\([^()]*$|\s+(?:--|[—–]|-(?=\s[a-z]))\s.*$"
    r"|,\s(?:including|among them|such as|led by|mostly|mainly|largely|many of them|most of them)\s.*$|\sthat$",
    re.S,
)
_PARTICIPLES = frozenset(
    {"accused", "suspected", "convicted", "charged", "arrested", "briefed", "involved", "employed", "injured", "named"}
)
# What the tagger may leave around a source: "TAKAMORI — The carrier", "The operator on Tuesday".
_DATELINE = re.compile(r"^[A-Z][A-Z.'’ -]+(?:,[^—–]{1,20})? [—–] (?=[A-Z])")
_DAY = re.compile(r" (?:(?:late|early) )?on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?$")
# "In *its annual report the agency* says": the tagger takes the two for one source.
_IN_TEXT = re.compile(
    r"(?:an?|the|its|his|her|their) (?:[\w-]+ ){0,3}(?:report|statement|letter|filing|assessment|review|bulletin|paper)"
    r"(?: (?:to|for) (?:[\w-]+ ){1,4}?)? ?(?=(?:the|its) )"
)
# What is said of a text behind its noun: "The letter, *dated May 8 and seen by the Courier*, demands".
_DATED = re.compile(r",? (?:dated|signed|sent|sealed|posted) .*$", re.S)
# "The ministry *followed up with a statement* that accused": all of it before the verb.
_ISSUED = re.compile(
    r"(?<=\w) (?:followed(?: up)? with|issued|released|put out|published|responded with|replied with|hit back with)"
    r" (?:an?|the|its) .*$",
    re.S,
)
# "*In Lenz* the ministry said": where it is said.
_PLACE = re.compile(r"In [A-Z][\w-]+(?: [A-Z][\w-]+)?,? (?=(?:the|an?|its|his|her|their|[A-Z][\w-]*['’]s) )")
# "*An allegation the group* called absurd": the source of the answer with what it answers.
_POINTER = re.compile(
    r"(?:an?|the) (?:[a-z-]+ )?(?:allegation|accusation|claim|charge|assertion|suggestion|figure|version|account)s? "
    r"(?:that |which )?(?=(?:the|its|his|her|their|he|she|it|they)\b)"
)
# "In a letter to *Ida Lund, the mayor's aide*, Tom Reed, said": a letter is to one and by the other.
_LETTER_TO = re.compile(r"\bIn (?:an?|the|his|her|its|their) (?:[\w-]+ )?(?:letter|e-?mail|message|note|memo) to \Z")
_LONGEST_LETTER = 40
# "According to even his own supporters".
_FOCUS = re.compile(
    r"^(?:(?:[Ee]ven|[Oo]nly|[Jj]ust|[Aa]lso) (?=(?:his|her|its|their|the|some|many)\b)|that (?=[a-z]+s of\b))"
)
# "Lund joined 89 other sailors to reject": the subject, with a verb and an object that belong to no noun phrase.
_VERB_BEHIND = re.compile(
    r"^(?P<name>(?:[A-Z][\w.’'-]* ){1,4})[a-z]{3,}ed "
    r"(?:\d|(?:an?|his|her|its|their|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds)\b).*$",
    re.S,
)
# "*She will* say": the auxiliary is of the verb.
_AUXILIARY = re.compile(
    r"\b(?P<subject>[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|[A-Z][\w’'-]+)"
    r"(?: (?:will|would|has|had|have|can|could|should|may|might|must|did|does|also|then|later|now))+$"
)
# Characters read of a source; nobody is introduced in more.
_LONGEST = 400
_IS_TEXT = re.compile(r"[Tt]he (?:\w+ )?(?:letter|memo|note|e-?mail|cable|order|document|statement), ")
_SHORTENED = re.compile(r"\b(?:Co|Inc|Ltd|Corp|Jr|Sr)$")
_EDGES = ' *\t\n\u00a0,;:.—–-()[]“”"‘„«»'


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A source as words: `parts` are its appositions, `core` the first up to its first preposition, folded."""

    text: str
    start: int
    end: int
    parts: tuple[str, ...]
    core: tuple[str, ...]
    tail: tuple[str, ...]

    @property
    def head(self) -> str:
        """The folded noun that the phrase is about; empty for an empty phrase."""
        return self.core[-1] if self.core else ""

    @property
    def is_definite(self) -> bool:
        """Whether it takes up something known: "the official", "its chair", "Velmora's ministry"."""
        return bool(self.core) and (self.core[0] in DEFINITE or "'s" in self.core)

    @property
    def is_indefinite(self) -> bool:
        """Whether it brings in something new: "a source", "two engineers"."""
        return bool(self.core) and (self.core[0] in INDEFINITE or self.core[0].isdigit())


def read_source(story: Story, source: tuple[Span, ...]) -> NounPhrase:
    """Return the noun phrase of a source: its first span, without relative clause and outer punctuation."""
    span = source[0]
    words = _DATELINE.sub("", story.text[span.start : min(span.end, span.start + _LONGEST)])
    if _LETTER_TO.search(story.text, max(0, span.start - _LONGEST_LETTER), span.start) and ", " in words:
        words = words.partition(", ")[2]
    if story.text[max(0, span.start - 3) : span.start].lower() == "in " and (placed := _IN_TEXT.match(words)):
        words = words[placed.end() :]
    words = _PLACE.sub("", words, count=1) if _PLACE.match(words) else words
    words = _POINTER.sub("", words, count=1) if _POINTER.match(words) else words
    words = _VERB_BEHIND.sub(r"\g<name>", _FOCUS.sub("", words))
    words = _AUXILIARY.sub(r"\g<subject>", words)
    words = _ISSUED.sub("", words)
    words = _DATED.sub("", words) if _IS_TEXT.match(words) else words
    words = _OF_SEVERAL.sub(r"\g<body>", words)
    text = _stripped(_RELATIVE.sub(r"\g<name>", words.rstrip(" ,;"))) or _stripped(words)
    text = re.sub(r", (?:both|all) [a-z].*$", "", text, flags=re.S)
    text = re.sub(r",? (?:both|alike|all|themselves|himself|herself|itself)$", "", text)
    text = _DAY.sub("", _stripped(_ASIDE.sub("", text)))
    text = re.sub(r"['’]$", "", text) if not re.search(r"[‘']\w", text) else text
    bare = _without_possessive(text)
    parts = tuple(_stripped(part) for part in re.split(r",\s", bare) if _stripped(part))
    core, tail = _core_and_tail(parts[0]) if parts else ((), ())
    return NounPhrase(bare, span.start, span.end, parts, core, tail)


def apposed(part: str, phrase: NounPhrase) -> NounPhrase:
    """Return an apposition of a phrase as a phrase of its own, at the place of the whole."""
    return NounPhrase(part, phrase.start, phrase.end, (part,), *_core_and_tail(part))


def _core_and_tail(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    low = tuple(words_of(part))
    cut = next((k for k, word in enumerate(low) if k and word in _CUTS and not _modifies(low, k)), len(low))
    if 2 < cut < len(low) and low[cut - 1] in _PARTICIPLES:  # "a man accused of theft"
        cut -= 1
    return low[:cut], low[cut:]


def phrase_of(words: str, position: int) -> NounPhrase:
    """Return words as a phrase of their own, all of them its core, at a place of the text."""
    return NounPhrase(words, position, position, (words,), tuple(words_of(words)), ())


def split_owner(words: str) -> tuple[str, str]:
    """Return the owner and what is owned: "the mayor" and "office" of "the mayor’s office"; of others nothing owned."""
    owner, _, owned = re.sub("[’']s ", "\n", words, count=1).partition("\n")
    return owner, owned


def _modifies(low: Sequence[str], k: int) -> bool:
    """Tell the participle of "its acting head" from that of "a man acting for her"."""
    return k == 1 and k + 1 < len(low) and low[0] in DEFINITE and low[k].endswith(("ing", "ed"))


def _stripped(text: str) -> str:
    """Return text without punctuation at its edges; the full stop of "Co." stays."""
    bare = text.strip(_EDGES)
    is_short = _SHORTENED.search(bare) is not None and text.rstrip()[-1:] == "."
    return f"{bare}." if is_short else bare


def words_of(text: str) -> list[str]:
    """Return the folded words of a phrase, with possessive endings as words of their own."""
    return re.findall(r"'s\b|(?:\w\.){2,}|\w+(?:[-&.]\w+|'(?!s\b)\w+)*|&|'(?=\s)", fold(text))


def _without_possessive(text: str) -> str:
    return re.sub(r"(?:(?<=s)['’]|['’]s)$", "", text)
