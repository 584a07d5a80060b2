"""The board's columns: the stages that occur, in the order in which pages name them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from engine.queries.dispatch_board import STAGES, _stages

ROOT = Path(__file__).parents[3]


def at(stage: str | None) -> tuple[Any, int]:
    return SimpleNamespace(stage=stage), 1


def test_columns_are_the_stages_that_occur_and_none_vanishes_because_it_is_unknown() -> None:
    found = _stages([at(one) for one in ("restore", "of-a-new-package", None, "diagnose", "accept")])
    assert [one.stage for one in found] == ["accept", "diagnose", "restore", None, "of-a-new-package"]


def test_the_order_of_stages_is_that_of_the_pages_words() -> None:
    words = (ROOT / "web/src/words/stages.ts").read_text(encoding="utf-8").partition("} as const")[0]
    assert tuple(re.findall(r"^  '?([a-z-]+)'?: \[", words, re.M)) == STAGES


def test_every_stage_of_the_shipped_packages_is_known() -> None:
    for diagram in sorted((ROOT / "bpmn").glob("*/*.bpmn")):
        used = re.findall(r'huan:stage="([^"]+)"', diagram.read_text(encoding="utf-8"))
        assert set(used) <= set(STAGES), diagram.name
