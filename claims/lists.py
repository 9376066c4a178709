"""The lists of speakers, articles, disputes and outlets: what they are narrowed and ordered by, for pages and API."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from articles.models import ARTICLE_ORDERS, Article, Outlet, OutletKind, Stage, outlets_named
from claims import search
from claims.extraction.values import SpeakerKind
from claims.filters import (
    outlets_like,
    parse_choice,
    parse_name,
    parse_since,
    parse_until,
    parse_words,
    speaker_condition,
    speakers_named,
    words_query,
)
from claims.folding import fold_name
from claims.listing import Listing, Narrowing
from claims.models import Claim, Rebuttal, RebuttalState, Role, Speaker, Statement
from claims.summaries import with_totals

MOST_ROLES = 3

SPEAKERS = Listing(
    "speakers",
    "speaker",
    {
        "q": Narrowing("name", str, lambda words: Q(pk__in=_named(words).values("pk")), excludable=False),
        "kind": Narrowing(
            "Kind",
            parse_choice(*SpeakerKind),
            lambda kind: Q(kind=kind),
            choices=tuple((kind.value, kind.value.capitalize()) for kind in SpeakerKind),
        ),
    },
    {
        "-claims": ("most claims", ("-claim_total", "-id")),
        "-answered": ("most contradicted", ("-answered_total", "-id")),
        "-seen": ("last seen", ("-seen_at", "-id")),
        "name": ("name", ("key", "id")),
    },
    dated="seen_at",
    api="has_claims=true",
)


def _named(words: str) -> QuerySet[Speaker]:
    key = fold_name(words)
    named = Q(key__contains=key) | Q(aliases__key__startswith=key) | speakers_named(words)
    return Speaker.objects.filter(named) if key else Speaker.objects.all()


def with_roles(found: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """Add the numbers of claims, and the latest offices."""
    roles = Role.objects.order_by("-last_seen", "pk")
    return with_totals(found).prefetch_related(Prefetch("roles", roles[:MOST_ROLES], to_attr="shown_roles"))


ARTICLES = Listing(
    "articles",
    "article",
    {
        "q": Narrowing("title", str, lambda words: Q(title__icontains=words), excludable=False),
        "stage": Narrowing(
            "Stage",
            parse_choice(*Stage.values),
            lambda stage: Q(stage=stage),
            choices=tuple((value, word.capitalize()) for value, word in Stage.choices),
        ),
        "outlet": Narrowing(
            "Outlet",
            parse_name,
            lambda value: Q(outlet__in=Outlet.objects.filter(outlets_named(value))),
            of=search.OUTLETS,
        ),
        "since": Narrowing("since", parse_since, lambda at: Q(known_at__gte=at), excludable=False),
        "until": Narrowing("until", parse_until, lambda at: Q(known_at__lte=at), excludable=False),
    },
    {
        "-created": ("latest to come in", ARTICLE_ORDERS["-created"]),
        "-published": ("latest published", ARTICLE_ORDERS["-published"]),
        "published": ("first published", ARTICLE_ORDERS["published"]),
        "title": ("title", ARTICLE_ORDERS["title"]),
    },
    api="failed=true",
)


def with_counts(articles: Any) -> Any:
    """Add the outlet, and the numbers of statements and links in the latest revision."""
    statements = Statement.objects.filter(revision=OuterRef("latest"), claim__hidden_at=None)
    links = Rebuttal.objects.filter(answer__statements__revision=OuterRef("latest")).exclude(
        state=RebuttalState.REJECTED
    )
    return articles.select_related("outlet", "duplicate_of").annotate(
        statement_total=count_of(statements, "pk"), link_total=count_of(links, "pk")
    )


def count_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """Return the number of different values in a column of a correlated query."""
    grouped = rows.order_by().values(one=F("pk") * 0).annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


DISPUTES = Listing(
    "disputes",
    "dispute",
    {
        "q": Narrowing("words", parse_words, lambda words: _of_claims(Q(search=words_query(words))), excludable=False),
        "speaker": Narrowing("speaker", parse_name, lambda value: _of_claims(speaker_condition(value))),
        "since": Narrowing("since", parse_since, lambda at: Q(moved_at__gte=at), excludable=False),
        "until": Narrowing("until", parse_until, lambda at: Q(moved_at__lte=at), excludable=False),
    },
    {
        "-claims": ("largest", ("-claim_total", "-id")),
        "-moved": ("latest answer", ("-moved_at", "-id")),
        "-answers": ("most answers", ("-answer_total", "-id")),
    },
    dated="moved_at",
)


def _of_claims(condition: Q) -> Q:
    return Q(pk__in=Claim.objects.shown().filter(condition, dispute__isnull=False).values("dispute"))


OUTLETS = Listing(
    "outlets",
    "outlet",
    {
        "q": Narrowing("name", str, outlets_like, excludable=False),
        "kind": Narrowing(
            "Kind",
            parse_choice(*OutletKind.values),
            lambda kind: Q(kind=kind),
            choices=tuple((value, word.capitalize()) for value, word in OutletKind.choices),
        ),
    },
    {
        "name": ("name", ("name", "id")),
        "-claims": ("most claims", ("-claim_total", "-id")),
        "-articles": ("most articles", ("-article_total", "-id")),
    },
)


def with_outlet_totals(outlets: QuerySet[Outlet]) -> QuerySet[Outlet]:
    """Add the numbers of articles and claims; the claims of all outlets are counted at once, and looked up by row."""
    articles = Article.objects.filter(outlet=OuterRef("pk"), withdrawn_at=None)
    claims = search.claims_by("revision__article__outlet", Statement.objects.filter(claim__in=Claim.objects.shown()))
    number = Func(
        Value({str(outlet): total for outlet, total in claims.items()}, JSONField()),
        Cast("pk", TextField()),
        function="jsonb_extract_path_text",
        output_field=TextField(),
    )
    return outlets.annotate(
        article_total=count_of(articles, "pk"), claim_total=Coalesce(Cast(number, IntegerField()), 0)
    )
