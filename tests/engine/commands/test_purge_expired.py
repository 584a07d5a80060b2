"""What is over is forgotten by the housekeeping turn, a batch at a time; what still serves stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from engine.commands.notifications.read import ReadAllNotifications
from engine.commands.oidc_login import BeginOidcLogin
from engine.commands.purge_expired import PurgeExpired
from engine.commands.sign_in import CountAttempt, OpenSession
from engine.store.sign_ins import Door
from engine.store.statement import Statement
from engine.store.tables import (
    idempotency_key,
    notification,
    notification_read,
    oidc_login,
    rate_limit,
    sign_in_attempt,
    user_session,
)
from engine.workers.turns import keep_house
from tests.stage import MORNING, SYSTEM, Stage
from tests.telling import Tell

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def count(stage: Stage) -> tuple[int, ...]:
    tables = (idempotency_key, user_session, rate_limit, oidc_login)
    return tuple(len(stage.rows(select(table))) for table in tables)


def ended(stage: Stage) -> None:
    """Let everything that expires have done so long ago."""
    with stage.system.database.transaction() as tx:
        for table in (idempotency_key, user_session, oidc_login):
            tx.write(Statement(update(table).values(expires_at=LONG_AGO)))
        tx.write(Statement(update(rate_limit).values(until=LONG_AGO)))


def arrive(stage: Stage, number: int) -> None:
    """Leave one row of each kind."""
    stage.run(CountAttempt("agent", Door(f"192.0.2.{number}", "")), SYSTEM, key=f"k-{number}")
    stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)
    stage.run(BeginOidcLogin(f"state-{number}", "n", "v"), SYSTEM)


def test_what_is_over_is_forgotten_a_batch_at_a_time_and_what_serves_stays(stage: Stage) -> None:
    for number in range(3):
        arrive(stage, number)
    assert count(stage) == (3, 3, 4, 3), "attempts are counted by address and by name"
    assert stage.run(PurgeExpired(), SYSTEM)["purged"] == 0
    ended(stage)
    arrive(stage, 9)
    told = len(stage.rows(select(sign_in_attempt)))
    assert stage.run(PurgeExpired(most=2), SYSTEM)["purged"] == 8, "two of each kind"
    while keep_house(stage.engine):
        pass
    assert count(stage) == (1, 1, 2, 1)
    assert len(stage.rows(select(sign_in_attempt))) == told, "the record of sign-ins stays"


def test_a_session_that_nobody_used_is_forgotten_before_its_end(stage: Stage) -> None:
    stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)
    with stage.system.database.transaction() as tx:
        tx.write(Statement(update(user_session).values(seen_at=LONG_AGO)))
    assert stage.run(PurgeExpired(), SYSTEM)["purged"] == 1


def test_notices_are_kept_as_long_as_the_installation_says_and_the_history_for_ever(stage: Stage) -> None:
    order = stage.open_order()["order"]
    history = len(stage.history(order))
    to = {"people": [stage.ids["duty"]], "departments": [stage.ids["repair@A1"]], "order_id": order}
    stage.run(Tell("urged", to), "agent")
    stage.run(ReadAllNotifications(), "desk")
    stage.set_clock(MORNING + timedelta(days=30))
    stage.run(Tell("urged", to), "agent")
    stage.engine.services.notices_kept = None
    stage.set_clock(MORNING + timedelta(days=500))
    assert stage.run(PurgeExpired(), SYSTEM)["purged"] == 0
    stage.engine.services.notices_kept = timedelta(days=480)
    assert stage.run(PurgeExpired(most=1), SYSTEM)["purged"] == 1
    while stage.run(PurgeExpired(), SYSTEM)["purged"]:
        pass
    left = stage.rows(select(notification.c.created_at))
    assert [row["created_at"] for row in left] == [MORNING + timedelta(days=30)] * 2
    assert stage.rows(select(notification_read)) == []
    assert len(stage.history(order)) == history
