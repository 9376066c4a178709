"""What lists of claims can be filtered by: the same names in pages, search words and REST."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_date, parse_datetime

from articles.models import Article, Outlet, outlets_named
from claims.extraction.values import QuotationType, Stance
from claims.folding import fold, fold_name, fold_query
from claims.models import Alias, Assessment, Claim, Evidence, Speaker, Statement, Status

MAX_QUERY = 1000

ORDERINGS: dict[str, tuple[str, ...]] = {
    "-first_seen": ("-first_seen", "-id"),
    "first_seen": ("first_seen", "id"),
    "relevance": ("-relevance", "-id"),
    "-answers": ("-answer_count", "-id"),
    "-statements": ("-statement_count", "-id"),
    "-updated": ("-updated_at", "-id"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a filter; `excluded` where it stood with a minus sign."""

    value: Any
    excluded: bool = False


class TermsField(forms.Field):
    """A repeatable parameter. Each bad value is an error of its own, with the value in its `params`."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, parse: Callable[[str], Any], excludable: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parse, self.excludable = parse, excludable

    def clean(self, value: Iterable[str] | None) -> list[Term]:
        """Return the terms; raise ValidationError naming every value that cannot be used."""
        terms, errors = [], []
        for raw in value or ():
            text = raw.strip()
            if not text:
                continue
            excluded = self.excludable and text.startswith("-")
            try:
                terms.append(Term(self.parse(text.removeprefix("-") if excluded else text), excluded))
            except (ValueError, OverflowError) as error:
                errors.append(ValidationError(str(error), code="invalid", params={"value": raw}))
        if errors:
            raise ValidationError(errors)
        return terms


class TermsFilter(django_filters.Filter):  # type: ignore[misc]
    """Repeating the parameter is OR; a value with a minus sign excludes."""

    field_class = TermsField

    def __init__(
        self, condition: Callable[[Any], Q], *, parse: Callable[[str], Any] = str, excludable: bool = True
    ) -> None:
        super().__init__(parse=parse, excludable=excludable)
        self.condition = condition

    def filter(self, qs: Any, terms: list[Term]) -> Any:
        """Keep the rows that meet one wanted term and no excluded one."""
        return narrow(qs, terms, self.condition)


def narrow(rows: Any, terms: Iterable[Term], condition: Callable[[Any], Q]) -> Any:
    """Keep the rows that meet one wanted term and no excluded one."""
    wanted = Q()
    for term in terms:
        if term.excluded:
            rows = rows.exclude(condition(term.value))
        else:
            wanted |= condition(term.value)
    return rows.filter(wanted) if wanted else rows


def parse_choice(*choices: str) -> Callable[[str], str]:
    """Return a parser for one of the given words."""

    def parse(text: str) -> str:
        if text.casefold() in choices:
            return text.casefold()
        raise ValueError(f"“{text[:40]}” is not one of {', '.join(choices)}.")

    return parse


def parse_flag(text: str) -> bool:
    """Return whether a flag is set."""
    return parse_choice("true", "false", "1", "0")(text) in ("true", "1")


def parse_id(text: str) -> int:
    """Return the number of a row."""
    if text.isascii() and text.isdecimal() and len(text) <= 18:
        return int(text)
    raise ValueError(f"“{text[:40]}” is not a number.")


def parse_name(text: str) -> int | str:
    """Return the number of a row, or a name."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else text[:300]


def parse_words(text: str) -> str:
    """Return search words; raise ValueError if there are too many."""
    if len(text) > MAX_QUERY:
        raise ValueError(f"The search is longer than {MAX_QUERY} characters. Use fewer words.")
    return text


def _parse_moment(text: str, at: time) -> datetime:
    try:
        if day := parse_date(text):
            return datetime.combine(day, at, UTC)
        if moment := parse_datetime(text):
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        pass  # a well-formed date that does not exist: the same advice
    raise ValueError(f"“{text[:40]}” is not a date. Write it as 2025-04-09.")


def parse_since(text: str) -> datetime:
    """Return a moment; a bare date means its beginning in UTC."""
    return _parse_moment(text, time.min)


def parse_until(text: str) -> datetime:
    """Return a moment; a bare date means its end in UTC."""
    return _parse_moment(text, time.max)


def speakers_named(value: int | str) -> Q:
    """Return the condition on speakers for a number, a name or an alias, those merged into the speaker included."""
    if isinstance(value, int):
        return Q(pk=value) | Q(merged=value)
    key = fold_name(value)
    return Q(key=key) | Q(aliases__key=key) | Q(merged__key=key)


def speakers_like(words: str) -> Q:
    """Return the condition on speakers with a name or alias of which a word begins so."""
    key = fold_name(words)
    beginning = Q(key__startswith=key) | Q(key__contains=f" {key}")
    return beginning | Q(pk__in=Alias.objects.filter(beginning).values("speaker"))


def outlets_like(words: str) -> Q:
    """Return the condition on outlets with a name or domain that holds the words."""
    return Q(name__icontains=words) | Q(domain__icontains=words)


def _stated(*more: Q, **conditions: Any) -> Q:
    return Q(Exists(Statement.objects.filter(*more, claim=OuterRef("pk"), **conditions)))


def _with_evidence(wanted: bool) -> Q:
    standing = Q(Exists(Evidence.objects.filter(assessment__claim=OuterRef("pk"), assessment__undone_by=None)))
    return standing if wanted else ~standing


def _about(value: str) -> Q:
    return Q(target_key__contains=fold(value))


def speaker_condition(value: int | str) -> Q:
    """Return the condition on claims of a speaker."""
    return Q(speaker__in=Speaker.objects.filter(speakers_named(value)))


def _outlet(value: int | str) -> Q:
    return _stated(revision__article__outlet__in=Outlet.objects.filter(outlets_named(value)))


def _article(pk: int) -> Q:
    """Return the condition on claims of an article; a syndicated copy has those of the article it repeats."""
    return _stated(revision__article__in=Article.objects.filter(Q(pk=pk) | Q(copies=pk)))


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of every list of claims. Undefined parameters are ignored; `form.errors` names bad values."""

    q = TermsFilter(lambda _: Q(), parse=parse_words, excludable=False)
    speaker = TermsFilter(speaker_condition, parse=parse_name)
    article = TermsFilter(_article, parse=parse_id)
    outlet = TermsFilter(_outlet, parse=parse_name)
    status = TermsFilter(lambda value: Q(status=value), parse=parse_choice(*Status.values))
    stance = TermsFilter(lambda value: Q(stance=value), parse=parse_choice(*Stance))
    type = TermsFilter(lambda value: _stated(type=value), parse=parse_choice(*QuotationType))
    since = TermsFilter(lambda at: Q(first_seen__gte=at), parse=parse_since, excludable=False)
    until = TermsFilter(lambda at: Q(first_seen__lte=at), parse=parse_until, excludable=False)
    has_rebuttal = TermsFilter(
        lambda wanted: Q(answer_count__gt=0) if wanted else Q(answer_count=0), parse=parse_flag, excludable=False
    )
    about = TermsFilter(_about)
    via = TermsFilter(lambda value: _stated(~Q(via=""), via__icontains=value))
    has_evidence = TermsFilter(_with_evidence, parse=parse_flag, excludable=False)
    mine = TermsFilter(lambda _: Q(), parse=parse_flag, excludable=False)
    ordering = TermsFilter(lambda _: Q(), parse=parse_choice(*ORDERINGS), excludable=False)

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply the filters; `q` by the full-text index, `mine` by who asks."""
        found = super().filter_queryset(queryset)
        for term in self.form.cleaned_data["q"]:
            found = found.filter(search=words_query(term.value)) if fold(term.value) else found
        for term in self.form.cleaned_data["mine"]:
            own = Q(Exists(Assessment.objects.filter(claim=OuterRef("pk"), editor_id=self.user.pk)))
            if self.user.pk:
                own |= Q(taken_by=self.user.pk)
            found = found.filter(own if term.value else ~own)
        return found


def words_query(words: str) -> SearchQuery:
    """Return the full-text query for words, "phrases", -exclusions and OR; no input is a syntax error."""
    return SearchQuery(fold_query(words), config="english", search_type="websearch")
