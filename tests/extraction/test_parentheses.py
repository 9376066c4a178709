"""A sentence that its cue interrupts is the speaker's as a whole."""

from __future__ import annotations

import pytest

from claims.extraction import extract


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The clinic reported the first case on May 3, Orr said, and the warning went out the next morning.",
            "The clinic reported the first case on May 3 … the warning went out the next morning",
        ),
        (
            "The divers were paid guides, Pim Vale said, and had been there to count the seals.",
            "The divers were paid guides … had been there to count the seals",
        ),
        (
            "The crew had counted halves as fish, she explained, but 20 of them had since been thrown back.",
            "The crew had counted halves as fish … 20 of them had since been thrown back",
        ),
        ("The gate was shut, Ida Lund said, and turned away from the crowd.", "The gate was shut"),
        ("The gate was shut, Ida Lund said, and Pim Vale agreed that it was late.", "The gate was shut"),
        ("“It is shut,” Ida Lund said, and the crowd went home.", "“It is shut,”"),
        ("The rate fell by a third, according to the bank, but few had expected less.", "The rate fell by a third"),
    ],
)
def test_what_goes_on_behind_the_cue_is_said_too(text: str, content: str) -> None:
    said, *_ = extract(text).attributions
    assert " … ".join(text[span.start : span.end] for span in said.content) == content
