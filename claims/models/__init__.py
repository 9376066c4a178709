"""What was said, a noun a file."""

from claims.models.action import Action
from claims.models.assessment import Assessment, Evidence, Status
from claims.models.claim import Claim, ClaimDistinction
from claims.models.comparison import SAME, Comparison, Unmatched
from claims.models.dispute import Dispute
from claims.models.embedding import ClaimEmbedding
from claims.models.factcheck import FactCheck, FactCheckMatch, FactCheckSource
from claims.models.rebuttal import MATCHER, Rebuttal, RebuttalState
from claims.models.review import Pass, Proposal, ProposalState
from claims.models.saved_search import ClaimChange, Delivery, DeliveryKind, DeliveryState, Match, SavedSearch
from claims.models.speaker import Alias, Role, Sighting, Speaker, SpeakerDistinction, SpeakerMerge
from claims.models.statement import Statement

__all__ = [
    "MATCHER",
    "SAME",
    "Action",
    "Alias",
    "Assessment",
    "Claim",
    "ClaimChange",
    "ClaimDistinction",
    "ClaimEmbedding",
    "Comparison",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Dispute",
    "Evidence",
    "FactCheck",
    "FactCheckMatch",
    "FactCheckSource",
    "Match",
    "Pass",
    "Proposal",
    "ProposalState",
    "Rebuttal",
    "RebuttalState",
    "Role",
    "SavedSearch",
    "Sighting",
    "Speaker",
    "SpeakerDistinction",
    "SpeakerMerge",
    "Statement",
    "Status",
    "Unmatched",
]
