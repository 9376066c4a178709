"""HTML to the story in it: hidden parts and page furniture out, trafilatura for the rest."""

import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import lxml.html
import trafilatura
from django.utils.dateparse import parse_datetime
from lxml.etree import ErrorTypes, LxmlError

from articles.addresses import AddressError, host_of, is_publishable, normalize_address
from articles.decoding import unify
from articles.furniture import is_furniture
from articles.markup import too_many_attributes, too_many_tags
from articles.plaintext import same_words
from articles.values import CleanedPage

logger = logging.getLogger(__name__)

# What a reader of the page does not see.
HIDDEN = (
    "//comment() | //template | //noscript | //svg | //math | //iframe | //dialog[not(@open)] | //*[@hidden]"
    " | //*[contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'), 'display:none')]"
    " | //*[contains(translate(@style, 'VISBLTYHDEN ', 'visbltyhden'), 'visibility:hidden')]"
    " | //*[contains(concat(' ', @class, ' '), ' visually-hidden ') or contains(concat(' ', @class, ' '), ' sr-only ')"
    " or contains(concat(' ', @class, ' '), ' screen-reader-text ')]"
)
# libxml2 does not know that these are empty, and puts the rest of the story into them.
EMPTY = "//embed | //source | //track | //wbr | //object"
BLOCKS = (
    "//p[normalize-space()] | //h2[normalize-space()] | //h3[normalize-space()] | //li[not(.//p)][normalize-space()]"
)
SHORT = 1500  # characters; below, trafilatura may have given up on paragraphs and joined all text
ENTITY = re.compile(r"&(?=#?\w{1,31};)")
PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publish-date' or @name='parsely-pub-date']/@content",
)
EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)


class UnreadablePage(Exception):  # noqa: N818  (what was found, as the caller reads it)
    """A page that is not read, with a code and what to do instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def read_page(html: str, *, address: str, title: str, now: datetime) -> CleanedPage:
    """Return the story of a page that was found at `address` (empty if unknown).

    A given title wins over the page's own. Fields that cannot be believed are left out: dates in the future, addresses
    of another host. Raises UnreadablePage for markup that would take too long.
    """
    tree = _parse(html)
    facts = _facts(tree, address)
    site_names = tree.xpath("//meta[@property='og:site_name']/@content")
    page = CleanedPage(
        title=title or _headline(facts, tree),
        paragraphs=[],
        published_at=_published(tree, facts, now),
        outlet=_line(site_names[0])[:200] if site_names else "",
        author=_line(facts.author)[:300],
        address=_canonical(tree, address),
    )
    return replace(page, paragraphs=_paragraphs(tree, page.title))


def visible_text(html: str) -> str:
    """Return the words of a page that a reader sees, a paragraph a block. Raises UnreadablePage."""
    blocks = (_line(element.text_content()) for element in _parse(html).xpath(BLOCKS))
    return "\n\n".join(block for block in blocks if block)


def _parse(html: str) -> lxml.html.HtmlElement:
    """Return the tree of what can be seen. libxml2 reads no more than 256 elements inside each other."""
    if too_many_tags(html) or too_many_attributes(html):
        message = "The page has far more tags or attributes than a news page. Paste the text instead."
        raise UnreadablePage("too_complex", message)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(unify(html).encode(), parser=parser)
    except LxmlError as error:
        raise UnreadablePage("not_html", "This is no HTML. Upload it as text, or paste the text.") from error
    if any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        message = "The page is built too deep or too large to read all of it. Paste the text instead."
        raise UnreadablePage("too_complex", message)
    for element in tree.xpath(EMPTY):
        element.drop_tag()
    for element in tree.xpath(HIDDEN):
        if element.getparent() is not None:
            element.drop_tree()
    return tree


def _facts(tree: lxml.html.HtmlElement, address: str) -> trafilatura.settings.Document:
    """Return what the page says about itself; broken metadata costs only the metadata."""
    try:
        return trafilatura.extract_metadata(tree, default_url=address or None)
    except Exception:  # trafilatura trusts JSON-LD to have the right types
        logger.info("Unreadable metadata at %s", address, exc_info=True)
        return trafilatura.settings.Document()


def _paragraphs(tree: lxml.html.HtmlElement, title: str) -> list[str]:
    """Return the story's paragraphs. Changes the tree, so it comes last."""
    blocks = [element.text_content() for element in tree.xpath(BLOCKS)]
    for element in tree.iter():  # trafilatura decodes entities once more than browsers do
        if element.text and ENTITY.search(element.text):
            element.text = ENTITY.sub("&amp;", element.text)
        if element.tail and ENTITY.search(element.tail):
            element.tail = ENTITY.sub("&amp;", element.tail)
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, fast=True)
    text = str(getattr(found, "text", None) or "")
    joined = len(text) < SHORT and "\n" not in text
    lines = blocks if joined and blocks else text.split("\n")
    paragraphs = [line for line in map(_line, lines) if not is_furniture(line)]
    return paragraphs[1:] if paragraphs and same_words(paragraphs[0], title) else paragraphs


def _headline(facts: trafilatura.settings.Document, tree: lxml.html.HtmlElement) -> str:
    """Return the heading if there is one only and the page's title holds it; else what the metadata says."""
    headings = [_line(heading.text_content()) for heading in tree.xpath("//h1")]
    titles = [_line(title.text_content()) for title in tree.xpath("//head/title")]
    if len(headings) == 1 and headings[0] and titles and headings[0] in titles[0]:
        return headings[0][:500]
    return _line(facts.title)[:500]


def _published(tree: lxml.html.HtmlElement, facts: trafilatura.settings.Document, now: datetime) -> datetime | None:
    stamps = [str(stamp).strip() for path in PUBLISHED for stamp in tree.xpath(path)[:3]]
    for stamp in [*stamps, f"{facts.date}T00:00:00" if facts.date else ""]:
        try:
            moment = parse_datetime(stamp) or datetime.combine(date.fromisoformat(stamp[:10]), time())
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            if EARLIEST < moment < now + timedelta(days=1):
                return moment
        except (ValueError, OverflowError):
            continue
    return None


def _canonical(tree: lxml.html.HtmlElement, address: str) -> str:
    """Return the address that a page calls its own, if it is public and, where we know it, of the page's host."""
    for href in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")[:2]:
        try:
            canonical = normalize_address(str(href))
            if is_publishable(canonical) and (not address or _site(canonical) == _site(address)):
                return canonical
        except AddressError:
            continue
    return ""


def _site(address: str) -> str:
    return re.sub(r"^(m|mobile|amp|edition)\.", "", host_of(address))


def _line(value: object) -> str:
    """Return a value of a page as one line without runs of blanks, and without the mark of a list item."""
    return " ".join(unify(str(value or "")).split()).removeprefix("- ")
