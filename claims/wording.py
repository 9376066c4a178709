"""Claims in words: never a content without its speech act, which may turn it round."""

import re
from collections.abc import Iterable

from claims.extraction.anonymous import names_several
from claims.extraction.values import QuotationType, Relation, SpeakerKind, Stance
from claims.models import Claim, Speaker, Statement, Status

# The verb for each stance, third person singular.
SPEECH_ACTS: dict[str, str] = {
    Stance.ASSERTION: "says",
    Stance.ACCUSATION: "alleges",
    Stance.DENIAL: "denies",
    Stance.REJECTION: "rejects",
    Stance.COMMITMENT: "promises",
    Stance.CALL: "calls for",
    Stance.ASSESSMENT: "judges",
    Stance.OTHER: "states",
}
# A denial in its own words ("It was only rain," he said) is no denial of these words.
IN_OWN_WORDS: dict[str, str] = {Stance.DENIAL: "says in denial", Stance.REJECTION: "says in rejection"}
_DENYING_CUES = re.compile(
    r"den(y|ies|ied|ial)|reject|dismiss|refut|rebut|rebuff|repudiat|disput|contest|disavow|disclaim|contradict"
    r"|declin|refus|rubbish|rul(es?|ed|ing) out",
    re.IGNORECASE,
)
# "Alleges the mayor of lying" is no English: these cues name the accused first.
ACCUSING_CUES = {"accus": "accuses", "blam": "blames"}
# Many who take the verb of one.
_COLLECTIVE = re.compile(r"\b(family|public|crowd)$", re.IGNORECASE)
# What an answer does to the claim it answers, and the same seen from that claim.
RELATIONS: dict[str, tuple[str, str]] = {
    Relation.DENIES: ("denies", "denied by"),
    Relation.REBUTS: ("rebuts", "rebutted by"),
    Relation.SUPPORTS: ("supports", "supported by"),
    Relation.RESPONDS: ("responds to", "answered by"),
}
RELATIONS_GIVEN = [(relation, given) for relation, (given, _) in RELATIONS.items()]
STATUS_MEANINGS: dict[str, str] = {
    Status.UNVERIFIED: "Nobody has decided.",
    Status.IN_REVIEW: "An editor has taken it.",
    Status.SUPPORTED: "Evidence bears it out.",
    Status.UNPROVEN: "Looked into; evidence is lacking or points both ways.",
    Status.MISLEADING: "True parts, but a false impression, or context is missing.",
    Status.FALSE: "Evidence contradicts it.",
    Status.NOT_CHECKABLE: "Opinion, forecast, promise or call, or no evidence can exist.",
}


def speech_act(stance: str, cue: str, *, direct: bool = False) -> str:
    """Return the verb before a claim's words: "denies" where the cue denies them, else "says in denial".

    Words that are `direct` speech are the speaker's own, whatever the cue.
    """
    if stance in IN_OWN_WORDS and (direct or not _DENYING_CUES.search(cue)):
        return IN_OWN_WORDS[stance]
    if stance == Stance.ACCUSATION:
        return next((verb for stem, verb in ACCUSING_CUES.items() if stem in cue.casefold()), SPEECH_ACTS[stance])
    return SPEECH_ACTS[stance]


def called(speaker: Speaker) -> str:
    """Return a speaker's name to begin a line with; a source that the text does not name is unattributed."""
    if speaker.is_unnamed:
        return "Unattributed"
    return f"{speaker.name[:1].upper()}{speaker.name[1:]}"


def of_number(verb: str, speaker: Speaker) -> str:
    """Return a verb in the third person as its subject has it: "Growers allege", "Two engineers deny"."""
    if not _is_plural(speaker):
        return verb
    first, space, rest = verb.partition(" ")
    return re.sub("ies$", "ys", first).removesuffix("s") + space + rest


def _is_plural(speaker: Speaker) -> bool:
    if speaker.kind == SpeakerKind.GROUP:
        return not _COLLECTIVE.search(speaker.name)
    return speaker.kind == SpeakerKind.ANONYMOUS and names_several(speaker.name)


def act_of(claim: Claim, statement: Statement | None) -> str:
    """Return the verb between a claim's speaker and its words as a statement has it, which may be missing."""
    if statement is None:
        return of_number(SPEECH_ACTS[claim.stance], claim.speaker)
    direct = statement.type == QuotationType.DIRECT
    return of_number(speech_act(statement.stance, statement.cue_text, direct=direct), claim.speaker)


def sentence(claim: Claim) -> str:
    """Return a claim as one line, e.g. "Ida Lund denies: it knew of the crack". One query, for its first statement."""
    first = claim.statements.order_by("pk").first()
    return f"{called(claim.speaker)} {act_of(claim, first)}: {claim.text}"


def sentences(claims: Iterable[Claim]) -> dict[int, str]:
    """Return claims as one line each, by number; their speakers are loaded. One query for all."""
    rows = {claim.pk: claim for claim in claims}
    statements = Statement.objects.filter(claim__in=rows).order_by("claim", "pk").distinct("claim")
    firsts = {first.claim_id: first for first in statements}
    return {pk: f"{called(claim.speaker)} {act_of(claim, firsts.get(pk))}: {claim.text}" for pk, claim in rows.items()}
