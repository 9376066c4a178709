"""Claims in words: the verb agrees with who says it."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.extraction.values import Speaker as Who
from claims.extraction.values import SpeakerKind, Stance
from claims.wording import SPEECH_ACTS, of_number, sentence, sentences
from tests.factories import make_claim, make_speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "kind", "stance", "cue", "line"),
    [
        ("growers", SpeakerKind.GROUP, Stance.ACCUSATION, "alleged", "Growers allege"),
        ("growers", SpeakerKind.GROUP, Stance.ACCUSATION, "blamed", "Growers blame"),
        ("pilots", SpeakerKind.GROUP, Stance.DENIAL, "said", "Pilots say in denial"),
        ("Two engineers", SpeakerKind.ANONYMOUS, Stance.DENIAL, "denied", "Two engineers deny"),
        ("the family", SpeakerKind.GROUP, Stance.ASSERTION, "said", "The family says"),
        ("a clerk", SpeakerKind.ANONYMOUS, Stance.ASSERTION, "said", "A clerk says"),
        ("Growers of Vale", SpeakerKind.ORGANIZATION, Stance.ASSERTION, "said", "Growers of Vale says"),
    ],
)
def test_several_take_the_plural(
    client: Client, name: str, kind: SpeakerKind, stance: Stance, cue: str, line: str
) -> None:
    claim = make_claim("the water was foul", who=Who(name, kind), stance=stance, cue=cue)
    assert sentence(claim) == sentences([claim])[claim.pk] == f"{line}: the water was foul"
    act = line.removeprefix(f"{name[:1].upper()}{name[1:]} ")
    assert f'<span class="act">{act}</span>' in client.get(claim.get_absolute_url()).content.decode()


def test_every_act_has_a_plural() -> None:
    pilots = make_speaker("pilots", "group")
    plurals = ["say", "allege", "deny", "reject", "promise", "call for", "judge", "state"]
    assert [of_number(verb, pilots) for verb in SPEECH_ACTS.values()] == plurals
