"""`manage.py create_token`: a token of the REST API for a script."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import OperationalError, transaction

from claimtrack.accounts import create_token, ensure_user
from claimtrack.web import ROLES


class Command(BaseCommand):
    """Print a new token of a user, who is made if missing."""

    help = "Make a user if needed and print a new token; earlier tokens stay valid."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the user and what the user shall be able to do."""
        parser.add_argument("username")
        parser.add_argument("--role", choices=ROLES, help="given in addition to what the user has; new users: analyst")

    def handle(self, *, username: str, role: str | None, **_: Any) -> None:
        """Print the token alone, for $(...)."""
        try:
            with transaction.atomic():
                user = ensure_user(username, role=role)
                if not user.is_active:
                    raise CommandError(f"{username} is deactivated: activate the account in the admin first.")
                token = create_token(user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except OperationalError as error:
            raise CommandError("The database does not answer. Start `manage.py up` in another terminal.") from error
        self.stdout.write(token)
