"""`huan accounts list-tokens`: which machine acts as whom, and never a secret."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engine.commands.api_tokens import CreateApiToken, RevokeApiToken
from engine.credentials import token_hash
from huan.__main__ import main
from tests.stage import SYSTEM, Stage


def listed(*options: str) -> list[str]:
    done = CliRunner().invoke(main, ["accounts", "list-tokens", *options])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_tokens_are_listed_so_that_one_can_be_revoked(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAN_DATABASE_URL", sqlite_url)
    stage = Stage(sqlite_url, packages=False)
    assert listed() == ["no tokens"]
    made = stage.run(CreateApiToken("operator", "meter\x1b[2J\ngateway", None), SYSTEM)
    other = stage.run(CreateApiToken("agent", "大屏", 1), SYSTEM)
    stage.run(RevokeApiToken(other["id"]), SYSTEM)
    stage.system.close()

    said = listed()
    assert len(said) == 2, "one line each, whatever a label says"
    first, second = said
    assert first.split("  ")[:2] == [made["id"], "valid"]
    assert "operator" in first
    assert "expires never" in first
    assert first.endswith("meter?[2J?gateway")
    assert (second.split("  ")[:2], second.endswith("大屏")) == ([other["id"], "revoked"], True)
    assert listed("--user", "agent") == [second]
    for secret in (made["token"], other["token"]):
        assert secret not in "".join(said)
        assert token_hash(secret) not in "".join(said)

    nobody = CliRunner().invoke(main, ["accounts", "list-tokens", "--user", "nobody"])
    assert (nobody.exit_code, "nobody has the username" in nobody.output) == (1, True)
