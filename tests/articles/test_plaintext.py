"""Pasted text to a title and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.furniture import is_furniture
from articles.plaintext import read_plain_text
from tests.articles.pages import HEADLINE, STORY


def test_a_headline_above_the_body_is_the_title() -> None:
    assert read_plain_text("\n\n".join([HEADLINE, *STORY])) == (HEADLINE, list(STORY))


def test_what_stands_around_the_story_is_no_part_of_it() -> None:
    raw = "\n".join(
        [
            "Next Story", "Skarvikpost", "", HEADLINE, "", "By Una Vik", "Updated 9 April 2025, 10:30 CET",
            "Send Push",
            STORY[0], "", "Also read: Herring prices fall", STORY[1], "", "Share on Facebook", "ADVERTISEMENT",
            STORY[2],
            "Loving Skarvikpost? Download the app now",
        ]
    )  # fmt: skip
    assert read_plain_text(raw) == (HEADLINE, list(STORY))


def test_a_given_title_is_not_repeated() -> None:
    raw = "\n\n".join(["Skarvikpost", "SKARVIK FERRY STOPS UNTIL THE ICE IS GONE", *STORY])
    assert read_plain_text(raw, title=HEADLINE) == (HEADLINE, list(STORY))


def test_a_text_without_a_headline_has_none() -> None:
    assert read_plain_text("\n\n".join(STORY)) == ("", list(STORY))


def test_one_line_is_no_headline() -> None:
    assert read_plain_text("Ida Lund said the ferry would stop") == ("", ["Ida Lund said the ferry would stop"])


def test_wrapped_lines_are_joined() -> None:
    words = " ".join(STORY[1:])
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert read_plain_text("\n".join([*lines, line]))[1] == [words]


@pytest.mark.parametrize("separator", ["\n\n", "\r\n\r\n", "\r\r", "\n", "\u2029", "\x85\x85", "\n \n"])
def test_paragraphs_are_found_whatever_ends_their_lines(separator: str) -> None:
    assert read_plain_text(separator.join(STORY))[1] == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Send Push", "Next Story", "Loving Skarvikpost? Download the app now", "Download the Skarvikpost app",
        "Subscribe to our newsletter", "Follow us on Facebook, X and WhatsApp", "Read more: Herring prices fall",
        "ADVERTISEMENT", "3 min read", "Share", "Facebook Twitter WhatsApp",
        "Sign up for the Harbour Letter newsletter",
        "(Photo: Una Vik)", "Smoke over the quay (AP Photo/Una Vik)", "Tags: ferry, ice", "* * *",
    ],
)  # fmt: skip
def test_lines_of_the_page_are_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "“Download the app now,” Lund told the crews.", "Share prices fell by a third, Rask said.",
        "By Monday the ice had reached the quay.", "Subscribe to that view, Lund said, and you close the harbour.",
        "Loving the sea is no excuse, she said.", "The next story he told was shorter.", "Follow the money, Rask said.",
        "He told the board to read more: the contract has forty pages.", "Advertisement revenue fell, the paper said.",
        "Home is where the ice is.", "The patient file (ePA) was lost", "Lund said no.",
    ],
)  # fmt: skip
def test_sentences_that_hold_the_same_words_stay(line: str) -> None:
    assert not is_furniture(line)


@given(st.text(max_size=400))
def test_any_text_becomes_paragraphs_of_one_line(raw: str) -> None:
    title, paragraphs = read_plain_text(raw)
    assert all(line.strip() and "\n" not in line for line in paragraphs)
    assert "\n" not in title
