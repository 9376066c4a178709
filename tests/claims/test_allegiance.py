"""Nobody is suggested to rebut the side it speaks for, whichever article tells for whom it speaks."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.contrib.auth.models import User

from claims.actions import latest_action, undo
from claims.allegiance import Party, are_one_side
from claims.correcting import reassign
from claims.describing import describe, give_role, take_role
from claims.extraction.values import Speaker as Who
from claims.extraction.values import SpeakerKind, Stance
from claims.folding import fold_name
from claims.matching import match_revision, match_waiting
from claims.merging import merge, unmerge
from claims.models import Claim, Rebuttal, Speaker, Unmatched
from claims.splitting import split
from tests.claims.stories import NOW, Said, body, person, state
from tests.factories import record_story

DIVERS = "more than a hundred foreign divers work for Veshnia in the delta"
NO_DIVERS = "that more than a hundred foreign divers work for Veshnia in the delta"
UNKNOWN = person("Olena Marchenko", "President")
KNOWN = person("Olena Marchenko", "Ukrainian President")


def party(name: str, kind: SpeakerKind, *titles: str, number: int = 1, keys: tuple[str, ...] = ()) -> Party:
    return Party(number, kind, name, frozenset({fold_name(name), *keys}), titles)


@pytest.mark.parametrize(
    ("titles", "is_one"),
    [
        (["Ukrainian President"], True),
        (["President", "Ukraine’s foreign minister"], True),
        (["spokeswoman for Ukraine"], True),
        (["Ukrainian defence ministry spokesman"], True),
        (["President"], False),
        (["ambassador to Ukraine"], False),
        (["special envoy for Ukraine"], False),
        (["former Ukrainian President"], False),
        (["Ukrainian President", "ousted president"], False),
        (["Ukrainian football federation president"], False),
        (["Ukrainian senator"], False),
        (["Ukrainian farmer"], False),
    ],
)
def test_who_holds_an_office_of_a_state_speaks_for_it(titles: list[str], is_one: bool) -> None:
    ukraine = party("Ukraine", SpeakerKind.STATE, number=2)
    assert are_one_side(party("Olena Marchenko", SpeakerKind.PERSON, *titles), ukraine) is is_one
    assert are_one_side(ukraine, party("Olena Marchenko", SpeakerKind.PERSON, *titles)) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"), [("Ukrainian defence ministry", True), ("Supreme Court of Ukraine", False), ("Orlec", False)]
)
def test_a_ministry_speaks_for_its_state_and_a_court_does_not(name: str, is_one: bool) -> None:
    assert are_one_side(party(name, SpeakerKind.ORGANIZATION), party("Ukraine", SpeakerKind.STATE, number=2)) is is_one


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("chief executive of Orlec", True),
        ("spokesman for Orlec Motors", True),
        ("spokesman for OMH", True),
        ("engineer at Orlec", False),
        ("chief executive of Orlecta", False),
    ],
)
def test_an_officer_speaks_for_an_organization_and_an_engineer_need_not(title: str, is_one: bool) -> None:
    orlec = party("Orlec", SpeakerKind.ORGANIZATION, number=2, keys=("omh",))
    assert are_one_side(party("Ida Lund", SpeakerKind.PERSON, title), orlec) is is_one


def tell(who: Who, content: str, stance: Stance = Stance.ASSERTION, *, day: int, outlet: str = "Courier") -> None:
    (statement,) = record_story([Said(who, content, stance=stance)], outlet=outlet, day=day)
    match_revision(statement.revision, now=NOW)


def answers() -> list[tuple[str, str]]:
    return sorted(Rebuttal.objects.values_list("answer__speaker__name", "answered__speaker__name"))


@pytest.fixture
def rebutted(db: None) -> None:
    """A president of whom no text says of which state, and that state."""
    tell(UNKNOWN, DIVERS, Stance.ACCUSATION, day=1)
    tell(state("Ukraine"), NO_DIVERS, Stance.DENIAL, day=2)
    assert answers() == [("Ukraine", "Olena Marchenko")]


@pytest.mark.django_db
def test_an_article_on_another_matter_may_tell_the_side_in_any_order() -> None:
    stories = [
        (UNKNOWN, DIVERS, Stance.ACCUSATION, 1),
        (state("Ukraine"), NO_DIVERS, Stance.DENIAL, 2),
        (person("Ida Lund", "harbour pilot"), NO_DIVERS, Stance.DENIAL, 2),
        (KNOWN, "the harvest would be late", Stance.ASSERTION, 3),
    ]
    for order in permutations(stories):
        for who, content, stance, day in order:
            tell(who, content, stance, day=day)
        assert answers() == [("Ida Lund", "Olena Marchenko")]
        Rebuttal.objects.all().delete()
        for claim in Claim.objects.all():
            claim.recorded.all().delete()
            claim.delete()
        for speaker in Speaker.objects.all():
            speaker.sightings.all().delete()
            speaker.delete()


def test_an_office_that_an_editor_gives_tells_the_side(rebutted: None, editor: User) -> None:
    president = Speaker.objects.get(name="Olena Marchenko")
    give_role(president, title="president of Ukraine", since=NOW.date(), until=NOW.date(), editor=editor, now=NOW)
    assert answers() == []
    assert Claim.objects.get(speaker=president).answer_count == 0
    take_role(president.roles.get(given=True), editor=editor, now=NOW)
    assert answers() == [("Ukraine", "Olena Marchenko")]


def test_a_merged_speaker_does_not_rebut_itself(rebutted: None, editor: User) -> None:
    ukraine, president = Speaker.objects.get(name="Ukraine"), Speaker.objects.get(name="Olena Marchenko")
    made = merge(president, into=ukraine, editor=editor, now=NOW)
    assert answers() == []
    match_waiting(now=NOW)
    assert answers() == []
    unmerge(made, editor=editor, now=NOW)
    match_waiting(now=NOW)
    assert answers() == [("Ukraine", "Olena Marchenko")]


@pytest.mark.django_db
def test_what_two_speakers_said_alike_becomes_one_claim_when_they_are_merged(editor: User) -> None:
    tell(person("Ida Lund", "mayor"), "the east bridge had been inspected twice in March", day=1)
    tell(person("Ida Lundqvist", "mayor"), "the East Bridge was inspected twice in March", day=2, outlet="Post")
    one, other = Speaker.objects.order_by("pk")
    merge(other, into=one, editor=editor, now=NOW)
    match_waiting(now=NOW)
    assert Claim.objects.shown().get().statement_count == 2
    assert not Unmatched.objects.exists()


def test_a_renamed_speaker_is_compared_anew(rebutted: None, editor: User) -> None:
    president = Speaker.objects.get(name="Olena Marchenko")
    action = describe(president, name="Kyiv", kind="state", editor=editor, now=NOW)
    assert answers() == []
    assert set(Unmatched.objects.values_list("claim", flat=True)) == set(president.claims.values_list("pk", flat=True))
    undo(action, editor=editor, now=NOW)
    match_waiting(now=NOW)
    assert answers() == [("Ukraine", "Olena Marchenko")]


def test_what_is_given_to_the_answering_speaker_is_not_rebutted_by_it(rebutted: None, editor: User) -> None:
    claim = Claim.objects.get(speaker__name="Olena Marchenko")
    action = reassign(claim.statements.all(), to=Speaker.objects.get(name="Ukraine"), editor=editor, now=NOW)
    assert answers() == []
    undo(action, editor=editor, now=NOW)
    assert answers() == [("Ukraine", "Olena Marchenko")]


@pytest.mark.django_db
def test_one_who_is_split_off_may_rebut_the_state(editor: User) -> None:
    tell(KNOWN, "the harvest would be late", day=1)
    tell(UNKNOWN, DIVERS, Stance.ACCUSATION, day=1)
    tell(state("Ukraine"), NO_DIVERS, Stance.DENIAL, day=2)
    assert answers() == []
    president = Speaker.objects.get(name="Olena Marchenko")
    accusing = [Claim.objects.get(text=DIVERS).statements.get()]
    split(president, statements=accusing, name="Olena M. Marchenko", editor=editor, now=NOW)
    assert answers() == [("Ukraine", "Olena M. Marchenko")]
    action = latest_action(president, by=editor)
    assert action is not None
    undo(action, editor=editor, now=NOW)
    assert answers() == []


@pytest.mark.django_db
def test_an_organization_is_not_rebutted_by_its_spokesman() -> None:
    tell(body("Harrow Harbour Board", "HHB"), DIVERS, day=1)
    tell(person("Ida Lund", "spokeswoman for the Harrow Harbour Board"), NO_DIVERS, Stance.DENIAL, day=2)
    assert answers() == []
