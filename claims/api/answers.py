"""What the endpoints have in common: strict strings, spans with their words, problem details in the schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

_MEANING = {
    400: "Something sent cannot be used; `errors` says what, by field.",
    401: "No token, or one that is not known.",
    403: "This needs another role.",
    404: "There is nothing at this address.",
    409: "It was changed meanwhile: read it again, then decide.",
    410: "It was withdrawn; `detail` says when.",
    422: "It cannot be done as sent; `code` and `detail` say why.",
    429: "Too many requests; `Retry-After` says when to try again.",
}


class ProblemOutput(serializers.Serializer[Any]):
    """Problem details (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.DictField(required=False)  # type: ignore[assignment]


def answers(success: dict[int, Any], *problems: int) -> dict[Any, Any]:
    """Return the responses of an operation for its schema: what it gives, and the refusals it may meet."""
    refused = {
        (code, "application/problem+json"): OpenApiResponse(ProblemOutput, description=_MEANING[code])
        for code in sorted({*problems, 401, 403, 429})
    }
    return {**success, **refused}


class StrictString(serializers.CharField):
    """A string and nothing else: no number is taken for one."""

    def to_internal_value(self, data: object) -> str:
        """Return the string without NUL and lone surrogates, which are refused."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class TextOrNull(serializers.CharField):
    """A text, or null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: str) -> Any:
        """Return the text, null for an empty one."""
        return super().to_representation(value) or None


class SpanOutput(serializers.Serializer[Any]):
    """A stretch of a revision's text: code points, end exclusive, and the words there."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()


def with_words(spans: Iterable[Sequence[int]], text: str) -> list[dict[str, Any]]:
    """Return spans with the words that stand there."""
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]
