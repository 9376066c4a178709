"""Bytes to characters."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.decoding import NotText, decode_html, decode_text, unify


def test_a_byte_order_mark_wins_over_what_the_page_says() -> None:
    page = '<meta charset="iso-8859-1"><p>Skärvik – “Eis”</p>'
    assert decode_html(page.encode("utf-16"), "text/html; charset=latin-1") == page


def test_windows_1252_that_calls_itself_utf_8_is_read_as_what_it_is() -> None:
    assert decode_html("<meta charset=utf-8><p>“Café”</p>".encode("cp1252")).endswith("<p>“Café”</p>")


def test_the_header_wins_over_the_page() -> None:
    assert decode_html("<meta charset=utf-8>Лёд".encode("koi8-r"), "text/html; charset=KOI8-R").endswith("Лёд")


@pytest.mark.parametrize("charset", ["utf-7", "hex", "rot13", "undefined", "idna", "no-such-thing"])
def test_a_charset_of_no_browser_is_not_used(charset: str) -> None:
    assert decode_html(f"<meta charset={charset}>ice".encode()).endswith("ice")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"%PDF-1.7 ...", "not_text"),
        (b"\x89PNG\r\n\x1a\n", "not_text"),
        (b"PK\x03\x04stories", "not_text"),
        (bytes(range(256)) * 3, "not_text"),
        (b"The ferry\0 stops.", "control_character"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(body: bytes, code: str) -> None:
    for decode in (decode_text, decode_html):
        with pytest.raises(NotText) as error:
            decode(body)
        if decode is decode_html or body != bytes(range(256)) * 3:
            assert error.value.code == code


def test_text_that_is_not_utf_8_is_refused_with_the_place_of_the_fault() -> None:
    with pytest.raises(NotText, match=r"byte 4") as error:
        decode_text(b"ice\xff")
    assert error.value.code == "invalid_utf8"


def test_nul_is_named_with_its_line() -> None:
    with pytest.raises(NotText, match=r"Character 6 \(line 2\)"):
        decode_text(b"ice\nA\0")


def test_directional_marks_stay_and_controls_go() -> None:
    assert unify("\ufeffa\x07b\u202ec\r\nd\u2028e\u2029f\x0bg") == "ab\u202ec\nd\ne\n\nf\ng"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_are_refused(body: bytes) -> None:
    for decode in (decode_text, decode_html):
        with suppress(NotText):
            assert "\0" not in decode(body)
