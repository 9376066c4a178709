"""The record of a speaker: each number leads to the list that holds exactly what it counts."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.extraction.values import Stance
from claims.models import Speaker
from tests.claims.stories import Said, person, state
from tests.claims.test_pages import queries, text_of, verdict
from tests.factories import make_claim, record_story

pytestmark = pytest.mark.django_db


def record(client: Client, speaker: Speaker) -> str:
    answer = client.get(f"{speaker.get_absolute_url()}?tab=record")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_record_says_how_many_were_assessed_and_that_it_is_no_score(client: Client, editor: User) -> None:
    claim = make_claim("the bridge was safe")
    make_claim("the tunnel was dry")
    verdict(claim, editor)
    page = client.get(f"{claim.speaker.get_absolute_url()}?tab=record")
    assert "1 of 2 claims assessed, chosen by editors: not a score of honesty" in text_of(page)


def test_accusations_that_name_a_speaker_lead_to_their_list(client: Client) -> None:
    norvia = make_claim("the ferry was late", who=state("Norvia")).speaker
    make_claim("Norvia of smuggling arms", cue="accused", stance=Stance.ACCUSATION, target="Norvia")
    make_claim("Norvia of hiding it", who=state("Norvia"), stance=Stance.ACCUSATION, target="Norvia")
    page = record(client, norvia)
    link = re.search(r'href="([^"]+)">Named in accusations, not answered \(1\)', page)
    assert link is not None
    found = client.get(html.unescape(link[1]))
    assert "Norvia of smuggling arms" in text_of(found)
    assert "Norvia of hiding it" not in text_of(found)


def test_a_denial_of_an_own_claim_is_a_possible_contradiction(client: Client) -> None:
    said = [
        Said(person("Ida Lund"), "the bridge had cracks", stance=Stance.ACCUSATION),
        Said(person("Ida Lund"), "any crack at all in it", "denied", Stance.DENIAL, answers=0),
    ]
    speaker = record_story(said)[0].claim.speaker
    assert "Possible contradictions with own earlier claims (1)" in text_of(
        client.get(f"{speaker.get_absolute_url()}?tab=record")
    )


def test_a_state_lists_its_spokespersons_and_a_person_none(client: Client) -> None:
    norvia = make_claim("the ferry was late", who=state("Norvia")).speaker
    ida = make_claim("the bridge was safe", role="spokesperson for Norvia").speaker
    assert re.search(r"Spokespersons</h2>.*Ida Lund", record(client, norvia), re.DOTALL)
    assert "Spokespersons</h2>" not in record(client, ida)


def test_who_speaks_for_a_people_speaks_for_its_state_and_for_no_other(client: Client) -> None:
    niger, nigeria = (make_claim(f"{name} was at peace", who=state(name)).speaker for name in ("Niger", "Nigeria"))
    make_claim("the bridge was safe", role="Nigerian trade ministry spokesperson")
    assert re.search(r"Spokespersons</h2>.*Ida Lund", record(client, nigeria), re.DOTALL)
    assert "Spokespersons</h2>" not in record(client, niger)


def test_outlets_lead_to_the_claims_that_they_quote(client: Client) -> None:
    speaker = make_claim("the bridge was safe", outlet="Courier").speaker
    make_claim("the tunnel was dry", outlet="Courier")
    make_claim("the ferry was late", outlet="Herald")
    links = re.findall(r'href="([^"]+)" aria-label="(\d) claims? in (\w+)"', record(client, speaker))
    assert [(number, name) for _, number, name in links] == [("2", "Courier"), ("1", "Herald")]
    assert "2 claims" in text_of(client.get(html.unescape(links[0][0])))


def test_a_record_costs_as_many_queries_for_many_claims_as_for_few(client: Client) -> None:
    speaker = make_claim("the bridge was safe").speaker
    address = f"{speaker.get_absolute_url()}?tab=record"
    client.get(address)
    few = queries(client, address)
    for day in range(12):
        make_claim(f"the bridge was safe on day {day}", day=day, outlet=f"Outlet {day}")
    assert queries(client, address) == few
