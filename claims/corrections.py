"""What the forms share by which editors correct something; the rules are those of the functions they call."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict

from claims.candidates import Candidate

BIGGEST = 2**63 - 1
LONGEST_SEARCH = 200
Done = tuple[int | None, str]


class Correction(forms.Form):
    """A correction of one thing. `candidates` are what the field named `pick` may be set to, found by `q`."""

    title: ClassVar[str]
    button: ClassVar[str]
    pick: ClassVar[str] = ""
    done: ClassVar[str] = "Saved."

    def __init__(self, params: QueryDict, data: QueryDict | None = None) -> None:
        self.q = params.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        super().__init__(data, initial=self.begin())
        self.candidates: Sequence[Candidate] = self.find() if self.pick else ()
        self.previewed: dict[str, Any] | None = None

    def begin(self) -> dict[str, Any]:
        """Return what the fields begin with."""
        return {}

    def find(self) -> Sequence[Candidate]:
        """Return what can be picked."""
        return ()

    def preview(self) -> bool:
        """Show what would happen, if there is something to show. Raises Problem."""
        return False

    @abstractmethod
    def apply(self, *, editor: User, now: datetime) -> Done:
        """Do what was entered; return the number of the action, and where to go. Raises Problem."""
