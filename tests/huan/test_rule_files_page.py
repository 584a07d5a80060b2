"""docs/rule-files.md: every example of a file is taken, and every command prints what stands below it."""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from engine.commands.order_rules import read_order_rules
from engine.definitions.forms import Form
from engine.limits.calendar_files import read_calendar_file
from huan.__main__ import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rule-files.md").read_text("utf-8")
BLOCKS = [
    textwrap.dedent(block).strip()
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, flags=re.MULTILINE)
]
COMMANDS = [block.replace("\\\n", "") for block in BLOCKS if block.startswith("$")]


def _example(first: str) -> str:
    return next(block for block in BLOCKS if block.startswith(first))


def test_the_example_of_the_rules_of_orders_is_taken() -> None:
    shipped = yaml.safe_load((ROOT / "engine" / "orders" / "rules.yaml").read_text("utf-8"))
    changed = yaml.safe_dump({**shipped, **yaml.safe_load(_example("merge:"))}, allow_unicode=True)
    rules = read_order_rules(changed, "mine.yaml")
    assert (rules.sample_percent, [row.priority for row in rules.priorities]) == (50, [30, 25, 20])


def test_every_field_of_the_rules_of_orders_is_on_the_page() -> None:
    shipped = yaml.safe_load((ROOT / "engine" / "orders" / "rules.yaml").read_text("utf-8"))
    for name, value in shipped.items():
        for field in value if isinstance(value, dict) else (None,):
            assert f"| `{name}{'.' + field if field else ''}` |" in PAGE, (name, field)


def test_the_example_of_a_calendar_is_taken() -> None:
    read = read_calendar_file(_example("format: 1\ncalendar:"), "cn-dongxi-2026.yaml")
    assert (read.key, read.extends, len(read.year.days)) == ("cn-dongxi", "cn", 2)


def test_the_example_of_a_form_wants_a_note_of_what_is_broken() -> None:
    form = Form("inspect", json.loads(_example('{\n  "$schema"')))
    assert form.findings({"found": "sound"}) == []
    assert [one["field"] for one in form.findings({"found": "broken"})] == ["note"]


@pytest.mark.parametrize("shown", COMMANDS)
def test_a_command_prints_what_stands_below_it(shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command, *expected = shown.removeprefix("$ huan ").splitlines()
    done = CliRunner().invoke(main, shlex.split(command))
    assert (done.exit_code, done.output.splitlines()[0]) == (0, expected[0])
    assert all(line.partition("…")[0] in done.output for line in expected)
