"""Text in, attributions out: who said what, who the speakers are, and who answers whom.

Plain Python: no Django, no database, no network. Everything that others use is named here.
"""

from claims.extraction.model import ModelUnavailable
from claims.extraction.pipeline import ArticleText, extract, extract_many
from claims.extraction.serialization import to_dict
from claims.extraction.tagger import DEFAULT_TAGGER, UnknownTagger, get_tagger
from claims.extraction.values import (
    Attitude,
    Attribution,
    Extraction,
    Link,
    QuotationType,
    Relation,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)

__all__ = [
    "DEFAULT_TAGGER",
    "ArticleText",
    "Attitude",
    "Attribution",
    "Extraction",
    "Link",
    "ModelUnavailable",
    "QuotationType",
    "Relation",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "UnknownTagger",
    "extract",
    "extract_many",
    "get_tagger",
    "to_dict",
]
