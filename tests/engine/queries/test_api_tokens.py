"""The list of machines' tokens: whose they are, what they may do, whether they still open anything."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from engine.commands.api_tokens import CreateApiToken, RevokeApiToken
from engine.errors import NotAllowed, NotFound
from engine.queries.api_tokens import token_lines
from engine.store.organisation import changed
from engine.store.statement import Statement
from engine.store.tables import api_token, person
from tests.engine.queries.conftest import Look
from tests.stage import SYSTEM, Stage

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def issue(stage: Stage, username: str, label: str, **options: float | None) -> str:
    return str(stage.run(CreateApiToken(username, label, **options), SYSTEM)["id"])


def test_every_token_is_listed_with_whether_it_still_opens_anything(stage: Stage, look: Look) -> None:
    endless = issue(stage, "operator", "meter gateway", days=None)
    revoked = issue(stage, "operator", "old gateway")
    expired = issue(stage, "agent", "robot")
    of_who_left = issue(stage, "leader", "wall display")
    stage.run(RevokeApiToken(revoked), SYSTEM)
    with stage.system.database.transaction() as tx:
        tx.write(Statement(update(api_token).where(api_token.c.id == expired).values(expires_at=LONG_AGO)))
        tx.write(Statement(update(person).where(person.c.username == "leader").values(active=False)))
        changed(tx)
    with look("operator") as reading:
        lines = {line.id: line for line in token_lines(reading)}
    assert {key: line.standing for key, line in lines.items()} == {
        endless: "valid",
        revoked: "revoked",
        expired: "expired",
        of_who_left: "person left",
    }
    first = lines[endless]
    assert (first.username, first.label, first.roles) == ("operator", "meter gateway", ("operator",))
    assert (first.expires_at, first.revoked_at, first.created_at is None) == (None, None, False)
    assert lines[revoked].revoked_at is not None


def test_the_tokens_of_one_person_are_asked_for_by_username(stage: Stage, look: Look) -> None:
    issue(stage, "operator", "meter gateway")
    theirs = issue(stage, "agent", "robot")
    with look("operator") as reading:
        assert [line.id for line in token_lines(reading, "agent")] == [theirs]
        assert token_lines(reading, "leader") == []
        with pytest.raises(NotFound, match="nobody has the username 'nobody'"):
            token_lines(reading, "nobody")


def test_only_who_manages_accounts_sees_tokens(look: Look) -> None:
    with look("agent") as reading, pytest.raises(NotAllowed):
        token_lines(reading)
