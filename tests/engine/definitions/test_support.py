"""What the table of support promises is shown, and what is shown is promised."""

from __future__ import annotations

from engine.definitions import support
from engine.definitions.reading.understood import FLOW_NODES
from huan import bpmn_support
from tests.engine.constructs.construct import names


def test_every_row_has_a_diagram_and_a_story():
    missing = support.cases() - set(names())
    assert not missing, f"no case for {sorted(missing)}"


def test_every_case_stands_in_the_table():
    unnamed = set(names()) - support.cases()
    assert not unnamed, f"no row for {sorted(unnamed)}"


def test_everything_that_can_be_drawn_is_in_the_table():
    tags = {row.tag for row in (*support.TASKS, *support.GATEWAYS, *support.EVENTS)}
    assert tags == FLOW_NODES


def test_the_page_for_designers_is_what_the_table_says(capsys):
    assert bpmn_support.main(["--check"]) == 0, "run python -m huan.bpmn_support"


def test_a_stale_page_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bpmn_support, "PAGE", tmp_path / "bpmn-support.md")
    assert bpmn_support.main(["--check"]) == 1
    assert "is stale" in capsys.readouterr().err
    assert bpmn_support.main([]) == 0
    assert bpmn_support.main(["--check"]) == 0
