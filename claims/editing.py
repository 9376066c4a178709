"""The forms by which editors correct a claim; the rules are those of the functions they call."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict

from claims.actions import latest_action
from claims.candidates import Candidate, claims_like, same_claims, speakers_for
from claims.correcting import LAYERS, change_stance, edit_sentence, edit_spans, reassign, speaker_named
from claims.extraction.values import Relation, Span, SpeakerKind, Stance
from claims.hiding import hide, remove
from claims.models import Claim, Speaker, Statement
from claims.pictures.text import short
from claims.propositions import joined
from claims.rebutting import link_by_hand
from claims.sameness import join_claims, part_claims
from claims.wording import RELATIONS_GIVEN, SPEECH_ACTS
from claimtrack.web import Problem

BIGGEST = 2**63 - 1
FARTHEST = 2**31 - 1


class Edit(forms.Form):
    """A correction of one claim, or of one of its statements. `candidates` are what `pick` may be set to."""

    title: ClassVar[str]
    button: ClassVar[str]
    pick: ClassVar[str] = ""
    pick_label: ClassVar[str] = ""
    for_admins: ClassVar[bool] = False
    done: ClassVar[str] = "Saved."

    def __init__(self, claim: Claim, params: QueryDict, data: QueryDict | None = None, *, user: User) -> None:
        self.user, self.claim, self.q = user, claim, params.get("q", "").replace("\0", "").strip()[:200]
        statements = claim.statements.order_by("pk").select_related("revision", "claim__speaker", "recorded_as")
        self.all = list(statements)
        wanted = (data or params).get("statement", "")
        self.statement: Statement | None = next((s for s in self.all if str(s.pk) == wanted), None)
        super().__init__(data, initial=self.begin())
        self.candidates: Sequence[Candidate] = self.find() if self.pick else ()

    @property
    def chosen(self) -> list[Statement]:
        """The statements it is about."""
        return [self.statement] if self.statement else self.all

    def begin(self) -> dict[str, Any]:
        """Return what the fields begin with."""
        return {}

    def find(self) -> Sequence[Candidate]:
        """Return what can be picked."""
        return ()

    @abstractmethod
    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Do what was entered, and return the number of the action. Raises Problem where it cannot be done."""


class EditSpeaker(Edit):
    """Another speaker, known or new."""

    title, button, pick, pick_label = "Reassign the speaker", "Give it to this speaker", "speaker", "Speakers"
    speaker = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    name = forms.CharField(label="Or somebody new: the name", required=False, max_length=300)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[(k.value, k.value) for k in SpeakerKind])

    def find(self) -> Sequence[Candidate]:
        """Return speakers of that name, or those of the same articles."""
        return speakers_for(self.claim, self.q)

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Give the statements to the speaker."""
        given = self.cleaned_data
        if given["name"].strip():
            to = speaker_named(given["name"], given["kind"] or SpeakerKind.PERSON, now=now)
        else:
            to = _picked(Speaker, given["speaker"], "Choose a speaker, or enter a name.", field="speaker")
        return reassign(self.chosen, to=to, editor=editor, now=now).pk


class EditStance(Edit):
    """Another act of speech."""

    title, button = "Change the stance", "Change the stance"
    stance = forms.ChoiceField(
        label="Stance", widget=forms.RadioSelect, choices=[(s.value, f"{s.value}: {SPEECH_ACTS[s]} …") for s in Stance]
    )

    def begin(self) -> dict[str, Any]:
        """Begin with the present one."""
        return {"stance": self.claim.stance}

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Take it for this act."""
        return change_stance(self.chosen, stance=self.cleaned_data["stance"], editor=editor, now=now).pk


class EditSentence(Edit):
    """Other words for the claim."""

    title, button = "Edit the sentence", "Save the sentence"
    text = forms.CharField(
        label="The claim", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What the speaker maintains. The words in the article stay as they are.",
        error_messages={"required": "Enter the claim as a sentence."},
    )  # fmt: skip

    def begin(self) -> dict[str, Any]:
        """Begin with the present words."""
        return {"text": self.claim.text}

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Word it so."""
        return edit_sentence(self.claim, text=self.cleaned_data["text"], editor=editor, now=now).pk


class EditSpans(Edit):
    """Other words of the article as source, cue or content."""

    title, button = "Edit the marked words", "Mark these words"
    layers = LAYERS
    moves = (("[", "Start earlier"), ("]", "Start later"), ("{", "End earlier"), ("}", "End later"))
    source = forms.CharField(label="Source: who says it", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    cue = forms.CharField(label="Cue: the word that says so", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    content = forms.CharField(
        label="Content: what is said", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Words exactly as they stand in the article; “…” parts words that do not follow each other.",
        error_messages={"required": "Enter the words of what is said."},
    )  # fmt: skip
    # Where in the text they stand: the same words may stand there twice.
    source_at = forms.IntegerField(required=False, min_value=0, max_value=FARTHEST, widget=forms.HiddenInput)
    cue_at = forms.IntegerField(required=False, min_value=0, max_value=FARTHEST, widget=forms.HiddenInput)
    content_at = forms.IntegerField(required=False, min_value=0, max_value=FARTHEST, widget=forms.HiddenInput)

    def __init__(self, claim: Claim, params: QueryDict, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(claim, params, data, user=user)
        if self.statement is None and self.all:
            self.statement = self.all[0]

    def begin(self) -> dict[str, Any]:
        """Begin with what is marked, and where."""
        statement = self.statement or (self.all[0] if self.all else None)
        if statement is None:
            return {}
        return {**_marked(statement), **{f"{layer}_at": place for layer, place in _places(statement).items()}}

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Mark the words that differ from what is marked, or stand elsewhere."""
        if self.statement is None:
            raise Problem("no_statement", "No article holds this claim any more.")
        given, before, places = self.cleaned_data, _marked(self.statement), _places(self.statement)
        near = {layer: given[f"{layer}_at"] for layer in LAYERS if given[f"{layer}_at"] is not None}
        words = {
            layer: given[layer]
            for layer in LAYERS
            if given[layer].split() != before[layer].split() or near.get(layer, places[layer]) != places[layer]
        }
        return edit_spans(self.statement, words=words, near=near, editor=editor, now=now).pk


class JoinClaims(Edit):
    """The same claim in other words."""

    title, button, pick, pick_label = (
        "Merge with the same claim",
        "Make them one claim",
        "other",
        "Claims of this speaker",
    )
    done = "Saved: they are one claim."
    other = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def find(self) -> Sequence[Candidate]:
        """Return the speaker's other claims, the most alike first."""
        return same_claims(self.claim, self.q)

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Make the claim part of the other one."""
        into = _picked(Claim, self.cleaned_data["other"], "Choose a claim.", field="other")
        return join_claims(self.claim, into=into, editor=editor, now=now).pk


class PartClaims(Edit):
    """Statements that are a claim of their own."""

    title, button = "Split the claim", "Make the chosen ones a claim of their own"
    done = "Saved: they are two claims."
    statements = forms.MultipleChoiceField(
        label="Statements that do not belong here", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one statement."},
    )  # fmt: skip

    def __init__(self, claim: Claim, params: QueryDict, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(claim, params, data, user=user)
        choices = [(str(s.pk), f"{s.revision.article}: {short(s.text, 160)}") for s in self.all]
        self.fields["statements"].choices = choices  # type: ignore[attr-defined]

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Part them from the claim."""
        wanted = set(self.cleaned_data["statements"])
        return part_claims([s for s in self.all if str(s.pk) in wanted], editor=editor, now=now).pk


class LinkAnswer(Edit):
    """An answer to the claim, or the claim that it answers."""

    title, button, pick, pick_label = "Link an answer", "Link them", "other", "Claims"
    other = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    direction = forms.ChoiceField(
        label="Which answers which", widget=forms.RadioSelect, initial="in",
        choices=[("in", "The other claim answers this one"), ("out", "This claim answers the other one")],
    )  # fmt: skip
    relation = forms.ChoiceField(
        label="Relation", widget=forms.RadioSelect, initial=Relation.DENIES.value,
        choices=RELATIONS_GIVEN,
    )  # fmt: skip
    words = forms.CharField(
        label="Words of the answer that show it", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copied from the answering article. Left empty: all that the answer says.",
    )  # fmt: skip

    def find(self) -> Sequence[Candidate]:
        """Return the claims that the search finds, or those of the same articles."""
        return claims_like(self.claim, self.q, user=self.user)

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Link the two."""
        given = self.cleaned_data
        other = _picked(Claim, given["other"], "Choose the other claim.", field="other")
        answer, answered = (other, self.claim) if given["direction"] == "in" else (self.claim, other)
        link = link_by_hand(answer, answered, relation=given["relation"], words=given["words"], editor=editor, now=now)
        done = latest_action(link, by=editor)
        return done.pk if done else None


class HideClaim(Edit):
    """Out of sight, with a reason."""

    title, button, done = "Hide this claim", "Hide it", "Saved: the claim is hidden."
    reason = forms.CharField(
        label="Reason", max_length=500, help_text="Other editors see it in the activity log.",
        error_messages={"required": "Give a reason."},
    )  # fmt: skip

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Hide it."""
        return hide(self.claim, reason=self.cleaned_data["reason"], editor=editor, now=now).pk


class RemoveClaim(HideClaim):
    """Deleted, with a reason."""

    title, button, done, for_admins = "Delete this claim", "Delete it", "Saved: the claim is deleted.", True

    def apply(self, *, editor: User, now: datetime) -> int | None:
        """Delete it."""
        return remove(self.claim, reason=self.cleaned_data["reason"], editor=editor, now=now).pk


EDITS: dict[str, type[Edit]] = {
    "speaker": EditSpeaker,
    "stance": EditStance,
    "sentence": EditSentence,
    "words": EditSpans,
    "merge": JoinClaims,
    "split": PartClaims,
    "answer": LinkAnswer,
    "hide": HideClaim,
    "delete": RemoveClaim,
}


def _picked(model: Any, number: int | None, otherwise: str, *, field: str) -> Any:
    found = model.objects.filter(pk=number).first() if number else None
    if found is None:
        raise Problem("nothing_chosen", otherwise, field=field)
    return found


def _marked(statement: Statement) -> dict[str, str]:
    text = statement.revision.text
    return {layer: joined(text, [Span(*span) for span in getattr(statement, layer)]) for layer in LAYERS}


def _places(statement: Statement) -> dict[str, int | None]:
    return {layer: next((start for start, _ in getattr(statement, layer)), None) for layer in LAYERS}
