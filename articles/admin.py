"""Articles in Django's admin: to look things up; texts and decisions are changed elsewhere."""

from django.contrib import admin

from articles.models import Article, Batch, Ingestion, Outlet, Revision


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Outlets; they are renamed and merged on their own pages, which can be undone."""

    list_display = ("name", "kind", "domain", "merged_into", "created_at")
    list_select_related = ("merged_into",)
    search_fields = ("name", "domain")
    readonly_fields = ("name", "kind", "merged_into")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Articles; a withdrawal is set here."""

    list_display = ("__str__", "outlet", "published_at", "created_at", "withdrawn_at")
    search_fields = ("title", "url")
    list_select_related = ("outlet",)
    raw_id_fields = ("outlet", "latest", "duplicate_of")


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Texts, which never change."""

    list_display = ("article", "number", "title", "created_at", "extracted_by")
    raw_id_fields = ("article",)
    readonly_fields = ("article", "number", "title", "text", "sha256", "created_at", "extracted_by")


@admin.register(Ingestion)
class IngestionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What came in, and how far it got."""

    list_display = ("id", "stage", "payload", "url", "error_code", "attempts", "created_at")
    list_filter = ("stage", "payload", "error_code")
    search_fields = ("url", "given_title")
    raw_id_fields = ("article", "batch", "submitted_by", "revision")
    exclude = ("body",)


admin.site.register(Batch)
