"""One process has a node; whoever lost it writes nothing about it any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text, update

from engine.commands.exchange.keep_node import NodeReport
from engine.errors import Unavailable
from engine.store.exchange import all_nodes
from engine.store.statement import Statement
from engine.store.tables import exchange_gap, exchange_node
from engine.words import Words
from telephony.listener.gap import Gap
from telephony.listener.lease import LEASE_SECONDS, MARGIN_SECONDS, Lease
from telephony.listener.session import Reason
from tests.stage import Stage
from tests.telephony.listener.conftest import SetTime

AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
GAP = Gap(AT, AT, Reason.EOF, 0, 2)


def lease(stage: Stage, owner: str, clock: SetTime, changed: Callable[[], None] = lambda: None) -> Lease:
    report = NodeReport("live", "vm", "28108b4e-2290-46b8-92b6-4eafe9a7108b", "1.11.2", AT, AT, {"events": 7})
    return Lease(stage.engine, "hangzhou-1", owner, lambda: clock.seconds, lambda: report, changed)


def lapse(stage: Stage) -> None:
    """Let the database's time pass for an owner who is not heard of."""
    past = text("'2000-01-01 00:00:00.000000'")
    with stage.system.database.transaction() as tx:
        tx.write(Statement(update(exchange_node).values(leased_until=past)))


def row(stage: Stage) -> dict[str, Any]:
    return stage.rows(select(exchange_node))[0]


def test_one_has_the_node_and_says_how_it_is(stage: Stage, clock: SetTime) -> None:
    one, other = lease(stage, "one", clock), lease(stage, "other", clock)
    for each in (one, other, one, other):
        each.turn()
    assert (one.held, other.held) == (True, False)
    found = row(stage)
    assert (found["lease_owner"], found["lease_term"], found["state"]) == ("one", 1, "live")
    assert (found["switchname"], found["heard_at"], found["counters"]) == ("vm", AT, {"events": 7})
    with stage.system.database.reading() as tx:
        assert [node.name for node in all_nodes(tx)] == ["hangzhou-1"]


def test_whoever_is_not_heard_of_loses_it_and_is_refused_by_the_next_term(
    stage: Stage, clock: SetTime
) -> None:
    lost: list[bool] = []
    one, other = lease(stage, "one", clock, lambda: lost.append(True)), lease(stage, "other", clock)
    one.turn()
    lapse(stage)
    other.turn()
    assert (other.term, other.heard_before) == (2, None)
    one.note(GAP)
    one.turn()
    assert (one.held, lost, stage.rows(select(exchange_gap))) == (False, [True, True], [])
    other.note(GAP)
    other.turn()
    (gap,) = stage.rows(select(exchange_gap))
    assert (gap["reason"], gap["lost"]) == ("eof", 2)


def test_a_lease_that_lapsed_and_nobody_took_is_kept(stage: Stage, clock: SetTime) -> None:
    one = lease(stage, "one", clock)
    one.turn()
    lapse(stage)
    one.turn()
    assert (one.held, row(stage)["lease_term"]) == (True, 1)


def test_what_is_given_back_is_anothers_at_once_with_when_it_was_last_heard(
    stage: Stage, clock: SetTime
) -> None:
    one, other = lease(stage, "one", clock), lease(stage, "other", clock)
    one.turn()
    one.give_back()
    assert (one.held, row(stage)["state"]) == (False, "free")
    other.turn()
    assert (other.term, other.heard_before) == (2, AT)


def test_commands_stop_before_anybody_else_can_have_the_node_though_it_is_listened_to(
    stage_on_sqlite: Stage, clock: SetTime
) -> None:
    one = lease(stage_on_sqlite, "one", clock)
    one.turn()
    assert one.may_send

    class Away:
        def run(self, *arguments: Any) -> Any:
            raise Unavailable(Words.same("the database does not answer"))

    one._engine = Away()  # type: ignore[assignment]
    clock.later(LEASE_SECONDS - MARGIN_SECONDS - 0.1)
    one.turn()
    assert (one.held, one.may_send) == (True, True)
    clock.later(0.2)
    assert (one.held, one.may_send) == (True, False)
