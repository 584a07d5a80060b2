"""Two looks at an exchange, question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from telephony.calls import SHOW_CHANNELS, CallRecord, Fact
from telephony.gaps.agents import AGENTS, TIERS
from telephony.gaps.members import QUEUES
from telephony.listener.following import Following
from telephony.listener.looking import APART_SECONDS, Look
from telephony.listener.session import Ready
from telephony.telling import Calls
from tests.telephony.calls.test_machine import inbound
from tests.telephony.gaps.records import CORE, NODE, NOON

NOBODY = '{"row_count": 0}'


class NoMemory:
    """Nothing was recorded before."""

    def calls_open_since(self, node: str, since: datetime) -> Iterable[CallRecord]:
        return []

    def calls_known_by(self, ids: Iterable[str]) -> Iterable[CallRecord]:
        return []

    def namesake_of(self, node: str, switchname: str, core: str) -> str | None:
        return None

    def untold(self, records: Iterable[CallRecord], facts: Iterable[Fact]) -> dict[str, list[Fact]]:
        return {}


def after(seconds: float) -> datetime:
    return NOON.astimezone(UTC) + timedelta(seconds=seconds)


def test_who_came_after_the_list_of_channels_is_not_buried_because_the_other_answers_took_long() -> None:
    counts = Counter[str]()
    following = Following(Calls(), NoMemory(), counts, 0.0)
    following.begin(Ready(NODE, CORE, None, frozenset(), ()), 1, after(0))
    look = Look.after_connect(following, counts, CORE, {})
    for question in look.questions(0.0):
        look.answered(question, "+OK\n", after(0), 0.0)
    assert look.first_is_done
    assert look.questions(APART_SECONDS) == [SHOW_CHANNELS, QUEUES, AGENTS, TIERS]
    look.answered(SHOW_CHANNELS, NOBODY, after(3), 3.0)
    following.take([inbound(4, "just-come", core=CORE)], after(4))
    for question in (QUEUES, AGENTS, TIERS):
        look.answered(question, "+OK\n", after(20), 20.0)
    assert (look.over, look.lost, following.live) == (True, 0, 1)
