"""Whom the words of a phrase name: a person, a state or an organization."""

from __future__ import annotations

import re

from claims.extraction.anonymous import is_person_noun
from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.name_runs import is_name_word
from claims.extraction.names import is_postnominal, is_role, join
from claims.extraction.noun_phrases import NounPhrase
from claims.extraction.organizations import body_of_state, mentioned_body
from claims.extraction.pronouns import Salience
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, fold, roles, word_set

# Behind these a name is not whom a phrase speaks of: "a petition to save Ida".
_CUTTING = frozenset({"of", "for", "at", "in", "from", "with", "to", "about", "against"})
LONGEST_NAME = 6
# A title with "of" in it: "former Secretary of State Lund".
_OFFICE_OF = re.compile(r"(?:[\w.-]+ ){0,3}?[Ss]ecretary of [Ss]tate (?=[A-Z])")
_BETWEEN = word_set("for of to with by and at from in against the")
# Courtesy titles of the gender that "Lund herself" tells.
_EMPHATIC = re.compile(r" (herself|himself)\b")
_COURTESY_OF = {"herself": "mrs", "himself": "mr"}
_GOVERNING = word_set("government authorities administration regime leadership cabinet junta")


def find_named(cast: Cast, salience: Salience, phrase: NounPhrase, position: int) -> Figure | None:
    """Return whom the phrase names: a person, a state or an organization."""
    if phrase.is_indefinite and phrase.tail and is_person_noun(phrase.head):
        return person_named(cast, phrase, position)  # "a clerk in Lenz" is not Lenz
    return (
        _body_behind(cast, phrase)
        or person_named(cast, phrase, position)
        or _state_named(cast, phrase)
        or mentioned_body(cast, phrase, position)
        or body_of_state(
            cast, phrase, position, _owning_state(salience, phrase, position), _speaking_state(salience, cast, position)
        )
    )


def _body_behind(cast: Cast, phrase: NounPhrase) -> Figure | None:
    """Return the body behind a name that the tagger took with it: "her aide, | Ida Lund, *the State Department*".

    A person is no department, so the name belongs to what stands in front.
    """
    body = phrase.parts[1] if len(phrase.parts) == 2 else ""
    is_apposed = cast.story.text.endswith(", ", 0, phrase.start) and body.startswith("the ")
    return cast.body(body) if is_apposed and cast.is_body(body) else None


def person_named(cast: Cast, phrase: NounPhrase, position: int) -> Figure | None:
    """Return the person whose name a part of the phrase ends with: "the mayor, Ida Lund", "Lund herself"."""
    emphatic = _EMPHATIC.search(cast.story.text, phrase.start, phrase.end + len(" herself"))
    called = (_COURTESY_OF[emphatic[1]],) if emphatic else ()
    for part in phrase.parts:
        words = _without_postnominals(part.split())
        if "&" in words:  # "Holt & Lund" is not Ida Lund
            continue
        office = _OFFICE_OF.match(part)
        titled = len(office[0].split()) if office is not None else 1
        cut = next((k for k, w in enumerate(words) if k >= titled and w in _CUTTING), len(words))
        if cut < len(words) and cast.body(" ".join(words)):
            continue
        figure = person_at_end(cast, words[:cut], position, called)
        if figure is None and cut < len(words):
            figure = _person_after_place(cast, words, cut)
        if figure is not None:
            return figure
    return None


def person_at_end(cast: Cast, words: list[str], position: int, called: tuple[str, ...] = ()) -> Figure | None:
    """Return the person whose name ends a phrase; the longest name wins.

    `called` is the courtesy title that other words of the phrase speak for.
    """
    for start in range(max(0, len(words) - LONGEST_NAME), len(words)):
        name = tuple(re.findall(r"\w\.|[\w'’-]+", " ".join(words[start:])))
        if not name or not is_name_word(name[0]) or not is_name_word(name[-1]):
            continue
        title = tuple(words[:start])
        bare = join(name)
        is_noun = len(name) == 1 and fold(bare) in roles().nouns
        if cast.geography.is_name_of_state(bare) or (is_noun and not cast.family(bare)):
            continue
        figure = cast.person(name, position, title[-1:] or called)
        if figure is not None and not (len(name) == 1 and cast.is_body(bare)):
            return figure
    return None


def _person_after_place(cast: Cast, words: list[str], cut: int) -> Figure | None:
    """Return the person after a place or body: "chief of the Lenz region Ida Moe", "Bank of Orr clerk Ida Moe"."""
    is_of_body = words[cut - 1][:1].isupper() and fold(words[cut - 1]) in bodies().heads
    stated = [word for word in words[cut:] if word.islower()] if is_of_body else words[:cut]
    if not any(is_role(fold(word)) for word in stated):
        return None
    for length in (4, 3, 2):
        before = words[-length - 1 : -length]
        if len(words) - cut > length and before and before[0] not in _BETWEEN:
            figure = cast.full_person(tuple(words[-length:]))
            if figure is not None:
                return figure
    return None


def _state_named(cast: Cast, phrase: NounPhrase) -> Figure | None:
    """Return the state of "China", "neighbouring Karsia", "the Chinese government", "the government of China"."""
    words = re.sub(r"^(?:the |The )", "", phrase.parts[0]) if phrase.parts else ""
    bare = re.sub(r"^(?:Neighbou?ring |Nearby )?(?:[a-z-]+ )*", "", words) if not phrase.tail else ""
    state = (
        cast.geography.state(words) or cast.geography.state(bare) if bare[:1].isupper() or words[:1].isupper() else None
    )
    if state is None and not cast.is_body(words) and phrase.head in _GOVERNING:
        named = " ".join(phrase.tail[1:]) if phrase.tail[:1] in (("of",), ("in",)) else ""
        state = cast.geography.first_state(re.findall(r"[\w.-]*\w", words)) or cast.geography.state(named)
    if state is None and phrase.is_definite and not phrase.tail and is_role(phrase.head) and len(phrase.parts) == 2:
        state = phrase.parts[1] if cast.geography.is_name_of_state(phrase.parts[1]) else None  # "the host, Norway"
    return cast.state(state) if state else None


def _owning_state(salience: Salience, phrase: NounPhrase, position: int) -> str | None:
    """Return the state whose "its foreign ministry" is."""
    is_owned = phrase.core[:1] == ("its",) and phrase.head in bodies().government
    owner = salience.resolve("its", position) if is_owned else None
    return owner.state if owner is not None and owner.kind is SpeakerKind.STATE else None


def _speaking_state(salience: Salience, cast: Cast, position: int) -> str | None:
    """Return the state that speaks in the sentence before, of one paragraph: "China said no. A rail ministry aide"."""
    story = cast.story
    before = story.document.sentences[max(0, story.sentence(position) - 1)]
    is_beside = before.end <= position and story.paragraph(before.start) == story.paragraph(position)
    speaking = salience.speaking_in(before) if is_beside else None
    return speaking.state if speaking is not None and speaking.kind is SpeakerKind.STATE else None


def _without_postnominals(words: list[str]) -> list[str]:
    """Return a name without the letters behind it: "Ida Lund KC"."""
    named = len(words)
    while named > 1 and is_postnominal(words[named - 1]):
        named -= 1
    return words[:named]
