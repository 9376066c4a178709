"""The role that stands in front of a name or behind it."""

from __future__ import annotations

from claims.extraction.cues import load_lexicon
from claims.extraction.name_runs import is_name_word
from claims.extraction.names import MAX_ROLE, Name, is_of_office, is_role
from claims.extraction.story import Story
from claims.extraction.wordlists import fold, roles, singular, word_set

_QUALIFIES = word_set(
    """
    former deputy acting then ex vice shadow outgoing current junior senior state federal interim late assistant
    retired veteran new incoming party opposition chief rival local regional
    """
)
_TAKES_OFFICE = word_set("leads led heads headed chairs chaired runs ran founded represents represented")
_DETERMINERS = word_set("a an the his her its their our my")
_LEADS_IN = word_set("but and however as for according to by from told said says added")
_NO_ROLE = word_set("said says told according added that which and but who while when after as with")
_NEVER_FIRST = word_set("and but so that what how why where if because be being")
_OWNERS = word_set("his her its their the 's ’s")
# Tokens from an owner to the comma.
_LONGEST_OWNED = 5
# Tokens of an aside in brackets, with the brackets.
_LONGEST_ASIDE = 7
_CLOSING = "”’\"'»"
_BEHIND_NOUN = word_set("of for to at in from on with by who and , overseeing covering")


def is_role_phrase(low: list[str]) -> bool:
    """Tell whether the head of a noun phrase, the last word before "of" or the like, is what a person can be."""
    head = _head(low)
    if any(is_verb_form(word) for word in head) or not _NEVER_FIRST.isdisjoint(head[:1]):
        return False
    return bool(head) and (is_role(head[-1]) or (is_role(singular(head[-1])) and head[-1] not in roles().nouns))


def _head(low: list[str]) -> list[str]:
    """Return a noun phrase up to what follows its noun."""
    return low[: next((k for k, word in enumerate(low) if k and word in _BEHIND_NOUN), len(low))]


def role_before(story: Story, name: Name) -> str | None:
    """Return the role in front of a name: "regional governor", "Velmora's ambassador to Karsia"."""
    first = name.first - len(name.title)
    if story.words[first - 1 : first] == [","] and first > 1:
        apposition = _apposition_before(story, first - 1) or _owned_before(story, first - 1, name.end)
        if apposition is not None or not _is_office(name.title):  # "Two were held in Lenz, President Ida Lund said"
            return apposition
    if story.words[first - 1 : first] == [")"]:  # "Chief of Police (Rural) Ida Lund"
        opening = next((k for k in range(first - 1, max(0, first - _LONGEST_ASIDE), -1) if story.words[k] == "("), 0)
        return _apposition_before(story, opening) if opening else None
    k = first
    floor = story.units(story.sentence_span(story.starts[name.first])).start
    while k > floor and first - k < MAX_ROLE and _can_modify(story, k - 1):
        k -= 1
    if name.title and not _is_office(name.title) and is_of_office(story, first):
        k = _office_of_body(story, first, floor)  # "head of the Orr Cell Ida Lund"
    end = _before_courtesy(story, k, name.first)
    phrase = story.slice(k, end)
    low = story.low[k:end]
    while low and (low[0] in _DETERMINERS or (low[0].endswith("ing") and len(low) > 1)):
        k, low = k + 1, low[1:]
        phrase = story.slice(k, end)
    if not low or (low[-1] in roles().courtesy and len(low) == 1):
        return None
    office = next((at for at in range(k, end) if is_name_word(story.words[at])), k)
    in_capitals = all(is_name_word(story.words[at]) for at in range(office, end))
    if (
        office > k and in_capitals and story.low[office - 1] not in _QUALIFIES
    ):  # a charge Irrigation Minister Roe termed
        k, low = office, story.low[office:end]
        phrase = story.slice(k, end)
    named = low if "of" in low else low[-1:]  # chief of staff Ann Roe
    is_figure = low[-1] == "figure" and len(low) > 1  # "opposition figure Ida Lund"
    return phrase if is_figure or any(is_role(word) or word in roles().titles for word in named) else None


def _office_of_body(story: Story, first: int, floor: int) -> int:
    """Return the first token of an office in front of "of the" and the body's name, which begins at a token."""
    k = first - 2 if story.low[first - 1] == "the" else first - 1
    while k > floor and first - k < MAX_ROLE and _can_modify(story, k - 1):
        k -= 1
    return k


def _before_courtesy(story: Story, k: int, end: int) -> int:
    """Return the end of a role without the "Dr" between it and the name: "consultant Dr Ida Lund"."""
    while end - k > 1 and (story.words[end - 1] == "." or story.low[end - 1] in roles().courtesy - roles().nouns):
        end -= 1
    return end


def _is_office(title: tuple[str, ...]) -> bool:
    """Tell an office before a name from "Ms", and from "Chief", which honours."""
    return any(low in roles().titles | roles().nouns for low in {fold(word) for word in title} - {"chief"})


def _can_modify(story: Story, k: int) -> bool:
    word, low = story.words[k], story.low[k]
    listed = load_lexicon().words
    after = story.text[story.ends[k] : story.ends[k] + 1].strip()
    if after and story.low[k + 1 : k + 2] != ["'s"]:
        return False
    if low in ("'s", "-") or (is_name_word(word) and not story.begins_sentence(k)):
        return True
    if low in listed["prepositions"] or low in listed["conjunctions"] or low in _NO_ROLE or not word[0].isalpha():
        return False
    return not (low in listed["subject_pronouns"] or low in listed["auxiliaries"] or is_verb_form(low))


def is_verb_form(low: str) -> bool:
    """Tell whether a word is the past or third person of a verb of saying, or an irregular past."""
    forms = load_lexicon().verbs.get(low, ())
    inflected = (
        any(form.kind in ("past", "finite", "s") for form in forms) or low in load_lexicon().words["irregular_verbs"]
    )
    return inflected and not is_role(low)


def begins_with_verb(phrase: str) -> bool:
    """Tell whether a phrase is more than a noun phrase: "rejected Ms Lund"."""
    first, _, rest = phrase.partition(" ")
    return bool(rest) and first.islower() and is_verb_form(first)


def _apposition_before(story: Story, comma: int) -> str | None:
    """Return "Velmora's ambassador to Karsia" of "..., Petr Lund"."""
    floor = story.units(story.sentence_span(story.starts[comma])).start
    k = comma
    while (
        k > floor
        and comma - k < MAX_ROLE
        and story.words[k - 1] not in (",", ";", ":", "—", "–", "”", "“", '"', "(", ")")
    ):
        k -= 1
    while k < comma and story.low[k] in _LEADS_IN | _DETERMINERS:
        k += 1
    low = story.low[k:comma]
    noun = next((at for at in range(1, len(low)) if low[at].endswith("ing") and is_role(low[at - 1])), len(low))
    low = low[:noun]  # "the judge | handling the case"
    stated = low and "who" not in low and not any(word.endswith("ed") for word in low[2:]) and is_role_phrase(low)
    return story.slice(k, k + noun) if stated else None


def _owned_before(story: Story, comma: int, end: int) -> str | None:
    """Return "press aide" of "a note by his press aide, Petr Lund, who": a name closed off tells more of the noun."""
    if story.words[end : end + 1] not in ([","], ["."], [";"]):
        return None
    k = comma - 1
    while k > 0 and comma - k < _LONGEST_OWNED and story.low[k] not in _OWNERS:
        if not story.words[k].replace("-", "").isalpha() or is_verb_form(story.low[k]):
            return None
        k -= 1
    low = story.low[k + 1 : comma]
    return story.slice(k + 1, comma) if story.low[k] in _OWNERS and low and is_role(low[-1]) else None


def role_after(story: Story, name: Name) -> str | None:
    """Return the role behind a name: ", the prime minister,", ", 54, a teacher", ", who led the review"."""
    k = name.end
    limit = story.units(story.sentence_span(story.starts[name.first])).stop
    while k + 1 < limit and story.words[k] == "," and story.words[k + 1].isdigit():
        k += 2
    if k + 1 >= limit or story.words[k] != "," or story.words[k + 1][0] in _CLOSING:  # “…in Lenz,” the mayor said
        return None
    k += 1
    if story.low[k] == "who" and k + 2 < limit and story.low[k + 1] in _TAKES_OFFICE:
        return story.slice(k + 1, _phrase_end(story, k + 2, limit))
    while k < limit and story.low[k] in _DETERMINERS:
        k += 1
    end = _phrase_end(story, k, limit)
    before = story.low[name.first - 1] if name.first and not name.title else ""
    if before == "the":  # "In a statement to the Commons, the minister said"
        return None
    if before in load_lexicon().words["prepositions"] and not _is_closed(story, k, end):
        return None  # "In Lenz, a spokesman said", "since Easter, a spokesman said"
    is_one = end > k and is_role(_head(story.low[k:end])[-1])  # not "in Lenz, archaeologists say"
    return story.slice(k, end) if is_one and is_role_phrase(story.low[k:end]) else None


def _is_closed(story: Story, k: int, end: int) -> bool:
    """Tell an apposition, which a mark closes, from the subject of a clause, behind which comes the verb."""
    is_marked = end < len(story.words) and not story.words[end][0].isalpha()
    return is_marked and not any(is_verb_form(low) for low in story.low[k:end])


def _phrase_end(story: Story, k: int, limit: int) -> int:
    while k < limit and story.low[k] not in (
        ",",
        ".",
        ";",
        ":",
        "—",
        "–",
        "(",
        ")",
        "”",
        "“",
        '"',
        "said",
        "says",
        "told",
        "who",
        "which",
    ):
        k += 1
    return k
