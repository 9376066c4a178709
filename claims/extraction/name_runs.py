"""Where a run of capitalised words ends, with the small words, commas and possessives that names have within."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from claims.extraction.cues import load_lexicon
from claims.extraction.story import Story
from claims.extraction.wordlists import bodies, fold, given_names, roles, word_set

PARTICLES = word_set(
    """
    van von de der den del della di da dos du le la al el bin ibn bint ben ter ten af av zu y e
    """
)
CONNECTORS = frozenset(["of", "for", "and", "&", "the", "on"])
# Tokens of a name behind a connector.
_MAX_NAME = 7
# Words for companies that go on with "of".
_OF_NAME = word_set("bank group company corporation corp insurance exchange holdings partners")
# Whose parties and parliaments are: "the People’s Congress".
_FOUNDERS = frozenset({"people", "peoples"})
# Bodies of two fields: "the Building and Structures Board".
_OF_FIELDS = word_set(
    "board executive union association organisation organization federation confederation society guild"
)
# Bodies of two causes: "the Freedom and Justice Party".
_OF_CAUSES = word_set("party movement alliance foundation institute")
# Bodies that two places share.
_OF_PLACES = word_set("council trust police constabulary diocese hospitals")
# Arabic names that begin with the article.
_WITH_ARTICLE = re.compile(r"(?:al|el|ul|ad|an|ar|as|ash|at|az)[-‑–][A-Z]")
# After whom hospitals and schools are named.
_SAINTS = word_set("st st. saint king queen guy")
_FOUNDATIONS = word_set("hospital school college church cathedral university hospice academy primary infirmary")


# Verbs of titles in title case, behind a name.
_VERBS = frozenset({"Is", "Are", "Was", "Were", "Has", "Had", "Does", "Did", "Should", "Must", "Would", "Cannot"})


def run_end(story: Story, i: int) -> int:
    """Return the token after the run of name words that begins at `i`."""
    words, k = story.words, i + 1
    limit = story.units(story.document.paragraphs[story.paragraph(story.starts[i])]).stop
    while k < limit:
        word = words[k]
        gap = story.text[story.ends[k - 1] : story.starts[k]]
        if word == "." and len(words[k - 1]) == 1 and k + 1 < limit and is_name_word(words[k + 1]):
            k += 1
        elif word in ("I", "A") or (word in _VERBS and i + 1 < k):  # "Ida Lund Is Not a Diver"
            break
        elif (is_name_word(word) or (word[:1].isdigit() and word.isdigit() and len(word) < 3)) and gap in (
            " ",
            "\u00a0",
            "\n",
        ):
            if story.begins_sentence(k):
                break
            k += 1
        elif _joins(story, i, k, limit):
            k += 1
        else:
            break
    return k


def _joins(story: Story, i: int, k: int, limit: int) -> bool:
    """Tell whether the lower-case token `k` goes on with the name: "van", "Office of Device Safety", "Hale & Co."."""
    words = story.words
    ahead = k + 1 < limit and is_name_word(words[k + 1])
    if story.low[k] in PARTICLES and words[k] != "e" and (ahead or _goes_on_with_particle(story, k, limit)):
        return True
    if words[k] == "." and story.low[k - 1] in ("co", "inc", "ltd", "corp", "jr", "sr", "st", "no"):
        return True
    if words[k] == "&" and ahead:
        return True
    plural = words[k] in ("'", "’") and words[k - 1][-1] == "s"
    if ahead and _is_named_after(story, i, k):
        return True
    if ahead and (
        plural or (story.low[k] in ("'s", "’s") and story.low[k - 1].endswith(("men", "people", "children")))
    ):
        owned = bodies().heads - (frozenset() if story.low[k - 1] in _FOUNDERS else bodies().government)
        return bool(set(story.low[k + 1 : k + 3]) & owned)
    if words[k] == "the" and ahead and story.low[k - 1] == "against":  # "Residents Against the Tower"
        return True
    if words[k] == ",":
        return ahead and _has_letters_behind(story, i, k)
    if words[k] in CONNECTORS:
        if (words[k], story.low[k - 1]) == ("for", "parliament"):  # "Member of Parliament for Orr Ida Lund"
            return False
        far = ahead or (words[k + 1 : k + 2] == ["the"] and k + 2 < limit and is_name_word(words[k + 2]))
        if words[k] == "and":
            return (
                (ahead and "," in story.words[i:k])
                or _is_body_of_two(story, i, k)
                or (ahead and _has_acronym(story, i, k))
                or (
                    ahead
                    and not {"of", "for"}.isdisjoint(story.low[i:k])
                    and (
                        _heads_body([low for low in story.low[i:k] if low != "the"][:1])
                        or not {"royal", "national"}.isdisjoint(story.low[i:k])  # "the Royal College of Orr and Lenz"
                    )
                    and not begins_person(story.low[k + 1])
                )
            )
        dated = ahead and words[k] == "on" and story.low[k + 1] in load_lexicon().words["time_words"]
        return far and not dated and words[k] != "the" and (_heads_body(story.low[i:k]) or _has_acronym(story, i, k))
    return False


def _is_named_after(story: Story, i: int, k: int) -> bool:
    """Tell whether a possessive stands inside the name of a hospital or office: "St Mary’s Hospital"."""
    is_of_saint = story.low[i] in _SAINTS or story.low[k - 1] in _SAINTS
    is_office = story.low[k - 1] in ("commissioner", "general") and story.low[k + 1] == "office"
    is_named = (is_of_saint and not _FOUNDATIONS.isdisjoint(story.low[k + 1 : k + 3])) or (is_office and k - i > 1)
    return is_named and story.low[k] in ("'s", "’s")


def _goes_on_with_particle(story: Story, k: int, limit: int) -> bool:
    """Tell whether a second particle and a name follow a particle: "van der Moor"."""
    return k + 2 < limit and story.low[k + 1] in PARTICLES - {"y", "e"} and is_name_word(story.words[k + 2])


def _is_body_of_two(story: Story, i: int, k: int) -> bool:
    """Tell whether "and" stands inside one name: "the Ethics and Anti-Graft Commission", "Orr and Lenz Council"."""
    if any(
        (word.isupper() and word not in ("US", "UK", "EU")) or begins_person(fold(word)) for word in story.words[i:k]
    ):
        return False
    end = next((at for at in range(k + 1, k + _MAX_NAME) if not is_name_word("".join(story.words[at : at + 1]))), k)
    if end - k > 2 and story.low[end - 1] in _OF_PLACES and not _is_alone(story, i, k):
        return True
    is_called = "the" in (story.low[i], story.low[i - 1] if i else "") and not _heads_body(story.low[i:k])
    of_cause = story.low[end - 1] in _OF_CAUSES and not _is_alone(story, i, k)
    return is_called and end - k > 2 and (of_cause or story.low[end - 1] in bodies().government | _OF_FIELDS)


def _is_alone(story: Story, i: int, k: int) -> bool:
    """Tell whether a text has words as a name of their own, too, or too many to be the place of a body."""
    return k - i - (story.low[i] == "the") > 1 or story.words[k - 1] in _words_alone(story)


@lru_cache(maxsize=1)
def _words_alone(story: Story) -> frozenset[str]:
    """Return the words that a text has before others than "and" and words of names."""
    return frozenset(one for one, behind in pairwise(story.words) if behind != "and" and not is_name_word(behind))


def _has_acronym(story: Story, i: int, k: int) -> bool:
    """Tell whether letters in brackets make one name of what stands before: "Joint Chiefs of Staff (JCS)"."""
    opening = next(
        (at for at in range(k + 1, min(k + _MAX_NAME, len(story.words) - 1)) if story.words[at] == "("), None
    )
    if opening is None or not all(is_name_word(word) or word in CONNECTORS for word in story.words[k + 1 : opening]):
        return False
    short = story.words[opening + 1]
    return short[:1].isupper() and initials(story.words[i:opening]) == short.upper()


def _has_letters_behind(story: Story, i: int, k: int) -> bool:
    """Tell whether letters behind are those of a name with a comma: "Orr Farm, Mill and Dock Union (OFMDU)"."""
    end = next((at for at in range(k + 1, min(k + 2 * _MAX_NAME, len(story.words))) if story.words[at] == "("), 0)
    listed = [word for word in story.words[i:end] if word not in CONNECTORS | {",", "The"}]
    if not listed or fold(listed[-1]) not in bodies().heads or not all(map(is_name_word, listed)):
        return False
    letters = iter(initials(listed))
    short = story.words[end + 1]
    return len(short) > 2 and short.isupper() and short[0] == listed[0][0] and all(char in letters for char in short)


def _heads_body(low: list[str]) -> bool:
    """Tell whether a run so far can go on with "of": Ministry of, Bank of, not Orlec Foods of, which is a place."""
    if len(low) > 1 and low[-1] in bodies().companies - _OF_NAME:
        return False
    return bool(low) and (low[-1] in bodies().heads or low[-1] in ("secretary", "house", "state", "people", "court"))


@lru_cache(maxsize=20_000)
def is_name_word(word: str) -> bool:
    """Tell whether a token can be part of a name."""
    return (word[:1].isupper() and word[:1].isalpha()) or _WITH_ARTICLE.match(word) is not None


def initials(words: Iterable[str]) -> str:
    """Return the first letters of the capitalised words: CP for Commissioner of Police."""
    return "".join(word[0] for word in words if is_name_word(word) and word != "The")


def begins_person(low: str) -> bool:
    """Tell whether a word is a given name, or a title in front of names."""
    return low in given_names() or is_title(low)


def is_title(low: str) -> bool:
    """Tell whether a word stands as a title before names: "Mr", "Sen."."""
    return low in roles().titles or low in roles().courtesy
