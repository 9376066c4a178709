"""The words of the search box: fields become parameters, the rest is searched for."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

FIELDS = {
    "speaker": "speaker",
    "outlet": "outlet",
    "article": "article",
    "status": "status",
    "stance": "stance",
    "type": "type",
    "about": "about",
    "via": "via",
    "after": "since",
    "since": "since",
    "before": "until",
    "until": "until",
}
FLAGS = {
    ("has", "rebuttal"): ("has_rebuttal", True),
    ("has", "evidence"): ("has_evidence", True),
    ("is", "unanswered"): ("has_rebuttal", False),
    ("is", "mine"): ("mine", True),
}
CAN_EXCLUDE = frozenset({"speaker", "outlet", "article", "status", "stance", "type", "about", "via"})
_TERM = re.compile(r'(?P<minus>-?)(?:(?P<field>[A-Za-z_]{2,20}):(?!//))?(?P<value>"[^"]*"?|[^\s"]*)')
_STRAIGHT = str.maketrans(dict.fromkeys("“”„«»", '"'))
_CLOSE_ENOUGH = 60  # of 100: "speeker" reaches 86, "foo" at most 40


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What was searched for. `params` has the names of the list's filters; `notices` are for people.

    `words` keeps phrases, exclusions and OR as they were typed; `unknown` are fields that do not exist.
    """

    words: str
    params: dict[str, list[str]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def parse_query(q: str) -> ParsedQuery:
    """Take the fields out of a query, e.g. `speaker:"Lin Jian" has:rebuttal -status:false dam OR levee`."""
    words: list[str] = []
    params: dict[str, list[str]] = {}
    unknown: list[str] = []
    notices: list[str] = []
    q = q.translate(_STRAIGHT)
    if q.count('"') % 2:
        q += '"'
        notices.append("A quotation mark was not closed; the phrase was taken to run to the end.")
    for match in _TERM.finditer(q):
        if not match.group():
            continue
        found = _parameter(match)
        if isinstance(found, tuple):
            params.setdefault(found[0], []).append(found[1])
            continue
        words.append(match.group())
        if found:
            unknown.append(match.group("field"))
            notices.append(found)
    return ParsedQuery(" ".join(words), params, tuple(unknown), tuple(notices))


def _parameter(term: re.Match[str]) -> tuple[str, str] | str:
    """Return a term's parameter; else why its field is none, or nothing if it names no field."""
    name, value = term.group("field"), term.group("value").strip('"').strip()
    if name is None:
        return ""
    excluded = bool(term.group("minus"))
    if flag := FLAGS.get((name.lower(), value.lower())):
        return flag[0], "true" if flag[1] is not excluded else "false"
    if name.lower() in ("has", "is"):
        known = " or ".join(f"{field}:{word}" for field, word in FLAGS if field == name.lower())
        return f"There is no “{name}:{value}”. Use {known}."
    if not (param := FIELDS.get(name.lower())):
        return f"No field “{name}”.{_suggestion(name)}"
    if not value:
        return f"“{name}:” says nothing to look for. Write it as {name}:word."
    return param, f"-{value}" if excluded and param in CAN_EXCLUDE else value


def _suggestion(name: str) -> str:
    close = process.extractOne(name.lower(), [*FIELDS, "has", "is"], scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return f" Did you mean {close[0]}?" if close else ""
