"""Alerts with real workers and a broker that is emptied under them."""

from __future__ import annotations

import time

import redis

from claimtrack import embedded
from tests.receiving import Receiver
from tests.stack import Stack, until


def test_an_emptied_broker_loses_no_alert(stack: Stack) -> None:
    receiver, api = Receiver(stack.site, "emptied"), stack.api(stack.token("teller"))
    receiver.answers = [500, 200]
    asked = {"name": "Walruses", "query": "q=walrus", "webhook": receiver.address}
    receiver.secret = api("saved-searches/", asked)["webhook_secret"]
    broker = redis.Redis.from_url(embedded.client_url(embedded.redis_url(stack.var)))
    text = "Warden Liv Aasen said on Monday that a walrus had come ashore below the lighthouse."
    article = api("articles/", {"text": text})["id"]
    broker.flushall()
    until(lambda: api(f"articles/{article}/")["stage"] == "done", seconds=120)
    for _ in range(3):
        broker.flushall()
        time.sleep(1)
    until(lambda: len(receiver.news()) == 2, seconds=120)
    assert len({body["delivery"] for body in receiver.news()}) == 1
    assert all("walrus" in claim["text"] for claim in receiver.news()[0]["claims"])
    assert receiver.news()[0]["claims"]
