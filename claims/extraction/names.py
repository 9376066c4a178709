"""Names in a text: runs of capitalised words, without the titles in front of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.extraction.cues import load_lexicon
from claims.extraction.name_runs import CONNECTORS, begins_person, initials, is_name_word, is_title, run_end
from claims.extraction.name_words import PARTISANS
from claims.extraction.story import Story
from claims.extraction.wordlists import bodies, fold, given_names, roles, singular, word_set

_POSSESSIVE = ("'s", "’s", "'", "’")
# Heads that stand before the name: Bank Thalberg, Grupo Serra.
_NAMED_FIRST = word_set(
    """
    bank banco banque banca grupo groupe gruppo radio université institut
    team corriere giornale gazzetta gazeta diario jornal
    """
)
FIRMS = word_set(
    """
    brewers builders campaigners developers insurers makers operators organisers organizers producers promoters
    publishers retailers
    """
)
# What firms are to each other, as persons are, too: "rival Orlec".
PEERS = word_set("rival partner owner sponsor competitor shareholder backer investor supplier regulator watchdog")
_FOREIGN_ARTICLES = frozenset({"il", "la", "le", "el", "der", "die", "das"})
MAX_ROLE = 12  # tokens of a role
# Tokens from the name of an office to the comma: "in the state,".
_FAR = 4
# Characters of a heading.
_LONGEST_HEADING = 30

# The letters of a rank right before a given name: "ACFO Lydia Moss".
_RANK = re.compile(r"[A-Z]{2,5}")
# Who sit together under a name: "Senate Republicans".
_MEMBERS = word_set("democrats republicans conservatives liberals greens")
# Participles with which bodies call themselves.
_JOINED = word_set("united allied associated affiliated consolidated federated incorporated combined integrated")
# Endings of trades that no list holds all of: "volcanologist".
_TRADES = ("ologist", "ographer", "ician", "icist", "iatrist", "surgeon", "teacher", "worker", "keeper")
_FAMILY = re.compile(r"[a-z]+-of-[a-z]+")
_BASED = re.compile(r"[A-Z][\w-]+-(?:based|born|bred|listed|owned|generation|year-old)")
# Ranks that an officer has in a district.
_POLICE_RANKS = word_set("ssp sp dsp asp dig sdpo dcp acp dpo sho")
# What goes on a title: "Det Con", "Senate President Pro Tempore".
_GOES_ON_TITLE = word_set("con pro tempore tem")
# Duties between the rank of an officer and the name: "DSP Traffic Asad Khan".
_DUTIES = word_set("city rural traffic operations crime headquarters investigation")
# Last words of names of clubs and outlets that are nouns for nothing.
_ENDS_BODY = word_set(
    "nation nations rovers wanderers united athletic albion fc afc rfc sport sports mutual direct online insider"
)
# What firms make one word of: "Marl Seafarms".
_TRADING = ("farms", "foods", "motors", "pharma", "systems", "media", "energy", "airlines", "software", "studios")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: tokens `first` to `end`, without titles, which are in `title`."""

    first: int
    end: int
    words: tuple[str, ...]
    title: tuple[str, ...]
    is_body: bool

    @property
    def text(self) -> str:
        """Return the name as one writes it."""
        return join(self.words)


def join(words: tuple[str, ...] | list[str]) -> str:
    """Join tokens of a name: no space before a full stop or a possessive."""
    if len(words) == 1:
        return words[0]
    joined = " ".join(words)
    return (
        joined.replace(" .", ".")
        .replace(" ,", ",")
        .replace(" ’s", "’s")
        .replace(" 's", "'s")
        .replace(" ’", "’")
        .replace(" '", "'")
    )


def find_names(story: Story) -> list[Name]:
    """Return the names of a text in its order; a title in title case is left out, as all its words look like names."""
    lower = {word for word in story.words if word[:1].islower()}
    upper = {word for i, word in enumerate(story.words) if word[:1].isupper() and not _begins(story, i)}
    skip = _title_case_end(story)
    found: list[Name] = []
    i = skip
    never = load_lexicon().words["time_words"] | {"i", "q", "q.", "a"}
    never |= {"a."} if "q." in story.low else set()
    while i < len(story.words):
        if not is_name_word(story.words[i]) or (story.low[i] in never and not _begins_name(story, i)):
            i += 1
            continue
        if (heading := _heading_end(story, i)) > i:
            i = heading
            continue
        end = run_end(story, i)
        found.extend(_names_in_run(story, i, end, lower, upper))
        i = end
    return found


def _heading_end(story: Story, i: int) -> int:
    """Return the end of a heading in capitals that a token opens, which names nobody: "FULL TEXT"; else the token."""
    paragraph = story.document.paragraphs[story.paragraph(story.starts[i])]
    if story.starts[i] != paragraph.start or paragraph.end - paragraph.start > _LONGEST_HEADING:
        return i
    line = story.text[paragraph.start : paragraph.end]
    return story.units(paragraph).stop if line.isupper() and not line.endswith(":") else i


def _begins_name(story: Story, i: int) -> bool:
    """Tell whether a month or day is a given name: "Jan Bielski", "April Ross", "captain Sunday Bello"."""
    following = story.words[i + 1 : i + 2]
    called = i > 0 and (begins_person(story.low[i - 1]) or story.low[i - 1] in roles().nouns)
    return (story.low[i] in given_names() or called) and bool(following) and is_name_word(following[0])


def _title_case_end(story: Story) -> int:
    title = story.document.title
    if title is None:
        return 0
    units = story.units(title)
    longer = [story.words[i] for i in units if len(story.words[i]) > 3 and story.words[i].isalpha()]
    in_title_case = len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
    return units.stop if in_title_case else 0


def _names_in_run(story: Story, first: int, end: int, lower: set[str], upper: set[str]) -> Iterator[Name]:
    """Yield the name of a run without the sentence's first word, if that is none, and without titles."""
    first = _after_time(story, first, end)
    if end - first > 1 and story.words[first] == "The":
        first += 1
    while first < end and _begins(story, first) and _is_ordinary(story, first, end, lower, upper):
        first += 1
    first = _after_time(story, first, end)
    if end - first > 1 and _BASED.fullmatch(story.words[first]):
        first += 1
    while end > first and not is_name_word(story.words[end - 1]) and story.words[end - 1] not in (".",):
        if story.words[end - 1].isdigit():
            break
        end -= 1
    while end - first > 2 and is_postnominal(story.words[end - 1]):
        end -= 1
    if first >= end:
        return
    if end - first > 2 and story.low[first] in ("opposition", "ruling") and _is_body(story.low[first:end]):
        first += 1
    if end - first > 1 and story.low[first] in FIRMS:  # "Promoters Bigtop Live"
        yield Name(first + 1, end, tuple(story.words[first + 1 : end]), (), True)
        return
    if story.low[first] == "st" and _is_dedicated(story, story.low[first : end + 1]):
        return
    cut = _after_title(story, first, end)
    if cut >= end:
        yield Name(first, end, tuple(story.words[first:end]), (), _is_body(story.low[first:end]))
        return
    words = tuple(story.words[cut:end])
    is_body = _is_body(story.low[cut:end]) and not _bears_title(story, first, end)
    yield Name(cut, end, words, tuple(story.words[first:cut]), is_body)


def _is_dedicated(story: Story, low: list[str]) -> bool:
    """Tell whether a text has a body by the name of a saint, so that "St Orr's" is no person: "St Orr's Hospital"."""
    size = len(low)
    places = (k for k, word in enumerate(story.low) if word == "st" and story.low[k : k + size] == low)
    is_owner = low[-1] in ("'s", "’s")
    return is_owner and any(story.low[k + size] in bodies().heads for k in places if k + size < len(story.low))


def _begins(story: Story, k: int) -> bool:
    """Tell whether a word has its capital from where it stands: first in a sentence, or behind a colon."""
    return story.begins_sentence(k) or story.words[k - 1] == ":"


def _after_time(story: Story, first: int, end: int) -> int:
    """Return the first token of a run that is no day, month or number: "On Friday North Quay Ferries"."""
    time = load_lexicon().words["time_words"]
    while first < end and (
        (story.low[first] in time and not _begins_name(story, first)) or story.words[first].isdigit()
    ):
        first += 1
    return first


def _is_ordinary(story: Story, first: int, end: int, lower: set[str], upper: set[str]) -> bool:
    """Tell whether a capitalised word at the beginning of a sentence is no name."""
    word = story.words[first]
    low = story.low[first]
    listed = load_lexicon().words
    closed = (
        "determiners",
        "possessives",
        "subject_pronouns",
        "object_pronouns",
        "prepositions",
        "subordinators",
        "relatives",
        "conjunctions",
    )
    if low == "per" and story.words[end : end + 1] == [","] and story.words[end - 1] in story.words[:first]:
        return True  # "Per Orlec, the ship sank"
    if end - first > 1 and low in given_names() and low not in listed["determiners"]:  # Per Moe, Will Hart
        return False
    following = story.words[first + 1] if end - first > 2 else ""
    is_known = fold(following) in given_names() or following in upper
    if is_known and low.endswith(("ly", "ing", "ous", "ful")) and word not in upper:
        return True  # "Certainly Ida Lund", "Furious Ida Lund"
    if (
        end - first > 2
        and word not in upper
        and singular(low) in roles().nouns - {low}
        and story.low[first + 1] in given_names()
    ):
        return True  # "Actors Ida Lund and Petr Moe"
    is_participle = low.endswith("ed") and low not in _JOINED and word not in upper and end - first > 1
    if is_participle and story.words[first + 1] in upper and any(is_role(word) for word in story.low[end : end + 1]):
        return True  # "Sacked Tigers coach Ida Moss", where others speak of the Tigers
    is_trade = low.endswith(("er", "or", "ist", "ian", "eer")) and low not in given_names() and word not in upper
    if is_trade and end - first > 2 and story.low[first + 1] in given_names():
        return True  # "Campanologist Ida Lund"
    if any(low in listed[name] for name in closed) or low in listed["auxiliaries"] or low in listed["adverbs"]:
        return True
    if low in ("neighbouring", "neighboring", "nearby"):
        return True
    if begins_person(low):
        return False
    if low in lower and word not in upper:
        return True
    alone = end - first == 1
    if alone and word not in upper and (low in _common_nouns() or singular(low) in _common_nouns() or _is_plural(low)):
        return True
    if low in listed["time_words"] and not _begins_name(story, first) and story.words[first + 1 : first + 2] != ["of"]:
        return True
    return alone and word not in upper and (low in listed["time_words"] or low.endswith(("ly", "ing")))


@cache
def _common_nouns() -> frozenset[str]:
    persons = roles().nouns | roles().anonymous
    return persons | bodies().reports | bodies().heads | load_lexicon().words["collective_sources"]


def _is_plural(low: str) -> bool:
    return len(low) > 4 and singular(low) != low


def _after_title(story: Story, first: int, end: int) -> int:
    """Return the first token of the proper name in "Karsian Prime Minister Oren Malk"; `first` for a body."""
    if _bears_title(story, first, end):
        return end - 2
    is_party = story.low[end - 1] in PARTISANS  # "Liberal Democrats"
    if is_party or (_is_body(story.low[first:end]) and story.low[end - 1] not in roles().nouns):
        return first
    cut = (
        first + 1
        if story.low[first] == "state" and story.low[max(0, first - 2) : first] == ["secretary", "of"]
        else first
    )
    for k in range(first, end - 1):
        low = story.low[k]
        of_two = k == first and story.low[end : end + 1] == ["and"] and is_title(singular(low))
        after_title = of_two or is_title(low) or is_role(low)  # "Senators Lund and Moe"
        after_title |= cut == k > first and low in _GOES_ON_TITLE
        ranked = (
            k + 2 < end
            and _RANK.fullmatch(story.words[k])
            and (story.low[k + 1] in given_names() or (k == first and story.words[k] == _initials_before(story, k)))
        )
        if (after_title and story.low[k + 1] not in ("of", "for")) or ranked:
            cut = k + 1
        if (
            story.low[k] in _POLICE_RANKS and k + 3 < end and story.low[k + 2] in given_names()
        ):  # "SSP Korangi Asad Khan"
            cut = k + 2
        if after_title and story.low[k + 1] == "of" and k + 3 < end:  # Secretary of State Marco Rubio
            cut = k + 3
        if story.words[k] == "." and is_title(story.low[k - 1]):
            cut = k + 1
    if first < cut < end - 2 and story.low[cut] in _DUTIES:
        cut += 1
    if cut == first and end - first > 2 and is_of_office(story, first):
        cut = _after_office(story, first, end)
    return cut


def _bears_title(story: Story, first: int, end: int) -> bool:
    """Tell whether a surname like that of a paper has a given name and a title before it: "Mayor Ida Herald"."""
    low = story.low
    is_like_paper = end - first > 2 and low[end - 1] in bodies().outlet_words
    return is_like_paper and low[end - 2] in given_names() and low[end - 3] in roles().titles


def is_postnominal(word: str) -> bool:
    """Tell whether a word is letters behind a name: "KC", "MBE"."""
    return word[:2].isupper() and fold(word) in roles().postnominals


def _initials_before(story: Story, k: int) -> str:
    """Return the initials of the office in front of a comma: "the Commissioner of Police in the state, CP Danjuma"."""
    if story.words[max(0, k - 1) : k] != [","]:
        return ""
    floor = max(0, k - 1 - _FAR)
    end = next((at for at in range(k - 1, floor, -1) if is_name_word(story.words[at - 1])), k - 1)
    first = end
    while first > 0 and (is_name_word(story.words[first - 1]) or story.words[first - 1] in CONNECTORS - {"the"}):
        first -= 1
    return initials(story.words[first:end])


def is_of_office(story: Story, k: int) -> bool:
    """Tell whether a token begins whose or what office it is: "leader of the opposition in the Assembly Ida Lund"."""
    at = k - 2 if story.low[max(0, k - 1) : k] == ["the"] else k - 1
    if at < 1 or story.low[at] not in ("in", "of", "on", "for", "at"):
        return False
    if story.low[max(0, at - 3) : at] == ["member", "of", "parliament"]:  # "Member of Parliament for Orr Ida Lund"
        return True
    low = story.low[max(0, at - MAX_ROLE) : at] if at == k - 2 else story.low[at - 1 : at]
    return any(is_role(word) for word in low)


def _after_office(story: Story, first: int, end: int) -> int:
    """Return the first token of the name behind an office: "of the Mill Owners' Union Ida Lund"."""
    bodies_of = [k + 1 for k in range(first, end - 2) if story.low[k] in bodies().heads | {"opposition"}]
    given = (k for k in range(first + 1, end - 1) if story.low[k] in given_names())
    is_named = story.low[first] in given_names()
    return first if is_named else max(bodies_of, default=next(given, first))


def is_role(low: str) -> bool:
    """Tell whether a word says what somebody is: "minister", "ex-minister", "gran-of-five"."""
    if low in bodies().heads and "-" in low:  # a co-operative
        return False
    noun = low.rpartition("-")[2]
    return noun in roles().nouns or noun.endswith(_TRADES) or _FAMILY.fullmatch(low) is not None


def _is_body(low: list[str]) -> bool:
    heads = _body_heads()
    if not low:
        return False
    first = low[1] if len(low) > 2 and low[0] in _FOREIGN_ARTICLES else low[0]
    if (
        "&" in low
        or "against" in low[1:-1]
        or low[-1] in heads
        or low[-1].endswith(_TRADING)
        or (len(low) > 1 and first in _NAMED_FIRST)
    ):
        return True
    if len(low) > 1 and low[-1] in _MEMBERS:  # "Liberal Democrats"
        return True
    of = next((k for k, word in enumerate(low) if word in ("of", "for", "on")), None)
    return of is not None and of > 0 and (low[of - 1] in heads or low[of - 1] in ("house", "people"))


@cache
def _body_heads() -> frozenset[str]:
    return bodies().heads | bodies().outlet_words | _ENDS_BODY
