"""Django's admin site: how it is called, and users as this product knows them."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

admin.site.site_header = "claimtrack administration"
admin.site.site_title = "claimtrack"
admin.site.index_title = "Users and tables"
admin.site.unregister(User)


@admin.register(User)
class RoleAdmin(UserAdmin):  # type: ignore[type-arg]
    """Users and their roles, which are groups; single permissions mean nothing here."""

    list_display = ("username", "roles", "email", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("What they may do", {"fields": ("is_active", "groups", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    @admin.display(description="Roles")
    def roles(self, user: User) -> str:
        """Return the roles by name."""
        return ", ".join(sorted(group.name for group in user.groups.all())) or "none"

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Fetch the roles with the users."""
        return super().get_queryset(request).prefetch_related("groups")
