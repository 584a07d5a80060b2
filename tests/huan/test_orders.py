"""`huan orders name`: a restricted order in which nobody is left is given a leader, on record."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from engine.commands.open_order import OpenOrder
from engine.commands.restriction import RestrictOrder
from huan.__main__ import main
from tests.stage import SYSTEM, Stage


def test_it_says_who_was_named_and_refuses_without_need(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAN_DATABASE_URL", sqlite_url)
    stage = Stage(sqlite_url, packages=False)
    order = stage.run(OpenOrder("complaint", "投诉", premise_id=stage.ids["premise-A1"]), "agent")["order"]
    number = stage.order(order).number
    stage.run(RestrictOrder(order, "无人指名"), SYSTEM)
    stage.system.close()

    def said(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["orders", "name", *words])
        return done.exit_code, done.output

    assert said(number, "leader", "--reason", "原负责人离职") == (0, f"{number}: 班长 is named\n")
    code, told = said(number, "duty", "--reason", "再指名一位")
    assert (code, "班长 may name others" in told) == (1, True)
    code, told = said("1234", "duty", "--reason", "x")
    assert (code, "there is no order 1234" in told) == (1, True)
