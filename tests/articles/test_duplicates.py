"""One article per address and per text; changed pages; copies."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from pytest_httpserver import HTTPServer

from articles import ingestion
from articles.models import Article, Revision, Stage
from articles.submitting import Submission
from tests.articles.conftest import Take
from tests.articles.pages import HEADLINE, STORY, page
from tests.articles.taking import NOW, newest, outlet_of

TEXT = "\n\n".join([HEADLINE, *STORY])


def test_a_text_becomes_a_revision_that_begins_with_its_title(take_in: Take) -> None:
    row = take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    article = row.article
    assert row.stage == Stage.DONE
    assert (article.title, newest(article).text, newest(article).number) == (HEADLINE, TEXT, 1)
    assert (outlet_of(article).name, article.language, row.revision) == ("Skarvik Post", "en", article.latest)


def test_the_same_text_again_is_the_first_article(take_in: Take) -> None:
    first = take_in(Submission(text=TEXT))
    for same in (TEXT, TEXT.replace("\n", "\r\n"), f"  {TEXT}\n\n"):
        again = ingestion.submit(Submission(text=same), user=None, now=NOW)
        assert (again.article, again.ingestion, again.created) == (first.article, first, False)
    assert Article.objects.count() == 1


def test_the_same_text_of_another_outlet_is_a_copy(take_in: Take) -> None:
    first = take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    copy = take_in(Submission(text=TEXT, outlet="Norland Courier"))
    assert copy.stage == Stage.DONE
    assert (copy.article.duplicate_of, copy.article.latest, copy.revision) == (first.article, None, None)
    assert outlet_of(copy.article).name == "Norland Courier"


def test_the_same_text_at_another_address_is_a_copy(take_in: Take) -> None:
    first = take_in(Submission(text=TEXT, source_url="https://skarvik-post.org/a"))
    copy = take_in(Submission(text=TEXT, source_url="https://norland-courier.org/b"))
    assert copy.article.duplicate_of == first.article
    third = take_in(Submission(html=page(), source_url="https://third.org/c"))
    assert third.article.duplicate_of == first.article


@pytest.mark.parametrize("said", ["pasted", "as a page"])
def test_the_same_text_under_another_headline_is_a_copy(take_in: Take, said: str) -> None:
    first = take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    headline = "No ferry to Skarvik this winter"
    body = "\n\n".join(STORY).replace("“", '"').replace("”", '"')
    if said == "pasted":
        copy = take_in(Submission(text=body, title=headline, outlet="Norland Courier"))
    else:
        copy = take_in(Submission(html=page(title=headline), source_url="https://norland-courier.org/b"))
    assert (copy.article.duplicate_of, copy.article.latest) == (first.article, None)
    assert copy.article.title == headline


def test_the_same_few_words_under_another_headline_are_another_story(take_in: Take) -> None:
    first = take_in(Submission(text="Ida Lund said the ferry had stopped.", title="Ferry stops"))
    other = take_in(Submission(text="Ida Lund said the ferry had stopped.", title="Lund speaks", outlet="Post"))
    assert other.article.duplicate_of is None
    assert (first.article.latest, other.article.latest) != (None, None)


def test_the_same_headline_above_other_words_is_another_story(take_in: Take) -> None:
    take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    other = "\n\n".join([HEADLINE, *STORY, "The harbour board meets on Friday."])
    assert take_in(Submission(text=other, outlet="Norland Courier")).article.duplicate_of is None


def test_a_failed_address_is_retried_when_it_comes_again(take_in: Take, site: HTTPServer) -> None:
    site.expect_ordered_request("/robots.txt").respond_with_data("", 404)
    site.expect_ordered_request("/ferry").respond_with_data("", 404)
    failed = take_in(Submission(url=site.url_for("/ferry")))
    assert (failed.stage, failed.error_code) == (Stage.FAILED, "page_not_found")
    site.clear()
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html")
    again = take_in(Submission(url=site.url_for("/ferry")))
    assert (again.pk, again.article, again.stage) == (failed.pk, failed.article, Stage.DONE)


def test_an_address_that_is_still_on_its_way_is_not_fetched_twice(take_in: Take) -> None:
    one = ingestion.submit(Submission(url="https://skarvik-post.org/a"), user=None, now=NOW)
    two = ingestion.submit(Submission(url="https://SKARVIK-POST.org:443/a?utm_medium=x#y"), user=None, now=NOW)
    assert (two.ingestion, two.created) == (one.ingestion, False)


def test_a_changed_page_is_a_new_revision_of_the_same_article(take_in: Take, site: HTTPServer) -> None:
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html")
    first = take_in(Submission(url=site.url_for("/ferry")))
    site.clear()
    site.expect_request("/ferry").respond_with_data(
        page(*STORY, "Lund has resigned, she said."), content_type="text/html"
    )
    second = take_in(Submission(url=site.url_for("/ferry")))
    assert second.article == first.article
    assert [revision.number for revision in first.article.revisions.order_by("number")] == [1, 2]
    assert newest(second.article).text.endswith("Lund has resigned, she said.")


def test_an_unchanged_page_adds_nothing(take_in: Take, site: HTTPServer) -> None:
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html")
    rows = [take_in(Submission(url=site.url_for("/ferry"))) for _ in range(2)]
    assert rows[0].article == rows[1].article
    assert rows[0].article.revisions.count() == 1


def test_two_addresses_of_one_canonical_page_are_one_story(take_in: Take) -> None:
    head = '<link rel="canonical" href="https://skarvik-post.org/ferry">'
    first = take_in(Submission(html=page(head=head), source_url="https://skarvik-post.org/ferry?from=home"))
    assert first.article.url == "https://skarvik-post.org/ferry"
    other = page(*STORY, "The page counts its readers: 47 so far this morning.", head=head)
    second = take_in(Submission(html=other, source_url="https://m.skarvik-post.org/ferry?from=mail"))
    assert second.article.duplicate_of == first.article
    known = ingestion.submit(Submission(url="https://skarvik-post.org/ferry?from=home"), user=None, now=NOW)
    assert known.article == first.article


def test_a_copy_that_changes_becomes_a_story_of_its_own(take_in: Take) -> None:
    take_in(Submission(text=TEXT, source_url="https://skarvik-post.org/a"))
    copy = take_in(Submission(text=TEXT, source_url="https://norland-courier.org/b"))
    changed = take_in(Submission(text=f"{TEXT}\n\nRask said no more.", source_url="https://norland-courier.org/b"))
    copy.article.refresh_from_db()
    assert changed.article == copy.article
    assert (copy.article.duplicate_of, newest(copy.article).number) == (None, 1)


def test_an_outlet_is_known_by_name_and_by_host(take_in: Take) -> None:
    named = take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    head = '<meta property="og:site_name" content="Skarvik Post">'
    one = page("Rask said one thing about the ferry.", *STORY, head=head)
    hosted = take_in(Submission(html=one, source_url="https://www.skarvik-post.org/1"))
    again = take_in(Submission(html=page(*STORY, "Lund said another."), source_url="https://skarvik-post.org/2"))
    assert named.article.outlet == hosted.article.outlet == again.article.outlet
    assert outlet_of(again.article).domain == "skarvik-post.org"


def test_cleaning_twice_changes_nothing(take_in: Take) -> None:
    from articles.cleaning import clean_page

    row = take_in(Submission(text=TEXT))
    before = list(Article.objects.values()), row.article.revisions.count()
    clean_page(row)
    assert (list(Article.objects.values()), row.article.revisions.count()) == before


def test_revisions_of_before_are_hashed_like_new_ones(take_in: Take) -> None:
    article = take_in(Submission(text=TEXT)).article
    short = take_in(Submission(text="Rask said no more."))
    hashed = newest(article).body_sha256
    assert hashed
    Revision.objects.update(body_sha256="")
    import_module("articles.migrations.0005_hash_bodies").hash_bodies(apps, None)
    assert newest(Article.objects.get(pk=article.pk)).body_sha256 == hashed
    assert newest(Article.objects.get(pk=short.article_id)).body_sha256 == ""
