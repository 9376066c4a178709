"""Text folded for comparison: what differs only in case, accents, quotation marks or invisible characters is equal."""

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae"} | {"ı": "i"}
)
_POSSESSIVE = re.compile(r"['’ʼ]s?(?=\W|$)")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_QUERY = re.compile(r'(?<=\w)-|-(?=-)|[^\w\s"-]|_')
_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")


def without_accents(text: str) -> str:
    """Return the text without accents, control and invisible characters; its words and marks stay."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept = (c if not c.isspace() else " " for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cs"))
    return "".join(c for c in kept if unicodedata.category(c) != "Cc")


def fold(text: str) -> str:
    """Return the bare words of a text, small, parted by single spaces."""
    return _NOT_WORD.sub(" ", _POSSESSIVE.sub("", without_accents(text).casefold())).strip()


def fold_query(words: str) -> str:
    """Return search words folded like the texts they are to be found in; marks of phrases and exclusions stay."""
    bare = _POSSESSIVE.sub("", without_accents(words).casefold())
    return _NOT_QUERY.sub(" ", bare)


def fold_name(name: str) -> str:
    """Return a name folded, its leading article set aside; at most 300 characters."""
    return _ARTICLE.sub("", fold(name))[:300]


def digest(*parts: object) -> str:
    """Return the SHA-256 of values in hexadecimal, each kept apart from the next."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode(errors="replace")).hexdigest()
