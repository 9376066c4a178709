"""The turns of an interview: who asks, who answers, and in which paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.geography import Geography
from claims.extraction.values import Document, Span
from claims.extraction.wordlists import fold, given_names

LABEL = re.compile(
    r"(?:(?P<name>(?:[A-Z]|[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w.'’-]*){0,3}))[ \t]?:|(?P<letter>[QA])\.)[ \t]+(?=\S)"
)
DATELINE = re.compile(  # "BELAPUR: The Front", "New Delhi, June 3 (PNS): Ministers"
    r"(?P<place>[A-Z][\w.'’-]*(?:(?:[ \t]+|/)[A-Z][\w.'’-]*){0,3})(?:,[ \t]*[A-Z][a-z]{2,8}\.?[ \t]+\d{1,2})?"
    r"(?:[ \t]*\([^)\n]{2,30}\))?[ \t]?:[ \t]+(?=[A-Z0-9])"
)
TIME_STAMP = re.compile(
    r"(?:\d{1,2}[.:]\d\d|\d{4}(?= ?[-–—|:]))(?: ?[ap]\.?m\.?)?(?: (?:GMT|BST|CET|ET|EST|EDT))? ?(?:[-–—|:] ?)?(?=\S)"
)
DASHED_DATELINE = re.compile(  # "KYIV — Ukrainian", "PORT HALDER, March 4 (PNS) - Ministers"
    r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}(?:,[ \w.]{2,20}|,? [A-Z][a-z.]{1,8})?"
    r"(?: ?\([^)\n]{2,30}\))? ?(?:--|[—–-]) (?=\S)"
)
ASKS = re.compile(  # labels of those who ask, mostly the name of a newspaper
    r"(?:Q|Question|Interviewer|Reporter|Host|Moderator|Me)$"
    r"|.*\b(?:Post|Times|Herald|News|Courier|Gazette|Ledger|Chronicle|Tribune|Journal|Mail|Express|Telegraph|Observer"
    r"|Guardian|Star|Mirror|Standard|Record|Echo|Magazine|Weekly|Daily|Press|Review|Dispatch|Sentinel|Inquirer|Argus)$",
    re.IGNORECASE,
)
FURNITURE = re.compile(  # labels of no speaker
    r"(?:Note|Updated?|Photo|Image|Read more|Related|Sources?|Correction|Caption|Watch|Video|Also read"
    r"|Editor['’]s note|(?:The )?(?:Claims?|Facts?|Verdict|Ruling|Evidence|Context|Background|Analysis|Conclusion"
    r"|Bottom line|Key points)|(?:Our )?Rating|Myth|Reality|Summary|In (?:brief|short)|What we know)$",
    re.IGNORECASE,
)
YES = re.compile(r"(?:yes|no|yeah|sure|right|ok|okay|thank you|thanks|of course|exactly)[.!]?$", re.IGNORECASE)
ONESELF = re.compile(r"\b(?:I|we|my|our|me|us)\b", re.IGNORECASE)
ADDRESSED = re.compile(r"\byour?\b", re.IGNORECASE)
INTRODUCED = re.compile(
    r"\b(?:interview\w*|spoke|speaks|talk(?:s|ed)?|ask(?:s|ed)?|meets?|met|sat down|conversation|caught up)\b|Q&A",
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"[ \t\u00a0]*(?:[―—–-]|--)[ \t\u00a0]*"
    r"(?P<name>[A-Z][\w.'’-]*(?:[ \t](?:[A-Z][\w.'’-]*|de|la|van|von|al|bin|of|the)){0,5}?)"
    r"(?:,[^\n]{1,80})?[. \t\u00a0]*(?=\n|\Z)"
)
BOLD = re.compile(r"(\*\*|__)[^\n]*[.?!…]\1")  # a whole paragraph that its writer set in bold: a question, no crosshead
INDENT = 8
QUESTIONS = 3  # as many without a label make an interview
LONGEST_QUESTION = 500
CONTINUED = 6  # paragraphs of one answer


@dataclass(frozen=True, slots=True)
class Turn:
    """What one says in answer, or over a signature: the label, if any, and the words, one span a paragraph."""

    name: Span | None
    words: list[Span]

    def wholes(self) -> list[Span]:
        """Return the parts of the text that are the turn, its label included."""
        first, *others = self.words
        ends = (first, self.name or first)
        return [Span(min(span.start for span in ends), max(span.end for span in ends)), *others]


def find_turns(document: Document) -> list[Turn]:
    """Return the answers of an interview in text order; questions and turns such as "Yes." are left out."""
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph != document.title]
    turns = _labelled(document, paragraphs)
    if not turns:
        turns = _unlabelled(document, paragraphs, enough=QUESTIONS)
    elif any(
        document.text[paragraph.end - 1] == "?" and LABEL.match(document.slice(paragraph)) for paragraph in paragraphs
    ):
        rest = [paragraph for paragraph in paragraphs if paragraph.start > turns[-1].words[-1].end]
        turns += _unlabelled(document, rest, enough=1)  # only the first turns have names
    return [turn for turn in turns if not YES.match(" ".join(document.slice(span) for span in turn.words))]


def find_questions(document: Document) -> list[Span]:
    """Return the questions of an interviewer in text order, with the labels."""
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph != document.title]
    matches, names, asking = _labels(document, paragraphs)
    labels = [Span(match.start(), match.end()) for at, match in matches.items() if names[at] in asking]
    places = [paragraphs[at] for at, name in names.items() if name in asking]
    if not matches and _unlabelled(document, paragraphs, enough=QUESTIONS):
        places = [paragraphs[at] for at in _asked(document, paragraphs)]
    ends = [s for s in document.sentences if document.text[s.end - 1] == "?"]
    bold = [p for p in paragraphs if BOLD.fullmatch(document.slice(p))] if matches else []
    return sorted([*labels, *bold, *(s for s in ends if any(p.start <= s.start < p.end for p in places))])


def find_dateline(document: Document) -> Span | None:
    """Return the place of the report with its colon, if it opens the text under a headline: "BELAPUR: The Front".

    It is in capitals, the seat of a state or one word that is no given name in front of what nobody says of himself,
    and no other paragraph has a label, as those of an interview do.
    """
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph != document.title]
    if document.title is None or not paragraphs:
        return None
    match = DATELINE.match(document.text, paragraphs[0].start, paragraphs[0].end)
    if match is None or FURNITURE.match(match["place"]) or ASKS.match(match["place"]):
        return None
    if any(LABEL.match(document.text, p.start, p.end) for p in paragraphs[1:]):
        return None
    place = match["place"]
    narrated = (
        place.isalpha() and fold(place) not in given_names() and not ONESELF.search(document.slice(paragraphs[0]))
    )
    is_place = place.isupper() or narrated or Geography("").state(place) is not None
    return Span(match.start(), match.end()) if is_place else None


def find_openings(document: Document) -> list[Span]:
    """Return what opens paragraphs and nobody says: the place of a report, the times of a live blog.

    So in "KYIV — Two men" and "1655 - “The paper was forged,” Ida Lund says".
    """
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph != document.title]
    placed = DASHED_DATELINE.match(document.text, paragraphs[0].start, paragraphs[0].end) if paragraphs else None
    timed = [match for p in paragraphs if (match := TIME_STAMP.match(document.text, p.start, p.end))]
    found = [*([placed] if placed else []), *(timed if len(timed) > 1 else [])]
    return [Span(match.start(), match.end()) for match in found]


def _labels(document: Document, paragraphs: list[Span]) -> tuple[dict[int, re.Match[str]], dict[int, str], set[str]]:
    """Return by paragraph the labels found and their names, and the names of those who ask."""
    matches = {at: match for at, p in enumerate(paragraphs) if (match := LABEL.match(document.text, p.start, p.end))}
    names = {at: match["name"] or match["letter"] for at, match in matches.items()}
    return matches, names, _askers(names, {at: "?" in document.slice(paragraphs[at]) for at in matches})


def _alternates(paragraphs: list[Span], names: dict[int, str], at: int) -> bool:
    """Tell whether the same label stands two paragraphs before or after, with a short question between."""
    for other in (at - 2, at + 2):
        between = paragraphs[(at + other) // 2] if other in names else None
        same = between is not None and names[other].split()[-1].casefold() == names[at].split()[-1].casefold()
        if same and between is not None and between.end - between.start <= LONGEST_QUESTION:
            return True
    return False


def _labelled(document: Document, paragraphs: list[Span]) -> list[Turn]:
    """Return turns "Name: words": answers to "Q:" or to questions without a label, or two such paragraphs in a row."""
    matches, names, asking = _labels(document, paragraphs)
    asked = {
        at - 1
        for at in names
        if _alternates(paragraphs, names, at) or (at and len(names) > 1 and _is_question(document, paragraphs[at - 1]))
    }
    turns = []
    for at, match in matches.items():
        beside = at - 1 in matches or at + 1 in matches or (names[at] in ("A", "Answer") and asking)
        if (beside or at - 1 in asked) and names[at] not in asking and not FURNITURE.match(names[at]):
            label = Span(match.start(), match.start() + len(names[at]))
            words = Span(match.end(), paragraphs[at].end)
            turns.append(Turn(label, [words, *_continued(document, paragraphs, at, set(matches) | asked)]))
    return turns


def _continued(document: Document, paragraphs: list[Span], at: int, turning: set[int]) -> list[Span]:
    """Return the paragraphs of an answer after its first, if another turn or a question follows them."""
    following = range(at + 1, min(len(paragraphs), at + 1 + CONTINUED))
    end = next((k for k in following if k in turning or _is_question(document, paragraphs[k])), at + 1)
    return [p for p in paragraphs[at + 1 : end] if _is_plain(document, p)]


def _askers(names: dict[int, str], asks: dict[int, bool]) -> set[str]:
    """Return the labels whose turns are questions: by their name, or as most of them have a question mark."""
    said: dict[str, list[bool]] = {}
    for at, name in names.items():
        said.setdefault(name, []).append(asks[at])
    return {name for name, each in said.items() if ASKS.match(name) or (len(said) > 1 and 2 * sum(each) > len(each))}


def _unlabelled(document: Document, paragraphs: list[Span], *, enough: int) -> list[Turn]:
    """Return the paragraphs between questions, if an interview is announced and most answers speak of "I" or "we"."""
    asked = _asked(document, paragraphs)
    answered = [at for at in asked if at + 1 < len(paragraphs) and at + 1 not in asked]
    turns = []
    for at in answered:
        end = next((k for k in asked if at < k <= at + 1 + CONTINUED), at + 2)
        words = [p for p in paragraphs[at + 1 : end] if _is_plain(document, p)]
        if words:
            turns.append(Turn(None, words))
    of_oneself = sum(ONESELF.search(document.slice(turn.words[0])) is not None for turn in turns)
    if len(asked) < enough or 2 * of_oneself < len(turns) or 4 * len(asked) < asked[-1] - asked[0]:
        return []
    return turns if INTRODUCED.search(document.text, 0, paragraphs[asked[0]].start) else []


def _asked(document: Document, paragraphs: list[Span]) -> list[int]:
    """Return which paragraphs are asked: questions, and between two of them every other one if all of these are short.

    So a remark that is put to somebody counts, "The owner says it was safe.".
    """
    questions = [at for at, paragraph in enumerate(paragraphs) if _is_question(document, paragraph)]
    if len(questions) > 1 and len({at % 2 for at in questions}) == 1:
        turns = range(questions[0], questions[-1] + 1, 2)
        if all(_is_plain(document, paragraphs[at]) and _is_short(paragraphs[at]) for at in turns):
            return list(turns)
    return [at for at, paragraph in enumerate(paragraphs) if at in questions or _is_put_to(document, paragraph)]


def _is_short(paragraph: Span) -> bool:
    return paragraph.end - paragraph.start < LONGEST_QUESTION


def _is_question(document: Document, paragraph: Span) -> bool:
    words = document.slice(paragraph)
    asks = words.endswith("?") or BOLD.fullmatch(words) is not None
    return _is_short(paragraph) and asks and _is_plain(document, paragraph)


def _is_put_to(document: Document, paragraph: Span) -> bool:
    """Tell whether a paragraph speaks to "you" alone, as a remark of an interviewer does."""
    words = document.slice(paragraph)
    plain = _is_plain(document, paragraph) and len(words) < LONGEST_QUESTION
    return plain and ADDRESSED.search(words) is not None and ONESELF.search(words) is None


def _is_plain(document: Document, paragraph: Span) -> bool:
    """Tell whether a paragraph is not a quotation, but itself somebody's words."""
    return document.text[paragraph.start] not in "“\"‘'«„"


def find_signed(document: Document) -> list[Turn]:
    """Return the quotations that fill a line with the name of the speaker behind a dash: "“No.” — Ida Orr"."""
    return [
        Turn(Span(*signature.span("name")), [quotation.span])
        for quotation in document.quotations
        if quotation.closed and not quotation.depth and _begins_line(document.text, quotation.span.start)
        if (signature := SIGNATURE.match(document.text, quotation.span.end)) is not None
    ]


def _begins_line(text: str, place: int) -> bool:
    before = text[max(0, place - INDENT) : place].rstrip(" \t\u00a0")
    return before.endswith("\n") or (not before and place < INDENT)
