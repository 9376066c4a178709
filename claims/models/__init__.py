"""What was said, a noun a file."""

from claims.models.assessment import Assessment, Evidence, Status
from claims.models.claim import Claim
from claims.models.dispute import Dispute
from claims.models.rebuttal import Rebuttal, RebuttalState
from claims.models.speaker import Alias, Role, Sighting, Speaker, SpeakerMerge
from claims.models.statement import Statement

__all__ = [
    "Alias",
    "Assessment",
    "Claim",
    "Dispute",
    "Evidence",
    "Rebuttal",
    "RebuttalState",
    "Role",
    "Sighting",
    "Speaker",
    "SpeakerMerge",
    "Statement",
    "Status",
]
