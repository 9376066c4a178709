"""Pages about the product itself."""

from __future__ import annotations

import html
import re

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_licence_is_shown_whole_in_paragraphs(client: Client) -> None:
    page = client.get("/about/licence/").content.decode()
    paragraphs = [html.unescape(words) for words in re.findall(r'<p class="small">(.*?)</p>', page)]
    text = (settings.BASE_DIR / "LICENSE").read_text(encoding="utf-8")
    assert len(paragraphs) > 20
    assert " ".join(paragraphs) == " ".join(text.split())


def test_the_reference_shows_names_as_code(client: Client) -> None:
    page = client.get("/api/docs/reference/").content.decode()
    assert "<code>statement_count</code> says how many" in page
    assert "`" not in page
