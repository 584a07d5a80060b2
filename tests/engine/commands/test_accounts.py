"""Passwords, sessions and tokens, on both databases, by the database's own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from engine.commands.accounts import UnlockAccount
from engine.commands.api_tokens import CreateApiToken, RevokeApiToken
from engine.commands.purge_expired import PurgeExpired
from engine.commands.set_password import SetPassword
from engine.commands.sign_in import CountAttempt, OpenSession
from engine.commands.sign_out import CloseSession
from engine.credentials import (
    IDLE_SECONDS,
    MOST_FAILURES,
    MOST_OF_ADDRESS,
    hash_password,
    is_password,
    token_hash,
)
from engine.errors import InvalidInput, NotAllowed, NotFound, NotSignedIn
from engine.store.accounts import person_of_token, valid_session
from engine.store.organisation import changed
from engine.store.sign_ins import Door
from engine.store.statement import Statement
from engine.store.tables import api_token, person, rate_limit, sign_in, user_session
from tests.stage import SYSTEM, Stage

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def stage(database_url: str) -> Stage:
    return Stage(database_url, packages=False)


def change(stage: Stage, statement: object) -> None:
    with stage.system.database.transaction() as tx:
        tx.write(Statement(statement))


def session_of(stage: Stage, token: str) -> object:
    with stage.system.database.reading() as tx:
        return valid_session(tx, token_hash(token))


def test_a_password_is_recognised_and_another_is_not() -> None:
    kept = hash_password("correct horse")
    assert is_password("correct horse", kept)
    assert not is_password("correct house", kept)
    assert not is_password("correct horse", None)
    assert not is_password("correct horse", "no hash at all")


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_that_is_too_short_or_long_is_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="8 to 200"):
        hash_password(password)


def test_the_command_does_not_show_the_password() -> None:
    assert "secret" not in repr(SetPassword("agent", "secret word"))


def test_only_an_operator_or_the_system_sets_passwords(stage: Stage) -> None:
    assert stage.run(SetPassword("agent", "a good one"), "operator")["new"]
    assert not stage.run(SetPassword("agent", "a better one"), SYSTEM)["new"]
    with pytest.raises(NotAllowed):
        stage.run(SetPassword("leader", "a good one"), "agent")
    with pytest.raises(NotFound, match="nobody"):
        stage.run(SetPassword("nobody", "a good one"), SYSTEM)


def test_the_fifth_wrong_password_locks_the_account_until_its_time_is_over(stage: Stage) -> None:
    stage.run(SetPassword("agent", "a good one"), SYSTEM)
    for _ in range(MOST_FAILURES):
        assert stage.run(CountAttempt("agent"), SYSTEM)["password_hash"]
    first = stage.run(CountAttempt("agent"), SYSTEM)
    assert (first["refused"], 890 < first["seconds"] <= 900) == ("locked", True)
    change(stage, update(sign_in).values(locked_until=LONG_AGO))
    for _ in range(MOST_FAILURES):
        assert stage.run(CountAttempt("agent"), SYSTEM)["refused"] is None
    second = stage.run(CountAttempt("agent"), SYSTEM)
    assert (second["refused"], 1790 < second["seconds"] <= 1800) == ("locked", True), "twice as long"


def test_an_operator_unlocks_an_account_of_their_tiers(stage: Stage) -> None:
    stage.run(SetPassword("agent", "a good one"), SYSTEM)
    for _ in range(MOST_FAILURES + 1):
        stage.run(CountAttempt("agent"), SYSTEM)
    with pytest.raises(NotAllowed):
        stage.run(UnlockAccount(stage.ids["agent"], "电话核实"), "leader")
    assert stage.run(UnlockAccount(stage.ids["agent"], "电话核实"), "operator")["was_locked"]
    assert not stage.run(UnlockAccount(stage.ids["agent"], "电话核实"), "operator")["was_locked"]
    assert stage.run(CountAttempt("agent"), SYSTEM)["refused"] is None


def test_one_address_has_so_many_attempts_whoever_they_are_for(stage: Stage) -> None:
    door = Door("192.0.2.7", "a browser")
    for number in range(MOST_OF_ADDRESS):
        assert stage.run(CountAttempt(f"guess-{number}", door), SYSTEM)["refused"] is None
    refused = stage.run(CountAttempt("agent", door), SYSTEM)
    assert (refused["refused"], 0 < refused["seconds"] <= 900) == ("throttled", True)
    assert stage.run(CountAttempt("agent", Door("192.0.2.8", "")), SYSTEM)["refused"] is None
    change(stage, update(rate_limit).values(until=LONG_AGO))
    assert stage.run(CountAttempt("agent", door), SYSTEM)["refused"] is None


def test_a_whole_centre_signs_in_from_one_address_and_only_what_fails_counts(stage: Stage) -> None:
    stage.run(SetPassword("agent", "a good one"), SYSTEM)
    door = Door("192.0.2.9", "a browser")
    for _ in range(MOST_OF_ADDRESS + 5):
        assert stage.run(CountAttempt("agent", door), SYSTEM)["refused"] is None
        stage.run(OpenSession("agent", stage.ids["agent"], None, door), SYSTEM)
    # Another house's word is no attempt here, and gives none back.
    for number in range(MOST_OF_ADDRESS):
        stage.run(OpenSession("agent", stage.ids["agent"], None, door, "oidc"), SYSTEM)
        assert stage.run(CountAttempt(f"guess-{number}", door), SYSTEM)["refused"] is None
    assert stage.run(CountAttempt("agent", door), SYSTEM)["refused"] == "throttled"


def test_a_right_password_takes_the_count_back(stage: Stage) -> None:
    stage.run(SetPassword("agent", "a good one"), SYSTEM)
    for _ in range(3 * MOST_FAILURES):
        stage.run(CountAttempt("agent"), SYSTEM)
        stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)


def test_nobody_has_an_account_that_does_not_exist(stage: Stage) -> None:
    for _ in range(MOST_FAILURES):
        answer = stage.run(CountAttempt("nobody"), SYSTEM)
        assert (answer["password_hash"], answer["refused"]) == (None, None)
    assert stage.run(CountAttempt("nobody"), SYSTEM)["refused"] == "locked", "as a name that somebody has"


def test_a_session_lasts_until_it_is_idle_or_over(stage: Stage) -> None:
    opened = stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)
    found = session_of(stage, opened["token"])
    assert found is not None
    assert (found.person_id, found.csrf, found.is_stale) == (stage.ids["agent"], opened["csrf"], False)
    idle = datetime.now(UTC) - timedelta(seconds=IDLE_SECONDS - 60)
    change(stage, update(user_session).values(seen_at=idle))
    assert session_of(stage, opened["token"]).is_stale
    change(stage, update(user_session).values(seen_at=idle - timedelta(seconds=120)))
    assert session_of(stage, opened["token"]) is None
    again = stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)
    change(stage, update(user_session).values(expires_at=LONG_AGO))
    assert session_of(stage, again["token"]) is None
    stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)
    assert stage.run(PurgeExpired(), SYSTEM)["purged"] == 2
    assert len(stage.rows(user_session.select())) == 1, "sessions that are over are forgotten"


def test_signing_out_ends_the_session_and_a_new_password_ends_them_all(stage: Stage) -> None:
    first, second, third = (
        stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)["token"] for _ in range(3)
    )
    stage.run(CloseSession(token_hash(first)), SYSTEM)
    assert session_of(stage, first) is None
    assert session_of(stage, second) is not None
    stage.run(SetPassword("agent", "a good one"), SYSTEM)
    assert session_of(stage, second) is None
    assert session_of(stage, third) is None


def test_a_session_replaces_the_one_the_browser_had(stage: Stage) -> None:
    first = stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)["token"]
    second = stage.run(OpenSession("agent", stage.ids["agent"], token_hash(first)), SYSTEM)["token"]
    assert session_of(stage, first) is None
    assert session_of(stage, second) is not None


def test_whoever_left_is_signed_in_no_more(stage: Stage) -> None:
    token = stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)["token"]
    machine = stage.run(CreateApiToken("agent", "robot"), SYSTEM)["token"]
    change(stage, update(person).where(person.c.username == "agent").values(active=False))
    assert session_of(stage, token) is None
    with stage.system.database.reading() as tx:
        assert person_of_token(tx, token_hash(machine)) is None
    with stage.system.database.transaction() as tx:
        changed(tx)
    with pytest.raises(NotSignedIn, match="closed"):
        stage.run(OpenSession("agent", stage.ids["agent"]), SYSTEM)


def test_a_machine_is_known_by_its_token_until_it_is_revoked_or_expires(stage: Stage) -> None:
    made = stage.run(CreateApiToken("operator", "meter gateway"), SYSTEM)
    endless = stage.run(CreateApiToken("operator", "old gateway", days=None), "operator")

    def owner(token: str) -> str | None:
        with stage.system.database.reading() as tx:
            return person_of_token(tx, token_hash(token))

    assert owner(made["token"]) == owner(endless["token"]) == stage.ids["operator"]
    assert owner("another") is None
    stage.run(RevokeApiToken(endless["id"]), "operator")
    stage.run(RevokeApiToken(endless["id"]), "operator")
    assert owner(endless["token"]) is None
    change(stage, update(api_token).where(api_token.c.id == made["id"]).values(expires_at=LONG_AGO))
    assert owner(made["token"]) is None
    with pytest.raises(NotAllowed):
        stage.run(CreateApiToken("operator", "mine"), "agent")
    with pytest.raises(InvalidInput):
        stage.run(CreateApiToken("operator", " "), SYSTEM)
    with pytest.raises(InvalidInput):
        stage.run(CreateApiToken("operator", "x", days=0), SYSTEM)
    with pytest.raises(NotFound):
        stage.run(RevokeApiToken(stage.ids["agent"]), SYSTEM)
