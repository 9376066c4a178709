"""The addresses of all pages, by what they show and who may see them."""

from __future__ import annotations

from tests.browser.visiting import ask
from tests.stack import Stack

CORRECTIONS = ("speaker", "stance", "sentence", "words", "answer", "merge", "split", "hide")
DESCRIPTIONS = ("describe", "alias", "office", "merge", "split")
WAYS = ("addresses", "paste", "files", "feed")
ACCOUNT = {
    "account": "/account/",
    "account, tokens": "/account/tokens/",
    "account, preferences": "/account/preferences/",
    "account, security": "/account/security/",
}
QUEUES = ("new", "suggested", "second", "speakers", "mine")


def for_all(stack: Stack) -> dict[str, str]:
    """Return the pages that anyone may see."""
    claim = ask(stack, "/api/v1/claims/?has_rebuttal=true&ordering=-answers")["results"][0]
    statement = claim["statements"][0]
    article, speaker, dispute = (
        f"/articles/{statement['article']}",
        f"/speakers/{claim['speaker']['id']}",
        f"/disputes/{claim['dispute']}",
    )
    return {
        "overview": "/",
        "claims": "/claims/",
        "claims, compact": "/claims/?view=compact",
        "claims, filtered": "/claims/?q=speeker:a+minister&status=-false&since=2025-01-01",
        "claims, none": "/claims/?q=zebra&stance=call",
        "claim": claim["url"],
        **{f"claim, {name}": f"{claim['url']}{name}/" for name in ("history", "compare", "cite", "embed")},
        "article": f"{article}/",
        "article, selected": f"/statements/{statement['id']}/",
        "article, answers": f"{article}/?marks=answers",
        "article, revision": f"{article}-x/revisions/1/",
        "articles": "/articles/",
        "speakers": "/speakers/",
        **{f"speaker, {tab}": f"{speaker}/?tab={tab}" for tab in ("claims", "given", "received", "disputes", "record")},
        "disputes": "/disputes/",
        **{f"dispute, {view}": f"{dispute}/?view={view}" for view in ("thread", "timeline", "graph", "coverage")},
        "network": "/network/",
        "timeline": "/timeline/?by=month",
        "outlets": "/outlets/",
        "outlet": "/outlets/1/",
        "quality": "/about/quality/",
        "licence": "/about/licence/",
        "help: searching": "/help/search/",
        "help: keys": "/help/keys/",
        "help: statuses": "/help/statuses/",
        "API": "/api/docs/",
        "API, reference": "/api/docs/reference/",
        "sign in": "/login/?next=/ingest/",
        "nothing": "/nowhere/",
    }


def for_analysts(stack: Stack) -> dict[str, str]:
    """Return the pages of those who are signed in and decide nothing, and those that show them more."""
    pages = for_all(stack)
    both = ("overview", "claims", "claim", "article", "speaker, claims", "dispute, thread", "outlet")
    return {
        **{name: pages[name] for name in both},
        "saved searches": "/saved/",
        "saving a search": "/saved/new/?q=bridge&status=-false",
        **ACCOUNT,
        "refused": "/ingest/",
    }


def for_editors(stack: Stack) -> dict[str, str]:
    """Return the pages that only editors see, and those that show them more."""
    pages = for_all(stack)
    claim, speaker = pages["claim"], pages["speaker, claims"].partition("/?")[0]
    both = ("overview", "claims", "claims, compact", "claim", "article", "speaker, claims", "dispute, thread")
    return {
        **{f"{name}, editor": pages[name] for name in both},
        "assess": f"{claim}assess/",
        "new statement": f"{pages['article'].rstrip('/')}-x/mark/",
        **{f"claim, {what}": f"{claim}edit/{what}/" for what in CORRECTIONS},
        **{f"speaker, {what}": f"{speaker}-x/edit/{what}/" for what in DESCRIPTIONS},
        **{f"review, {queue}": f"/review/?queue={queue}" for queue in QUEUES},
        "ingest": "/ingest/",
        **{f"ingest, {way}": f"/ingest/{way}/" for way in WAYS},
        "feeds": "/feeds/",
        "activity": "/activity/",
        "saved searches": "/saved/",
        "bulk": f"/claims/bulk/?claim={claim.split('/')[-2].split('-')[0]}",
        **ACCOUNT,
        **{f"outlet, {what}": f"/outlets/1-x/edit/{what}/" for what in ("describe", "merge")},
        "saving a search": "/saved/new/?q=bridge&status=-false",
        "status of the installation": "/admin/status/",
    }
