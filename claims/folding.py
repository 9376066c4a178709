"""Text folded for comparison: what differs only in case, accents, quotation marks or invisible characters is equal."""

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae"} | {"ı": "i"}
)


class _Kept(dict[int, str | None]):
    """What becomes of characters, by code point, noted as they come: spaces are plain, accents and signs go."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        gone = unicodedata.category(char) in ("Mn", "Cf", "Cs", "Cc")
        self[code] = " " if char.isspace() else None if gone else char
        return self[code]


_KEPT = _Kept()
_POSSESSIVE = re.compile(r"['’ʼ]s?(?=\W|$)")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_QUERY = re.compile(r'(?<=\w)-|-(?=-)|[^\w\s"-]|_')
_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")


def without_accents(text: str) -> str:
    """Return the text without accents, control and invisible characters; its words and marks stay."""
    if text.isascii():  # most are, and have no letter to take apart
        return text.translate(_KEPT)
    return unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_KEPT)


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
