"""Names of firms that end like a possessive: "Moody's said", "Hartwell's, which has nine shops"."""

from __future__ import annotations

import itertools

from claims.extraction.cues import load_lexicon
from claims.extraction.name_runs import is_name_word
from claims.extraction.story import Story
from claims.extraction.wordlists import fold, word_set

_ENDINGS = ("'s", "’s")
# Verbs whose forms are no nouns or adjectives, as in "Orlec's claims" and "Orlec's planned merger".
_VERBS = word_set("said says told tells denied denies insisted insists argued argues warned warns declined added adds")


def endings_of_names(story: Story) -> dict[str, str]:
    """Return the ending of each name that speaks or acts with it, by the folded last word of the name.

    Quotations are left out: there it may be short for "has" or "is". A name that also stands without is not its own
    possessive: "Orlec's fell" speaks of the shares of Orlec.
    """
    ending = {
        story.low[k - 1]: story.words[k]
        for k in range(1, len(story.words) - 1)
        if story.words[k] in _ENDINGS and is_name_word(story.words[k - 1]) and _is_subject(story, k)
    }
    bare = {low for low, behind in itertools.pairwise(story.low) if low in ending and behind not in _ENDINGS}
    return {low: ending[low] for low in ending.keys() - bare}


def _is_subject(story: Story, ending: int) -> bool:
    """Tell whether a verb or "which" follows the ending of a name, so that it owns nothing."""
    behind = story.low[ending + 1]
    if behind == ",":
        return story.low[ending + 2 : ending + 3] == ["which"]
    is_verb = behind in _VERBS or behind in load_lexicon().words["auxiliaries"]
    return is_verb and story.quotation(story.starts[ending]) is None


def with_ending(name: str, endings: dict[str, str]) -> str:
    """Return the name of a body with the ending that belongs to it, if the story has shown one."""
    return name + endings.get(fold(name).rpartition(" ")[2], "")
