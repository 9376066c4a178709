"""What an editor may mean: speakers and claims to choose from, found by words or by nearness."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.contrib.auth.models import User
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, QuerySet
from django.http import QueryDict

from claims.cards import Card, cards, with_cards
from claims.filters import speakers_named
from claims.folding import fold, fold_name
from claims.models import Claim, Speaker, Statement, Status
from claims.propositions import telling_words
from claims.search import find_claims
from claims.wording import act_of, called

MOST = 10
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to choose: its number, its words, and what tells it from others."""

    number: int
    words: str
    more: str = ""


def speakers_for(claim: Claim, words: str) -> list[Candidate]:
    """Return speakers whose names hold the words; without words, those of the claim's articles."""
    if words:
        return _speakers(_named(words).exclude(pk=claim.speaker_id))
    articles = Statement.objects.filter(claim=claim).values("revision")
    beside = Speaker.objects.current().filter(claims__statements__revision__in=articles)
    return _speakers(beside.exclude(pk=claim.speaker_id))


def speakers_called(words: str, *, but: Speaker) -> list[Candidate]:
    """Return speakers whose names hold the words, those with the most claims first."""
    return _speakers(_named(words).exclude(pk=but.pk))


def _named(words: str) -> QuerySet[Speaker]:
    speakers = Speaker.objects.current()
    known = speakers.filter(pk__in=Speaker.objects.filter(speakers_named(words)).values("pk"))
    return known | speakers.filter(key__contains=fold_name(words) or words)


def _speakers(found: QuerySet[Speaker]) -> list[Candidate]:
    counted = found.distinct().annotate(total=Count("claims")).order_by("-total", "pk").prefetch_related("roles")
    return [
        Candidate(s.pk, called(s), ", ".join([s.kind, *(role.title for role in list(s.roles.all())[:2])]))
        for s in counted[:MOST]
    ]


def claims_like(claim: Claim, words: str, *, user: User) -> list[Candidate]:
    """Return claims found by search words; without words, those near it by wording, then those of its articles."""
    shown = Claim.objects.shown().exclude(pk=claim.pk)
    if words:
        params = QueryDict(mutable=True)
        params["q"] = words
        return _lines(list(find_claims(params, user=user).exclude(pk=claim.pk).values_list("pk", flat=True)[:MOST]))
    near = list(alike(claim, shown).values_list("pk", flat=True)[:MOST])
    beside = shown.filter(statements__revision__in=claim.statements.values("revision")).distinct().exclude(pk__in=near)
    return _lines([*near, *beside.order_by("first_seen", "pk").values_list("pk", flat=True)[: MOST - len(near)]])


def same_claims(claim: Claim, words: str) -> list[Candidate]:
    """Return other claims of the same speaker: those that hold the words, or the most alike."""
    own = Claim.objects.shown().filter(speaker=claim.speaker_id).exclude(pk=claim.pk)
    if words:
        found = own.filter(search_text__contains=fold(words)).order_by("-first_seen", "-pk")
        return _lines(list(found.values_list("pk", flat=True)[:MOST]))
    near = list(alike(claim, own).values_list("pk", flat=True)[:MOST])
    rest = own.exclude(pk__in=near).order_by("-first_seen", "-pk").values_list("pk", flat=True)
    return _lines([*near, *rest[: MOST - len(near)]])


def similar_assessed(claim: Claim, *, most: int = 3) -> list[Claim]:
    """Return claims of alike wording that have a verdict, the most alike first."""
    verdicts = [status for status in Status.values if Status(status).is_verdict]
    return list(alike(claim, Claim.objects.shown().filter(status__in=verdicts).exclude(pk=claim.pk))[:most])


def alike(claim: Claim, among: QuerySet[Claim]) -> QuerySet[Claim]:
    """Return claims that share two telling words with one, the most alike first."""
    words = sorted(set(telling_words(fold(f"{claim.text} {claim.target}"))), key=lambda w: (-len(w), w))[:_WORDS]
    if len(words) < 2:
        return among.none()
    pairs = " | ".join(f"({one} & {other})" for one, other in combinations(words, 2))
    query = SearchQuery(pairs, config="english", search_type="raw")
    return among.filter(search=query).order_by(SearchRank(F("search"), query).desc(), "pk").select_related("speaker")


def _lines(numbers: list[int]) -> list[Candidate]:
    """Return claims as candidates, in the order of their numbers. Three queries."""
    found = {card.claim.pk: card for card in cards(with_cards(Claim.objects.filter(pk__in=numbers)))}
    return [_line(found[number]) for number in numbers if number in found]


def _line(card: Card) -> Candidate:
    claim = card.claim
    act = act_of(claim, card.first)
    more = f"{claim.first_seen:%-d %B %Y}, {Status(claim.status).label}"
    return Candidate(claim.pk, f"{called(claim.speaker)} {act}: {claim.text}", more)
