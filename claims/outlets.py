"""What editors find about outlets: names, kinds, and that two are one. The names of before keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.duplicates import lock_identity
from articles.models import Article, Feed, Outlet, OutletKind, OutletMerge
from claims.actions import changed_since, find_action, record, undo, undo_of
from claims.models import Action
from claimtrack.web import Problem


def describe_outlet(
    outlet: Outlet, *, name: str | None = None, kind: str | None = None, editor: AbstractBaseUser, now: datetime
) -> Action:
    """Give an outlet another name or kind; what is None stays. Stories that come under the former name are still its.

    Raises Problem for an empty name, (409) one that another outlet has, or where nothing would change.
    """
    with _outlets_held():
        outlet = _current(outlet)
        before, stub = _described(outlet), None
        if name is not None and (name := " ".join(name.split())[:200]) != outlet.name:
            stub = _rename(outlet, name, now=now)
        if kind is not None:
            outlet.kind = OutletKind(kind) if kind else ""
            outlet.save(update_fields=["kind"])
        if _described(outlet) == before:
            raise Problem("nothing_changed", "Nothing was changed.")
        after, payload = _described(outlet), {"stub": stub}
        return record("describe outlet", actor=editor, obj=outlet, before=before, after=after, payload=payload, now=now)


def merge_outlets(outlet: Outlet, *, into: Outlet, editor: AbstractBaseUser, now: datetime) -> OutletMerge:
    """Make an outlet part of another: articles and feeds move, later stories follow, its address leads there.

    Raises Problem (409) if one of them is part of another already, or both are the same.
    """
    with _outlets_held():
        if outlet.pk == into.pk:
            message = "These are the same outlet. Choose another one to merge it into."
            raise Problem("same_outlet", message, status=HTTPStatus.CONFLICT, field="into")
        outlet, into = _current(outlet), _current(into)
        moved = {
            "articles": list(Article.objects.filter(outlet=outlet).values_list("pk", flat=True)),
            "feeds": list(Feed.objects.filter(outlet=outlet).values_list("pk", flat=True)),
            "former": list(outlet.former.values_list("pk", flat=True)),
        }
        made = OutletMerge.objects.create(outlet=outlet, into=into, editor_id=editor.pk, made_at=now, **moved)
        _move(made, holder=outlet, to=into)
        Outlet.objects.filter(pk=outlet.pk).update(merged_into=into)
        after = {"part of": into.name, "articles moved": len(made.articles)}
        before = {"part of": None}
        payload = {"outlet merge": made.pk}
        record("merge outlets", actor=editor, obj=outlet, before=before, after=after, payload=payload, now=now)
    return made


def unmerge_outlets(made: OutletMerge, *, editor: AbstractBaseUser, now: datetime) -> Outlet:
    """Undo a merge: articles and feeds go back. Raises Problem (409) if it was undone before."""
    action = find_action("merge outlets", **{"outlet merge": made.pk})
    undo(action, editor=editor, now=now)
    return Outlet.objects.get(pk=made.outlet_id)


@undo_of("describe outlet")
def _describe_as_before(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has the editor)
    with _outlets_held():
        outlet = Outlet.objects.get(pk=action.object_id)
        if outlet.merged_into_id or _described(outlet) != action.after:
            raise changed_since(action)
        former = action.before["name"]
        if former != outlet.name:
            _swap(outlet, Outlet.objects.get(name=former))
        Outlet.objects.filter(pk=action.payload["stub"]).delete()
        Outlet.objects.filter(pk=outlet.pk).update(kind=action.before["kind"])
    return f"{former} is described as before."


@undo_of("merge outlets")
def _part(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    with _outlets_held():
        made = OutletMerge.objects.select_related("outlet", "into").get(pk=action.payload["outlet merge"])
        if made.outlet.merged_into_id != made.into_id:
            raise changed_since(action)
        _move(made, holder=made.into, to=made.outlet)
        Outlet.objects.filter(pk=made.outlet_id).update(merged_into=None)
    return f"{made.outlet} and {made.into} are two outlets again."


@contextmanager
def _outlets_held() -> Iterator[None]:
    """Run a block as one transaction while no story gets its outlet."""
    with transaction.atomic():
        lock_identity("outlet", "all")
        yield


def _current(outlet: Outlet) -> Outlet:
    outlet = Outlet.objects.select_related("merged_into").get(pk=outlet.pk)
    if outlet.merged_into:
        message = f"{outlet} is already part of {outlet.merged_into}. Reload, then choose again."
        raise Problem("already_merged", message, status=HTTPStatus.CONFLICT)
    return outlet


def _rename(outlet: Outlet, name: str, *, now: datetime) -> int | None:
    """Rename an outlet; return the number of the row that keeps the former name, if it had to be made."""
    if not name:
        raise Problem("no_name", "Give the outlet's name.", field="name")
    known = Outlet.objects.filter(name=name).first()
    if known and known.merged_into_id != outlet.pk:
        message = f"There is another outlet called {name}. If they are one, merge them."
        raise Problem("name_taken", message, status=HTTPStatus.CONFLICT, field="name")
    if known:
        _swap(outlet, known)
        return None
    former, outlet.name = outlet.name, name
    outlet.save(update_fields=["name"])
    return Outlet.objects.create(name=former, merged_into=outlet, created_at=now).pk


def _swap(outlet: Outlet, other: Outlet) -> None:
    """Give two outlets each other's names, which are unique at any moment."""
    names = outlet.name, other.name
    Outlet.objects.filter(pk=other.pk).update(name=uuid4().hex)
    Outlet.objects.filter(pk=outlet.pk).update(name=names[1])
    Outlet.objects.filter(pk=other.pk).update(name=names[0])
    outlet.name, other.name = names[1], names[0]


def _move(made: OutletMerge, *, holder: Outlet, to: Outlet) -> None:
    """Give what a merge names to an outlet, as far as the other one has it."""
    Article.objects.filter(pk__in=made.articles, outlet=holder).update(outlet=to)
    Feed.objects.filter(pk__in=made.feeds, outlet=holder).update(outlet=to)
    Outlet.objects.filter(pk__in=made.former, merged_into=holder).update(merged_into=to)


def _described(outlet: Outlet) -> dict[str, str]:
    return {"name": outlet.name, "kind": str(outlet.kind)}
