"""The forms by which editors correct an outlet; the rules are those of the functions they call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Count
from django.http import QueryDict

from articles.models import Outlet, OutletKind
from claims.actions import latest_action
from claims.candidates import Candidate
from claims.corrections import BIGGEST, Correction, Done
from claims.filters import outlets_like
from claims.outlets import describe_outlet, merge_outlets
from claimtrack.web import Problem

MOST = 10


class OutletEdit(Correction):
    """A correction of one outlet."""

    def __init__(self, outlet: Outlet, params: QueryDict, data: QueryDict | None = None) -> None:
        self.outlet = outlet
        super().__init__(params, data)


class DescribeOutlet(OutletEdit):
    """Name and kind."""

    title, button = "Rename or describe", "Save"
    name = forms.CharField(
        label="Name", max_length=200, help_text="The old name still means it.",
        error_messages={"required": "Enter a name."},
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "unknown"), *OutletKind.choices])

    def begin(self) -> dict[str, Any]:
        """Begin with what is known."""
        return {"name": self.outlet.name, "kind": self.outlet.kind}

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Describe it so; return the number of the action, and where to go."""
        done = describe_outlet(self.outlet, editor=editor, now=now, **self.cleaned_data)
        return done.pk, Outlet.objects.get(pk=self.outlet.pk).get_absolute_url()


class MergeOutlet(OutletEdit):
    """The same outlet under another name."""

    title, button, pick = "Merge into another outlet", "Merge them", "into"
    done = "Merged: articles and feeds have moved."
    into = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def find(self) -> Sequence[Candidate]:
        """Return the outlets that the search finds."""
        return _outlets(self.q, but=self.outlet) if self.q else ()

    def preview(self) -> bool:
        """Show how much would move."""
        self.previewed = {"into": self._into(), "articles": self.outlet.articles.count()}
        return True

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Make it part of the other one; return the number of the action, and where to go. Raises Problem."""
        into = self._into()
        merge_outlets(self.outlet, into=into, editor=editor, now=now)
        done = latest_action(self.outlet, by=editor)
        return done.pk if done else None, into.get_absolute_url()

    def _into(self) -> Outlet:
        found = Outlet.objects.current().filter(pk=self.cleaned_data["into"] or 0).first()
        if found is None:
            raise Problem("nothing_chosen", "Choose the outlet it is to become part of.", field="into")
        return found


EDITS: dict[str, type[OutletEdit]] = {"describe": DescribeOutlet, "merge": MergeOutlet}


def _outlets(words: str, *, but: Outlet) -> list[Candidate]:
    found = Outlet.objects.current().filter(outlets_like(words)).exclude(pk=but.pk)
    counted = found.annotate(n=Count("articles")).order_by("-n", "pk").values_list("pk", "name", "domain", "n")[:MOST]
    return [
        Candidate(number, name, f"{domain or 'no domain'}, {total} article{'' if total == 1 else 's'}")
        for number, name, domain, total in counted
    ]
