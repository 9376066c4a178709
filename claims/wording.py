"""Claims in words: never a content without its speech act, which may turn it round."""

import re

from claims.extraction.values import Relation, Stance
from claims.models import Claim, Status

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
# What an answer does to the claim it answers, and the same seen from that claim.
RELATIONS: dict[str, tuple[str, str]] = {
    Relation.DENIES: ("denies", "denied by"),
    Relation.REBUTS: ("rebuts", "rebutted by"),
    Relation.SUPPORTS: ("supports", "supported by"),
    Relation.RESPONDS: ("responds to", "answered by"),
}
STATUS_MEANINGS: dict[str, str] = {
    Status.UNVERIFIED: "Nobody has decided.",
    Status.IN_REVIEW: "An editor has taken it.",
    Status.SUPPORTED: "Evidence bears it out.",
    Status.UNPROVEN: "Looked into; evidence is lacking or points both ways.",
    Status.MISLEADING: "True parts, but a false impression, or context is missing.",
    Status.FALSE: "Evidence contradicts it.",
    Status.NOT_CHECKABLE: "Opinion, forecast, promise or call, or no evidence can exist.",
}


def speech_act(stance: str, cue: str) -> str:
    """Return the verb before a claim's words: "denies" where the cue denies them, else "says in denial"."""
    if stance in IN_OWN_WORDS and not _DENYING_CUES.search(cue):
        return IN_OWN_WORDS[stance]
    return SPEECH_ACTS[stance]


def sentence(claim: Claim, *, cue: str | None = None) -> str:
    """Return a claim as one line, e.g. "Ida Lund denies: it knew of the crack".

    `cue` are the words that attribute it, those of its first statement if not given (one query).
    """
    if cue is None:
        cue = claim.statements.order_by("pk").values_list("cue_text", flat=True).first() or ""
    return f"{claim.speaker.name} {speech_act(claim.stance, cue)}: {claim.text}"
