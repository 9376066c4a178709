"""Claims in words: never a content without its speech act, which may turn it round."""

from claims.extraction.values import Stance
from claims.models import Claim

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


def sentence(claim: Claim) -> str:
    """Return a claim as one line, e.g. "Ida Lund denies: it knew of the crack"."""
    return f"{claim.speaker.name} {SPEECH_ACTS[claim.stance]}: {claim.text}"
