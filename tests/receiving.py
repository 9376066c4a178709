"""A program of somebody else that takes what webhooks send."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


class Receiver:
    """Keeps what it is sent. `answers` are the statuses it gives, the last one for good.

    With a `secret` it refuses what is not signed with that.
    """

    def __init__(self, server: HTTPServer, name: str = "hook") -> None:
        self.secret = ""
        self.answers = [200]
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[dict[str, Any]] = []
        self.address = f"http://127.0.0.1:{server.port}/{name}"
        server.expect_request(f"/{name}", method="POST").respond_with_handler(self._take)

    def news(self) -> list[dict[str, Any]]:
        """Return the bodies that hold new claims."""
        return [body for body in self.bodies if body["event"] == "claims.new"]

    def _take(self, request: Request) -> Response:
        body = request.get_data()
        if self.secret and not _is_genuine(dict(request.headers), body, self.secret):
            return Response(status=401)
        self.headers.append(dict(request.headers))
        self.bodies.append(json.loads(body))
        return Response(status=self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])


def _is_genuine(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Check a signature as the help page says."""
    signed = hmac.new(secret.encode(), headers["Claimtrack-Timestamp"].encode() + b"." + body, hashlib.sha256)
    return hmac.compare_digest(headers["Claimtrack-Signature"], f"v1={signed.hexdigest()}")
