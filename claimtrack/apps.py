"""The project as an app, so that its commands and checks are found."""

from django.apps import AppConfig


class ClaimtrackConfig(AppConfig):
    """Commands, start-up checks and the pages that belong to no other app."""

    name = "claimtrack"

    def ready(self) -> None:
        """Register the start-up checks and the worker's sign of life."""
        from claimtrack import checks, health  # noqa: F401  (they need the apps to be loaded)
