"""The reader: marks, rail, revisions and what changed between them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from claims.changes import Paragraph, changes
from claims.drift import Change, Piece
from claims.extraction.values import Stance
from claims.models import Statement
from claims.recording import record
from tests.claims.stories import NOW, Said, person, publish, read
from tests.claims.test_pages import queries, text_of
from tests.factories import record_story

pytestmark = pytest.mark.django_db
LARGEST_PAGE = 80_000


def revised(*texts: list[Said]) -> Article:
    """Record revisions of one article that consist of these sayings."""
    article: Article | None = None
    for sayings in texts:
        extraction = read(sayings)
        revision = publish(extraction.text, article=article)
        article = revision.article
        record(revision, extraction, now=NOW)
    assert article is not None
    return article


def said(name: str, content: str, **more: Any) -> Said:
    return Said(person(name), content, **more)


SAFE = said("Ida Lund", "the bridge across the river was safe")
LATE = said("Tom Reyes", "the ferry to the island was late")
DRY = said("Ann Mori", "the tunnel under the hill was dry")


def numbers_in(page: str) -> list[str]:
    return re.findall(r'<a class="no[^>]* data-number="(\d+)"', page)


def test_the_rail_lists_all_statements_in_text_order(client: Client) -> None:
    article = revised([SAFE, LATE, DRY])
    page = client.get(article.get_absolute_url()).content.decode()
    assert re.findall(r'data-entry="(\d+)"', page) == numbers_in(page) == ["1", "2", "3"]
    assert "Statement 1: Ida Lund says, unverified" in page


def test_a_speaker_narrows_text_and_rail(client: Client) -> None:
    article = revised([SAFE, LATE, DRY])
    speaker = Statement.objects.get(number=2).claim.speaker_id
    page = client.get(f"{article.get_absolute_url()}?speaker={speaker}").content.decode()
    assert numbers_in(page) == ["2"]
    assert re.findall(r'data-entry="(\d+)"', page) == ["2"]


def test_answers_alone_can_be_marked(client: Client) -> None:
    denial = said("Tom Reyes", "any crack", cue="denied", stance=Stance.DENIAL, answers=0)
    article = revised([said("Ida Lund", "the bridge had cracks", stance=Stance.ACCUSATION), denial, DRY])
    page = client.get(f"{article.get_absolute_url()}?marks=answers").content.decode()
    assert numbers_in(page) == ["1", "2"]


def test_without_marks_only_the_selected_statement_is_drawn(client: Client) -> None:
    article = revised([SAFE, LATE])
    one = Statement.objects.get(number=2)
    assert numbers_in(client.get(f"{article.get_absolute_url()}?marks=none").content.decode()) == []
    page = client.get(f"{article.get_absolute_url()}?marks=none&statement={one.pk}").content.decode()
    assert numbers_in(page) == ["2"]
    assert re.findall(r'data-entry="(\d+)"', page) == ["1", "2"]


def test_the_steps_lead_to_the_statements_before_and_after(client: Client) -> None:
    article = revised([SAFE, LATE, DRY])
    one = Statement.objects.get(number=2)
    page = client.get(f"{article.get_absolute_url()}?statement={one.pk}").content.decode()
    steps = dict(re.findall(r'href="\?statement=\d+#statement-(\d)" data-key="(\w)"', page))
    assert steps == {"1": "k", "3": "j"}


def test_what_is_no_longer_in_the_text_is_listed_with_its_revision(client: Client) -> None:
    article = revised([SAFE, LATE], [SAFE, DRY])
    page = text_of(client.get(article.get_absolute_url()))
    assert "revision 2 of 2 what changed" in page
    assert re.search(r"No longer in the text \(1\) Tom Reyes says the ferry to the island was late revision 1", page)


def test_an_earlier_revision_is_shown_with_its_own_statements(client: Client) -> None:
    article = revised([SAFE, LATE], [SAFE, DRY])
    page = text_of(client.get(f"{article.get_absolute_url()}revisions/1/"))
    assert "This is an earlier text" in page
    assert "the ferry to the island was late" in page
    assert "the tunnel under the hill was dry" not in page
    assert client.get(f"{article.get_absolute_url()}revisions/3/").status_code == 404


def test_a_statement_of_an_earlier_revision_leads_to_it(client: Client) -> None:
    article = revised([SAFE, LATE], [SAFE])
    gone = Statement.objects.get(text=LATE.content)
    answer = client.get(f"/statements/{gone.pk}/")
    assert answer["Location"].startswith(f"{article.get_absolute_url()}revisions/1/?statement={gone.pk}#statement-")


def test_what_changed_is_shown_by_word_with_the_claims_that_left_and_came(client: Client) -> None:
    article = revised([SAFE, LATE], [SAFE, DRY])
    answer = client.get(f"{article.get_absolute_url()}revisions/1..2/")
    assert "<del>Tom Reyes</del> <ins>Ann Mori</ins> " in answer.content.decode()
    page = text_of(answer)
    assert "1 paragraph the same" in page
    assert "No longer in the text (1)" in page
    assert "New in the text (1)" in page
    assert "1 statement stands in both" in page
    assert client.get(f"/articles/{article.pk}-x/revisions/1..2/").status_code == 301


def test_the_pages_of_a_revision_cost_as_many_queries_for_many_statements_as_for_few(client: Client) -> None:
    many = [said(f"Ida Lund{n}", f"the bridge number {n} across the river was safe") for n in range(20)]
    short, long = revised([SAFE, LATE], [SAFE]), revised(many, many[:4])
    for below in ("", "revisions/1/", "revisions/1..2/"):
        counts = [queries(client, f"{article.get_absolute_url()}{below}") for article in (short, long)]
        assert counts[0] == counts[1], below


def test_changes_count_what_stayed_and_pair_what_was_reworded() -> None:
    assert changes("One.\n\nIt was late.\n\nGone.", "One.\n\nIt was very late.") == [
        Paragraph(same=1),
        Paragraph((Piece(Change.SAME, "It was "), Piece(Change.NEW, "very "), Piece(Change.SAME, "late."))),
        Paragraph((Piece(Change.GONE, "Gone."),)),
    ]


def test_one_word_of_a_long_paragraph_is_found() -> None:
    words = " ".join(f"the {word} of the {word}s" for word in map(str, range(200)))
    (found,) = changes(words, words.replace("the 90 of", "the 91 of"))
    assert [(piece.change, piece.words.strip()) for piece in found.pieces if piece.change is not Change.SAME] == [
        (Change.GONE, "90"),
        (Change.NEW, "91"),
    ]


def test_texts_that_changed_all_over_are_shown_without_detail() -> None:
    before, after = ("\n\n".join(f"{word} {n} " * 400 for n in range(60)) for word in ("old", "new"))
    found = changes(before, after)
    assert found[0].pieces[1].words.startswith("new")
    assert [piece.change for piece in found[-1].pieces] == [Change.GONE, Change.NEW]


def test_an_article_of_a_thousand_words_with_thirty_statements_is_a_small_page(client: Client) -> None:
    words = " ".join(f"word{n % 10}" for n in range(30))
    sayings = [said(f"Ida Lund{n}", f"bridge {n} {words}", role="Mayor of the town") for n in range(30)]
    article = record_story(sayings)[0].revision.article
    page = client.get(article.get_absolute_url())
    assert len(page.context["entries"]) == 30
    assert len(page.content) <= LARGEST_PAGE
