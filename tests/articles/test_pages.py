"""HTML to the story in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pages import UnreadablePage, read_page
from tests.articles.pages import HEADLINE, STORY, page
from tests.articles.taking import NOW

ADDRESS = "https://www.skarvik-post.org/ferry"


def test_a_page_gives_headline_and_paragraphs() -> None:
    read = read_page(page(), address=ADDRESS, title="", now=NOW)
    assert read.title == HEADLINE
    assert list(read.paragraphs) == list(STORY)
    assert read.text == "\n\n".join([HEADLINE, *STORY])


def test_what_the_page_hides_is_no_part_of_the_story() -> None:
    hidden = (
        "<!-- <p>Lund said one.</p> --><template><p>Lund said two.</p></template><p hidden>Lund said three.</p>"
        '<p style="Display: None">Lund said four.</p><noscript><p>Lund said five.</p></noscript>'
        '<span class="x sr-only">Lund said six.</span><div style="visibility:hidden"><p>Lund said seven.</p></div>'
    )
    read = read_page(page(STORY[0], hidden + STORY[1], STORY[2]), address=ADDRESS, title="", now=NOW)
    assert list(read.paragraphs) == list(STORY)


def test_furniture_between_the_paragraphs_goes() -> None:
    paragraphs = (
        STORY[0],
        "Send Push",
        STORY[1],
        "Also read: Herring prices fall",
        STORY[2],
        "Subscribe to our newsletter",
    )
    assert list(read_page(page(*paragraphs), address=ADDRESS, title="", now=NOW).paragraphs) == list(STORY)


def test_entities_are_decoded_once() -> None:
    typed = "The manual says &amp;lt;b&amp;gt; must be typed, Lund said; ice &amp; wind decide the rest of the plan."
    read = read_page(page(*STORY, typed), address=ADDRESS, title="", now=NOW)
    assert "&lt;b&gt; must be typed, Lund said; ice & wind" in read.text


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("2026-04-08T09:30:00+02:00", datetime(2026, 4, 8, 7, 30, tzinfo=UTC)),
        ("2026-04-08", datetime(2026, 4, 8, tzinfo=UTC)),
        ("99999-13-45T99:99:99", None),
        ("0000-00-00T00:00:00Z", None),
        ("2099-01-01T00:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_a_date_is_believed_if_it_can_be(stamp: str, published: datetime | None) -> None:
    head = f'<meta property="article:published_time" content="{stamp}">'
    assert read_page(page(head=head), address=ADDRESS, title="", now=NOW).published_at == published


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://skarvik-post.org/ferry-stops?utm_source=a", "https://skarvik-post.org/ferry-stops"),
        ("https://elsewhere.org/ferry", ""),
        ("http://169.254.169.254/latest/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_canonical_address_is_believed_on_its_own_host_only(href: str, address: str) -> None:
    head = f'<link rel="canonical" href="{href}">'
    assert read_page(page(head=head), address=ADDRESS, title="", now=NOW).address == address


def test_metadata_of_wrong_types_costs_only_the_metadata() -> None:
    head = (
        '<script type="application/ld+json">{"@type":["NewsArticle",null,7],"author":[{"name":{"x":1}},null],'
        '"datePublished":[1],"headline":{"@value":7}}</script><script type="application/ld+json">{"a":</script>'
    )
    assert list(read_page(page(head=head), address=ADDRESS, title="", now=NOW).paragraphs) == list(STORY)


def test_outlet_and_title_keep_their_characters() -> None:
    head = '<meta property="og:site_name" content="&lt;b&gt;Skarvik&lt;/b&gt; Post">'
    read = read_page(page(title="Ferry &lt;i&gt;stops&lt;/i&gt; for winter", head=head), address="", title="", now=NOW)
    assert (read.title, read.outlet) == ("Ferry <i>stops</i> for winter", "<b>Skarvik</b> Post")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 300 + "<p>ice</p>",
        "<p>ice</p>" * 50_001,
        "<p " + " ".join(f"a{number}=x" for number in range(600)) + ">ice</p>",
        "<p " + "a='>' " * 600 + ">ice</p>",
    ],
)
def test_markup_that_would_take_too_long_is_refused(markup: str) -> None:
    with pytest.raises(UnreadablePage) as error:
        read_page(f"<html><body>{markup}</body></html>", address="", title="", now=NOW)
    assert error.value.code == "too_complex"


def test_scripts_and_comments_have_no_attributes() -> None:
    busy = "<script>" + "if (a<b && c>d) x=1; " * 800 + "</script><!-- " + "<a b c d " * 600 + "-->"
    assert list(read_page(page(after=busy), address="", title="", now=NOW).paragraphs) == list(STORY)


@given(st.text(alphabet="<>/=!-\"' abpdivtmlscript&;#x0", max_size=300))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        read_page(f"<html><body>{markup}</body></html>", address="", title="", now=NOW)
    except UnreadablePage as error:
        assert error.code in ("too_complex", "not_html")  # noqa: PT017  (refusing is one of two right outcomes)
