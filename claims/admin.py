"""The tables of claims in Django's admin, for looking things up; what rules guard is changed elsewhere."""

from typing import Any

from django.contrib import admin

from claims.models import Assessment, Claim, Dispute, Rebuttal, Speaker, Statement


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """A table that is shown and not edited: recording, assessing and merging have rules of their own."""

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """Return that nothing is added here."""
        return False

    def has_change_permission(self, *_: Any, **__: Any) -> bool:
        """Return that nothing is changed here."""
        return False

    def has_delete_permission(self, *_: Any, **__: Any) -> bool:
        """Return that nothing is deleted here."""
        return False


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    """Claims by text."""

    list_display = ["text", "said_by", "stance", "status", "first_seen"]
    list_filter = ["status", "stance"]
    list_select_related = ["speaker"]
    search_fields = ["text"]

    @admin.display(description="Speaker", ordering="speaker__name")
    def said_by(self, claim: Claim) -> Speaker:
        """Return the speaker, whose name may break, as that of a foreign key may not."""
        return claim.speaker


@admin.register(Speaker)
class SpeakerAdmin(ReadOnly):
    """Speakers by name."""

    list_display = ["name", "kind", "merged_into"]
    list_filter = ["kind"]
    list_select_related = ["merged_into"]
    search_fields = ["name"]


@admin.register(Rebuttal)
class RebuttalAdmin(ReadOnly):
    """Rebuttals by state."""

    list_display = ["answer", "relation", "answered", "state", "confidence"]
    list_filter = ["state", "relation"]
    list_select_related = ["answer", "answered"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnly):
    """Assessments by date."""

    list_display = ["claim", "status", "editor", "made_at"]
    list_filter = ["status"]
    list_select_related = ["claim", "editor"]


admin.site.register([Statement, Dispute], ReadOnly)
