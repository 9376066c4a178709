"""Articles that readers report: the machine found no statement where they see some."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Article
from claims.actions import record, undo_of
from claims.models import Action
from claimtrack.web import Problem

VERB = "report missing statements"


def report_missing(article: Article, *, reader: AbstractBaseUser, now: datetime) -> Action:
    """Write into the log of actions that statements are missing. Raises Problem (409) if one's own report stands."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        standing = Action.objects.filter(verb=VERB, actor=reader.pk, object_type="article", object_id=article.pk)
        if standing.filter(undone_at=None, undoes=None).exists():
            message = "You have reported this article. Editors see it under Activity."
            raise Problem("reported_before", message, status=HTTPStatus.CONFLICT)
        return record(VERB, actor=reader, obj=article, before=None, after={"statements found": 0}, now=now)


@undo_of(VERB)
def _take_report_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001
    """Take a report back; nothing else has changed by it."""
    return f"{action.label} is no longer reported."
