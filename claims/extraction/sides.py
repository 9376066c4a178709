"""For whom each speaker of a story speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from claims.extraction.geography import Geography
from claims.extraction.principals import ALLIES, EXECUTIVE, OFFICER
from claims.extraction.story import Story
from claims.extraction.values import Attribution, Speaker, SpeakerKind
from claims.extraction.wordlists import bodies, fold, roles, singular, word_set

_OFFICIAL = word_set("authorities diplomats lawmakers ministers officers officials prosecutors")
_NOT_IN_OFFICE = word_set("opposition former ex-president rebel exiled shadow")
_OWNED = re.compile(
    r"^(?:(?P<pronoun>his|her|its|their)|(?:the |The )?(?P<owner>[^,]{2,60}?)[’']s?) (?P<rest>[^,]{2,60})", re.I
)
_OF = re.compile(r"^(?:the |an? )?(?P<rest>[\w-]{2,20}) (?:of|for) (?:the )?(?P<owner>[^,]{2,60})", re.I)
# Sentences back to the body whose officer goes on for it.
_JUST = 2
_OFFICERS = OFFICER | roles().spokespersons
# Whose words are those of their government, of whatever state that is: "Interior Minister Ida Lund".
_OF_GOVERNMENT = word_set("government minister ministry premier")


def sides_of(
    story: Story,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    geography: Geography,
    names: dict[str, frozenset[str]],
    allegiances: Sequence[frozenset[str]],
) -> list[frozenset[str]]:
    """Return for whom each speaker speaks, as folded names, itself among them.

    Names and roles tell it ("the ministry's spokesman"), and `allegiances`, else the words of the source ("his
    agent") and, of an officer, the body that spoke just before. `names` gives folded names by the words that stand
    for them.
    """
    states = [_state_of(speaker, geography) for speaker in speakers]
    sides = [
        _own_sides(speaker, speakers) | ({state} if state else set())
        for speaker, state in zip(speakers, states, strict=True)
    ]
    _unite_short_names(speakers, sides)
    _add_allegiances(speakers, sides, allegiances)
    before: list[Attribution] = []
    for attribution in attributions:
        own = sides[attribution.speaker]
        if attribution.nested_in is None:
            told = bool(allegiances) and bool(allegiances[attribution.speaker])
            for principal in [] if told else _principals(story, attribution, before, speakers, names):
                own |= sides[principal] if isinstance(principal, int) else {principal}
            if states[attribution.speaker] is None and _is_of_government(speakers[attribution.speaker]):
                own |= _governed(story, attribution, before, states)
            before.append(attribution)
    return [frozenset(found) for found in sides]


def _add_allegiances(speakers: Sequence[Speaker], sides: list[set[str]], allegiances: Sequence[frozenset[str]]) -> None:
    """Add for whom speakers are known to speak, and for whom those speak in turn."""
    by_name = {fold(speaker.name): sides[k] for k, speaker in enumerate(speakers)}
    for own, names in zip(sides, allegiances, strict=False):
        for name in sorted(fold(name) for name in names):
            own |= {name, *by_name.get(name, ())}


def _unite_short_names(speakers: Sequence[Speaker], sides: list[set[str]]) -> None:
    """Let a short name and a full one of a body be one side: "the Union", "the Dockers' Union"."""
    named = [(k, _name_words(s)) for k, s in enumerate(speakers) if s.kind is SpeakerKind.ORGANIZATION]
    for k, words in named:
        fuller = [j for j, others in named if j != k and words < others]
        if len(fuller) == 1:
            both = sides[k] | sides[fuller[0]]
            sides[k] |= both
            sides[fuller[0]] |= both


def _name_words(speaker: Speaker) -> frozenset[str]:
    return frozenset(fold(speaker.name).replace("'", " ").split()) - {"the", "of", "and", "s"}


def _principals(
    story: Story,
    attribution: Attribution,
    before: Sequence[Attribution],
    speakers: Sequence[Speaker],
    names: dict[str, frozenset[str]],
) -> list[int | str]:
    """Return whom a source speaks for, as speaker index or folded name."""
    source = story.text[attribution.source[0].start : attribution.source[-1].end] if attribution.source else ""
    if fold(source) in ("one", "another", "a second") and before and before[-1].speaker != attribution.speaker:
        return [before[-1].speaker]
    owned = _OWNED.match(source) or _OF.match(source)
    if owned and _is_ally(owned.group("rest")):
        owner = owned.groupdict().get("owner")
        if owner:
            return sorted(names.get(fold(owner), names.get(fold(owner).split()[-1], frozenset())))
        return [a.speaker for a in before[-1:] if a.speaker != attribution.speaker]
    return _employer(story, attribution, before, speakers) or _last_alike(
        speakers[attribution.speaker], before, speakers
    )


def _is_of_government(speaker: Speaker) -> bool:
    """Tell whether a government speaks, by the role or name: not a former minister's, nor a shadow one's."""
    described = speaker.affiliation or "" if speaker.kind is SpeakerKind.PERSON else speaker.name
    words = fold(described).split()
    return bool(words) and words[-1] in _OF_GOVERNMENT and not set(words) & _NOT_IN_OFFICE


def _governed(
    story: Story, attribution: Attribution, before: Sequence[Attribution], states: Sequence[str | None]
) -> set[str]:
    """Return the state whose government goes on speaking in the paragraph of one of its officials."""
    paragraph = story.paragraph(attribution.content[0].start)
    here = takewhile(lambda a: story.paragraph(a.content[0].start) == paragraph, reversed(before))
    return set(next(([state] for a in here if (state := states[a.speaker]) is not None), []))


def _is_ally(words: str) -> bool:
    head = re.split(r" (?:of|for|at|in|from|who|[A-Z])", words)[0]
    return any(singular(word) in ALLIES for word in fold(head).split()[-2:])


def _employer(
    story: Story, attribution: Attribution, before: Sequence[Attribution], speakers: Sequence[Speaker]
) -> list[int | str]:
    """Return the body that spoke just before an officer whose role names none: "operations director Ida Moss"."""
    speaker = speakers[attribution.speaker]
    role = fold(speaker.affiliation or "").split()
    names = [word for word in (speaker.affiliation or "").split() if word[:1].isupper()]
    is_bare = not {fold(name) for name in names} - roles().nouns - roles().titles - OFFICER
    is_officer = speaker.kind is SpeakerKind.PERSON and is_bare and not _OFFICERS.isdisjoint(role[-1:])
    if not is_officer or any(a.speaker == attribution.speaker for a in before) or not before:
        return []
    last = before[-1]
    near = story.sentence(attribution.content[0].start) - story.sentence(last.content[-1].end - 1) <= _JUST
    is_body = speakers[last.speaker].kind is SpeakerKind.ORGANIZATION
    return [last.speaker] if near and is_body and not story.in_title(last.content[0].start) else []


def _last_alike(speaker: Speaker, before: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[int | str]:
    """Return of several bodies that a role may mean the one that spoke last: "the ministry's spokesman"."""
    role = speaker.affiliation if speaker.kind is SpeakerKind.PERSON else None
    if not role:
        return []
    bodies_before = (a.speaker for a in reversed(before) if speakers[a.speaker].kind is SpeakerKind.ORGANIZATION)
    return next(([body] for body in bodies_before if _is_one_of(speakers[body], role)), [])


def _own_sides(speaker: Speaker, speakers: Sequence[Speaker]) -> set[str]:
    """Return for whom a speaker speaks by name and role, its state apart: itself, and the organization of its role."""
    found = {fold(speaker.name)}
    if speaker.kind is SpeakerKind.GROUP and " and " in speaker.name:
        return found
    if speaker.kind is SpeakerKind.ANONYMOUS and " for " in speaker.name:
        found.add(fold(speaker.name.partition(" for ")[2]))
    if speaker.kind is SpeakerKind.PERSON and speaker.affiliation:
        found |= _organizations_of(speaker.affiliation, speakers)
    return found


def _state_of(speaker: Speaker, geography: Geography) -> str | None:
    """Return the folded name of the state for which a speaker speaks by name or role, if any."""
    if not _speaks_for_state(speaker) or (speaker.kind is SpeakerKind.GROUP and " and " in speaker.name):
        return None
    described = speaker.name if speaker.kind is not SpeakerKind.PERSON else speaker.affiliation or ""
    state = geography.state_in(re.split(r"\b(?:to|in|on)\b", described)[0])
    return fold(state) if state else None


def _organizations_of(affiliation: str, speakers: Sequence[Speaker]) -> set[str]:
    """Return the bodies that a role names; the only company of a story for "chief executive" alone."""
    organizations = [body for body in speakers if body.kind is SpeakerKind.ORGANIZATION]
    if _is_executive(affiliation):
        firms = {fold(body.name) for body in organizations if set(fold(body.name).split()) & bodies().companies}
        return firms if len(firms) == 1 else set()
    found = {fold(body.name) for body in organizations if _is_named_in(body, affiliation)}
    alike = {fold(body.name) for body in organizations if _is_one_of(body, affiliation)}
    return found | (alike if len(alike) == 1 else set())  # of two ministries, "the ministry's spokesman" tells none


def _is_executive(affiliation: str) -> bool:
    words = [word for word in fold(affiliation).split() if word not in ("the", "and", "of")]
    of_chief = words[:1] == ["chief"] and words[-1:] == ["officer"] and len(words) < 5
    return of_chief or (bool(set(words) & EXECUTIVE) and not set(words) - EXECUTIVE - {"chief"})


def _speaks_for_state(speaker: Speaker) -> bool:
    """Tell whether the state in a role or name is the speaker's own: not of an opposition leader or farmer."""
    words = set(fold(speaker.affiliation or "").split())
    if speaker.kind is SpeakerKind.PERSON:
        office = words & (roles().classes["official"] | roles().classes["leader"])
        return bool(office) and not words & _NOT_IN_OFFICE
    if speaker.kind in (SpeakerKind.ANONYMOUS, SpeakerKind.GROUP):
        return bool(set(fold(speaker.name).split()) & _OFFICIAL)
    if speaker.kind is SpeakerKind.ORGANIZATION:
        return bool(set(fold(speaker.name).split()) & bodies().government)
    return speaker.kind is SpeakerKind.STATE


def _is_named_in(body: Speaker, affiliation: str) -> bool:
    short = {fold(alias) for alias in body.aliases} | {fold(body.name)}
    return any(alias in fold(affiliation) for alias in short if len(alias) > 2)


def _is_one_of(body: Speaker, affiliation: str) -> bool:
    """Tell whether a role may be one of a government body that it does not name: "ministry spokesman"."""
    role, own = set(fold(affiliation).split()), set(fold(body.name).split())
    return bool(role & own & bodies().government) and role <= own | roles().spokespersons | roles().nouns
