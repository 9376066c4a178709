"""Bytes of a page or a file to characters, as browsers read them."""

import codecs
import re

# First bytes of what is no text, whatever its name or type says.
SIGNATURES = {
    b"%PDF-": "PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a sound, film or WebP file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"{\\rtf": "RTF",
}
BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
DECLARED = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
# A page that says UTF-16 in ASCII is not, Latin-1 means windows-1252 (WHATWG Encoding, section 4.2), and what is left
# are encodings that only Python knows.
READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252"} | dict.fromkeys(
    ["utf-16", "utf-16-le", "utf-16-be", "utf-7", "unicode_escape", "raw_unicode_escape", "punycode", "idna"], "utf-8"
)
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028]")
# Controls without meaning in text, and code points that are no characters. Directional marks are evidence and stay.
MEANINGLESS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class NotText(Exception):  # noqa: N818  (what was found, as the caller reads it)
    """Bytes that are no text, with a code and what to do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def decode_text(body: bytes) -> str:
    """Return plain text. A byte order mark decides, else it is UTF-8. Raises NotText for anything else."""
    refuse_binary(body)
    mark = next((mark for mark in BOMS if body.startswith(mark)), b"")
    try:
        text = body[len(mark) :].decode(BOMS.get(mark, "utf-8"))
    except UnicodeDecodeError as error:
        where = f"byte {error.start + len(mark) + 1:,}"
        raise NotText("invalid_utf8", f"This is not UTF-8 ({where}). Save it as UTF-8 and send it again.") from None
    return _without_nul(text)


def decode_html(body: bytes, content_type: str = "") -> str:
    """Return the characters of a page; broken bytes become U+FFFD, as in browsers. Raises NotText for binary data.

    Order of belief: byte order mark, the header's charset, the page's own. UTF-8 that is none is read as
    windows-1252, which is what such pages nearly always are.
    """
    refuse_binary(body)
    for mark, encoding in BOMS.items():
        if body.startswith(mark):
            return _without_nul(body[len(mark) :].decode(encoding, "replace"))
    for encoding in (_charset(body, content_type), "utf-8", "cp1252"):
        try:
            return _without_nul(body.decode(encoding))
        except (UnicodeError, LookupError):  # LookupError: a codec that is none for text
            continue
    return _without_nul(body.decode("utf-8", "replace"))


def unify(text: str) -> str:
    """Return text with plain line ends, without meaningless controls; U+2029 becomes a blank line."""
    text = LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n").removeprefix("\ufeff"))
    return MEANINGLESS.sub("", text).replace("\t", " ")


def refuse_binary(body: bytes) -> None:
    """Raise NotText if the bytes are those of a picture, a program, an archive or the like."""
    for signature, kind in SIGNATURES.items():
        if body.startswith(signature):
            raise NotText("not_text", f"This is {kind}, which is not read yet. Send text or HTML.")


def _without_nul(text: str) -> str:
    at = text.find("\0")
    if at < 0:
        return text
    if len(MEANINGLESS.findall(text[:4000])) + text[:4000].count("\0") > 20:
        raise NotText("not_text", "This is binary data, not text. Send text or HTML.")
    line = text.count("\n", 0, at) + 1
    message = f"Character {at + 1:,} (line {line:,}) is NUL, which is no text. Remove it and send the rest again."
    raise NotText("control_character", message)


def _charset(body: bytes, content_type: str) -> str:
    if found := HEADER.search(content_type):
        name = found[1]
    elif declared := DECLARED.search(body[:4096]):
        name = declared[1].decode("ascii")
    else:
        return "utf-8"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    return READ_AS.get(known, known)
