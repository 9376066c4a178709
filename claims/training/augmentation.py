"""Other styles of writing, made from the articles at hand: quotation marks, capitals, headlines, labelled turns."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.extraction.segment import segment
from claims.extraction.values import Quotation, Span
from claims.training.corpus import Annotation, Article

# Opening and closing mark of an outer and of an inner quotation.
STYLES = (("“”", "‘’"), ('""', "''"), ("‘’", "“”"), ("''", '""'))
DOUBLE_MARKS = '“”"'
SPEECH = ("said", "says", "told reporters", "added", "explained", "insisted", "argued", "claimed", "warned", "stated")


def augment(article: Article, draw: random.Random) -> Article:
    """Return the article in another style, or as it is; the same for the same state of `draw`."""
    if draw.random() < 0.45:
        article = _with_marks(article, draw.choice(STYLES))
    if draw.random() < 0.3:
        article = _with_apostrophes(article, draw.choice("'’"))
    if draw.random() < 0.3:
        article = _with_title_case(article, draw)
    if draw.random() < 0.35:
        article = _with_new_paragraphs(article, draw)
    return article


def _with_marks(article: Article, style: tuple[str, str]) -> Article:
    """Exchange the quotation marks one for one, so that all offsets stay."""
    document = segment(article.text)
    if style[0][0] in "‘'" and not _all_double(article.text, document.quotations):
        return article
    chars = list(article.text)
    for quotation in document.quotations:
        marks = style[min(quotation.depth, 1)]
        for place, mark in ((quotation.span.start, marks[0]), (quotation.span.end - 1, marks[1])):
            if chars[place] in DOUBLE_MARKS or (quotation.depth and chars[place] in "‘’'"):
                chars[place] = mark
    return replace(article, text="".join(chars))


def _all_double(text: str, quotations: Sequence[Quotation]) -> bool:
    return all(text[q.span.start] in DOUBLE_MARKS for q in quotations if not q.depth)


def _with_apostrophes(article: Article, mark: str) -> Article:
    chars = [
        mark
        if char in "'’"
        and 0 < at < len(article.text) - 1
        and article.text[at + 1].isalpha()
        and article.text[at - 1].isalpha()
        else char
        for at, char in enumerate(article.text)
    ]
    return replace(article, text="".join(chars))


def _with_title_case(article: Article, draw: random.Random) -> Article:
    title, line, rest = article.text.partition("\n")
    changed = draw.choice((title.upper(), title.lower(), title.title(), title.capitalize()))
    return replace(article, text=changed + line + rest) if len(changed) == len(title) else article


def _with_new_paragraphs(article: Article, draw: random.Random) -> Article:
    """Append paragraphs that say once more, in another form, what short attributions of the article say."""
    simple = [a for a in article.annotations if _is_simple(article.text, a)]
    chosen = draw.sample(simple, min(len(simple), draw.randint(1, 4)))
    text, annotations = article.text.rstrip(), list(article.annotations)
    for annotation in chosen:
        parts = draw.choice(FORMS)(*_words(article.text, annotation), draw)
        text, added = _append(text, parts)
        annotations.append(added)
    return replace(article, text=text, annotations=tuple(annotations))


def _is_simple(text: str, annotation: Annotation) -> bool:
    if len(annotation.source) != 1 or len(annotation.content) != 1:
        return False
    source, content = annotation.source[0], annotation.content[0]
    return (
        source.end - source.start < 50
        and 25 < content.end - content.start < 300
        and "\n" not in text[content.start : content.end]
        and text[source.start : source.end].lower() not in ("he", "she", "they", "it", "who", "i", "we")
    )


def _words(text: str, annotation: Annotation) -> tuple[str, str]:
    source, content = annotation.source[0], annotation.content[0]
    return text[source.start : source.end], text[content.start : content.end].strip(" ,.;:")


Parts = Iterator[tuple[str, str]]


def _turn(source: str, content: str, draw: random.Random) -> Parts:
    """Yield a labelled turn: "Lund: The bridge is safe."."""
    yield "source", _capital(source)
    yield "cue", ":"
    yield "", " "
    yield "content", _capital(_bare(content)) + draw.choice((".", ""))


def _headline_last(source: str, content: str, draw: random.Random) -> Parts:
    """Yield a headline with its speaker at the end: "Bridge is safe: Lund"."""
    yield "content", draw.choice((_capital(_bare(content)), f"‘{_capital(_bare(content))}’"))
    yield "cue", draw.choice((":", " –", " -", ":"))
    yield "", " "
    yield "source", source


def _headline_says(source: str, content: str, draw: random.Random) -> Parts:
    """Yield a headline with a bare cue: "Bridge is safe, says Lund"."""
    yield "content", _capital(_bare(content))
    yield "", ", "
    yield "cue", draw.choice(("says", "say", "claims", "insists", "warns"))
    yield "", " "
    yield "source", source


def _inverted(source: str, content: str, draw: random.Random) -> Parts:
    """Yield a British sentence: "‘The bridge is safe,’ said Lund."."""
    marks = draw.choice(STYLES)[0]
    yield "content", f"{marks[0]}{_capital(_bare(content))},{marks[1]}"
    yield "", " "
    order = [("source", source), ("", " "), ("cue", draw.choice(SPEECH))]
    yield from order if draw.random() < 0.5 else reversed(order)
    yield "", "."


FORMS = (_turn, _turn, _headline_last, _headline_says, _inverted)


def _bare(content: str) -> str:
    return content.strip("“”\"'‘’ ,.")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _append(text: str, parts: Parts) -> tuple[str, Annotation]:
    spans: dict[str, tuple[Span, ...]] = {"source": (), "cue": (), "content": ()}
    text += "\n\n"
    for role, words in parts:
        if role:
            start = len(text) + len(words) - len(words.lstrip())
            spans[role] = (Span(start, len(text) + len(words)),)
        text += words
    return text, Annotation(**spans)
