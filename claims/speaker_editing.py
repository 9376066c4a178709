"""The forms by which editors correct a speaker; the rules are those of the functions they call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict

from claims.actions import latest_action
from claims.candidates import Candidate, speakers_called
from claims.corrections import BIGGEST, Correction, Done
from claims.describing import describe, give_alias, give_role, take_role
from claims.extraction.values import SpeakerKind
from claims.merging import merge
from claims.models import Claim, Speaker, Statement
from claims.pictures.text import short
from claims.sides import side_of
from claims.splitting import split
from claimtrack.web import Problem

MOST_STATEMENTS = 200


class SpeakerEdit(Correction):
    """A correction of one speaker."""

    def __init__(self, speaker: Speaker, params: QueryDict, data: QueryDict | None = None) -> None:
        self.speaker = speaker
        super().__init__(params, data)


class Describe(SpeakerEdit):
    """Name, kind, Wikidata number."""

    title, button = "Rename or describe", "Save"
    name = forms.CharField(label="Name", max_length=300, error_messages={"required": "Enter a name."})
    kind = forms.ChoiceField(label="Kind", choices=[(k.value, k.value) for k in SpeakerKind])
    wikidata_id = forms.CharField(
        label="Wikidata number", required=False, max_length=80, help_text="A Q and digits, or the address of its page."
    )

    def begin(self) -> dict[str, Any]:
        """Begin with what is known."""
        return {"name": self.speaker.name, "kind": self.speaker.kind, "wikidata_id": self.speaker.wikidata_id}

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Describe it so."""
        done = describe(self.speaker, editor=editor, now=now, **self.cleaned_data)
        return done.pk, Speaker.objects.get(pk=self.speaker.pk).get_absolute_url()


class GiveAlias(SpeakerEdit):
    """Another name."""

    title, button = "Add another name", "Add the name"
    name = forms.CharField(
        label="Name", max_length=300, help_text="Searching for it finds the speaker's claims.",
        error_messages={"required": "Enter a name."},
    )  # fmt: skip

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Add it."""
        done = give_alias(self.speaker, name=self.cleaned_data["name"], editor=editor, now=now)
        return done.pk, self.speaker.get_absolute_url()


class GiveRole(SpeakerEdit):
    """An office with dates, or the end of one."""

    title, button = "Add or mend an office", "Save the office"
    role = forms.ChoiceField(label="Office", required=False)
    role_title = forms.CharField(label="Office or affiliation", required=False, max_length=300)
    since = forms.DateField(label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    remove = forms.BooleanField(label="Take this office away", required=False)

    def __init__(self, speaker: Speaker, params: QueryDict, data: QueryDict | None = None) -> None:
        self.roles = list(speaker.roles.order_by("-last_seen", "pk"))
        super().__init__(speaker, params, data)
        known = [
            (str(role.pk), f"{role.title}, {role.first_seen:%Y-%m-%d} to {role.last_seen:%Y-%m-%d}")
            for role in self.roles
        ]
        self.fields["role"].choices = [("", "a new one"), *known]  # type: ignore[attr-defined]

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Give it, mend it, or take it away."""
        given = self.cleaned_data
        role = next((role for role in self.roles if str(role.pk) == given["role"]), None)
        if role and given["remove"]:
            done = take_role(role, editor=editor, now=now)
        else:
            title = given["role_title"].strip() or (role.title if role else "")
            since = given["since"] or (role.first_seen.date() if role else now.date())
            until = given["until"] or (role.last_seen.date() if role else max(since, now.date()))
            done = give_role(self.speaker, title=title, since=since, until=until, editor=editor, now=now)
        return done.pk, self.speaker.get_absolute_url()


class Merge(SpeakerEdit):
    """The same speaker under another name."""

    title, button, pick = "Merge into another speaker", "Merge them", "into"
    done = "Merged: claims, names and offices have moved."
    into = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def find(self) -> Sequence[Candidate]:
        """Return the speakers that the search finds."""
        return speakers_called(self.q, but=self.speaker) if self.q else ()

    def preview(self) -> bool:
        """Show both side by side, and how much would move."""
        into = self._into()
        claims = Claim.objects.shown().filter(speaker=self.speaker)
        self.previewed = {
            "into": into,
            "sides": [side_of(self.speaker), side_of(into)],
            "claims": claims.count(),
            "statements": _statements(self.speaker).count(),
        }
        return True

    def _into(self) -> Speaker:
        found = Speaker.objects.current().filter(pk=self.cleaned_data["into"] or 0).first()
        if found is None:
            raise Problem("nothing_chosen", "Choose the speaker it is to become part of.", field="into")
        return found

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Make it part of the other one."""
        into = self._into()
        merge(self.speaker, into=into, editor=editor, now=now)
        done = latest_action(self.speaker, by=editor)
        return done.pk if done else None, into.get_absolute_url()


class Split(SpeakerEdit):
    """Two speakers of one name."""

    title, button, done = (
        "Split into two speakers",
        "Make the chosen ones another speaker’s",
        "Saved: they are two speakers.",
    )
    name = forms.CharField(label="Name of the other speaker", required=False, max_length=300)
    statements = forms.MultipleChoiceField(
        label="Statements of the other speaker", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one statement."},
    )  # fmt: skip

    def __init__(self, speaker: Speaker, params: QueryDict, data: QueryDict | None = None) -> None:
        super().__init__(speaker, params, data)
        found = _statements(speaker).select_related("claim__speaker", "recorded_as", "revision__article")
        self.own = list(found.order_by("-revision__article__published_at", "pk")[:MOST_STATEMENTS])
        choices = [
            (str(s.pk), f"{s.role or s.mention or speaker.name}: {short(s.text, 140)} ({s.revision.article})")
            for s in self.own
        ]
        self.fields["statements"].choices = choices  # type: ignore[attr-defined]

    def begin(self) -> dict[str, Any]:
        """Begin with the same name."""
        return {"name": self.speaker.name}

    def apply(self, *, editor: User, now: datetime) -> Done:
        """Make another speaker of them."""
        wanted = set(self.cleaned_data["statements"])
        chosen = [s for s in self.own if str(s.pk) in wanted]
        made = split(self.speaker, statements=chosen, name=self.cleaned_data["name"], editor=editor, now=now)
        done = latest_action(self.speaker, by=editor)
        return done.pk if done else None, made.get_absolute_url()


EDITS: dict[str, type[SpeakerEdit]] = {
    "describe": Describe,
    "alias": GiveAlias,
    "office": GiveRole,
    "merge": Merge,
    "split": Split,
}


def _statements(speaker: Speaker) -> Any:
    return Statement.objects.filter(claim__speaker=speaker)
