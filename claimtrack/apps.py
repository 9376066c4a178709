"""The project as an app, so that its commands and checks are found."""

from django.apps import AppConfig


class ClaimtrackConfig(AppConfig):
    """Commands, start-up checks and the pages that belong to no other app."""

    name = "claimtrack"
