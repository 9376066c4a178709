"""The form by which editors mark a statement; the rules are those of `claims.marking`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict

from articles.models import Revision
from claims.correcting import LAYERS, speaker_named
from claims.editing import FARTHEST, EditSpans
from claims.extraction.values import SpeakerKind, Stance
from claims.marking import mark_statement, speaker_meant, speakers_in
from claims.models import Action, Speaker
from claims.wording import SPEECH_ACTS, called
from claimtrack.web import Problem


class MarkStatement(forms.Form):
    """Words of an article as content, cue and source, whose they are, and the act of speech."""

    layers = ("source", "cue", "content")
    moves = EditSpans.moves
    content = forms.CharField(
        label="Content: what is said", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Words exactly as they stand in the article; “…” parts words that do not follow each other.",
        error_messages={"required": "Enter the words of what is said."},
    )  # fmt: skip
    source = forms.CharField(label="Source: who says it", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    cue = forms.CharField(label="Cue: the word that says so", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    speaker = forms.ChoiceField(label="Speaker", required=False, widget=forms.RadioSelect)
    name = forms.CharField(label="Or somebody else: the name", required=False, max_length=300)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[(k.value, k.value) for k in SpeakerKind])
    stance = forms.ChoiceField(
        label="Stance", widget=forms.RadioSelect, initial=Stance.ASSERTION.value,
        choices=[(s.value, f"{s.value}: {SPEECH_ACTS[s]} …") for s in Stance],
    )  # fmt: skip
    content_at = forms.IntegerField(required=False, min_value=0, max_value=FARTHEST, widget=forms.HiddenInput)
    source_at = forms.IntegerField(required=False, min_value=0, max_value=FARTHEST, widget=forms.HiddenInput)
    cue_at = forms.IntegerField(required=False, min_value=0, max_value=FARTHEST, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=1, max_value=FARTHEST, widget=forms.HiddenInput)

    def __init__(self, revision: Revision, data: QueryDict | None = None, *, selected: tuple[int, int] | None = None):
        self.read = revision
        self.known = {str(speaker.pk): speaker for speaker in speakers_in(revision)}
        begin: dict[str, Any] = {"revision": revision.number}
        if selected:
            begin |= {"content": revision.text[slice(*selected)].strip(), "content_at": selected[0]}
        super().__init__(data, initial=begin)
        choices = [(number, called(speaker)) for number, speaker in self.known.items()]
        meant = ("", "whoever the words of the source mean in this article")
        self.fields["speaker"].choices = [meant, *choices]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Return the name of somebody the article has no statements of; it counts before the choice."""
        return " ".join(self.cleaned_data["name"].split())

    def apply(self, *, editor: AbstractBaseUser, now: datetime) -> Action:
        """Record the statement. Raises Problem where it cannot be recorded."""
        given = self.cleaned_data
        places: Mapping[str, int | None] = {layer: given[f"{layer}_at"] for layer in LAYERS}
        return mark_statement(
            self.read,
            words={layer: given[layer] for layer in LAYERS},
            near={layer: place for layer, place in places.items() if place is not None},
            speaker=self._speaker(now),
            stance=given["stance"],
            editor=editor,
            now=now,
        )

    def _speaker(self, now: datetime) -> Speaker:
        given = self.cleaned_data
        if given["name"]:
            return speaker_named(given["name"], given["kind"] or SpeakerKind.PERSON, now=now)
        found = self.known.get(given["speaker"]) or speaker_meant(self.read, given["source"])
        if found is None:
            raise Problem("no_speaker", "Choose whose words these are, or enter a name.", field="speaker")
        return found
