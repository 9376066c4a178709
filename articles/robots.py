"""What a site's robots.txt says about an address: RFC 9309, decided by protego, quoted by us."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.cache import cache
from protego import Protego
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

KEPT_SECONDS = 60 * 60  # RFC 9309, section 2.4, allows a day
UNSETTLED_SECONDS = 60
MOST_LINES = 5000


@dataclass(frozen=True)
class Rule:
    """A line of a robots.txt, counted from 1."""

    line: int
    words: str


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def known_robots(origin: str) -> str | None:
    """Return a site's robots.txt if it was fetched within the last hour; none if not, or without a cache."""
    try:
        kept = cache.get(f"robots:{origin}")
    except (RedisError, OSError):
        return None
    return kept if isinstance(kept, str) else None


def keep_robots(origin: str, text: str, *, settled: bool) -> None:
    """Keep a site's robots.txt for an hour, a minute if it could not be had; without a cache it is fetched again."""
    try:
        cache.set(f"robots:{origin}", text, KEPT_SECONDS if settled else UNSETTLED_SECONDS)
    except (RedisError, OSError) as error:
        logger.warning("No cache, robots.txt of %s is not kept: %s", origin, error)


def forbidding_rule(text: str, address: str, agent: str) -> Rule | None:
    """Return the rule that keeps an agent away from an address; none if it may be fetched."""
    if Protego.parse(text).can_fetch(address, agent):
        return None
    lines = _disallowing(text, agent.partition("/")[0].lower())
    fitting = [rule for rule in lines if _forbids(rule, address, agent)]
    return max(fitting, key=lambda rule: len(rule.words), default=Rule(0, ""))


def _forbids(rule: Rule, address: str, agent: str) -> bool:
    return not Protego.parse(f"User-agent: *\n{rule.words}").can_fetch(address, agent)


def _disallowing(text: str, name: str) -> list[Rule]:
    """Return the lines `Disallow` of the groups that name the agent, else of those for everybody."""
    groups: dict[str, list[Rule]] = {}
    agents: list[str] = []
    naming = False
    for number, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        words = line.partition("#")[0].strip()
        field, _, value = (part.strip().lower() for part in words.partition(":"))
        if field == "user-agent":
            agents = [*agents, value] if naming else [value]
        elif field == "disallow" and value:
            for agent in agents:
                groups.setdefault(agent, []).append(Rule(number, words[:200]))
        naming = field == "user-agent" or (naming and not field)
    own = [rule for agent, rules in groups.items() if agent != "*" and agent and agent in name for rule in rules]
    return own or groups.get("*", [])
