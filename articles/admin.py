"""Articles in Django's admin: to look things up; texts and decisions are changed elsewhere."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models

from articles.models import Article, Batch, Ingestion, Outlet, Revision

KEPT = ("title", "outlet", "url", "author", "language", "published_at", "created_at", "latest", "duplicate_of")


class Table(admin.ModelAdmin):  # type: ignore[type-arg]
    """A table whose rows are made elsewhere. A moment is one field with its label, where Django makes two without."""

    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        },
    }

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """Return that nothing is added here."""
        return False


@admin.register(Outlet)
class OutletAdmin(Table):
    """Outlets; they are renamed and merged on their own pages, which can be undone."""

    list_display = ("name", "kind", "domain", "merged_into", "created_at")
    list_select_related = ("merged_into",)
    search_fields = ("name", "domain")
    readonly_fields = ("name", "kind", "merged_into", "created_at")

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Let an outlet be without a domain."""
        form = super().get_form(*args, **kwargs)
        form.base_fields["domain"].required = False
        return form


@admin.register(Article)
class ArticleAdmin(Table):
    """Articles; a withdrawal is set here."""

    list_display = ("__str__", "outlet", "published_at", "created_at", "withdrawn_at")
    search_fields = ("title", "url")
    list_select_related = ("outlet",)
    fields = ("withdrawn_at", *KEPT)
    readonly_fields = KEPT


@admin.register(Revision)
class RevisionAdmin(Table):
    """Texts, which never change."""

    list_display = ("article", "number", "title", "created_at", "extracted_by")
    raw_id_fields = ("article",)
    readonly_fields = ("article", "number", "title", "text", "sha256", "created_at", "extracted_by")


@admin.register(Ingestion)
class IngestionAdmin(Table):
    """What came in, and how far it got."""

    list_display = ("id", "stage", "payload", "url", "error_code", "attempts", "created_at")
    list_filter = ("stage", "payload", "error_code")
    search_fields = ("url", "given_title")
    raw_id_fields = ("article", "batch", "submitted_by", "revision")
    exclude = ("body",)


admin.site.register(Batch, Table)
