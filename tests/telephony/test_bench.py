"""The measurement of the event socket runs, on fewer events than in earnest."""

from __future__ import annotations

import pytest

from bench import esl


def test_the_figures_have_names_units_and_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(esl, "FLAT_EVENTS", 2_000)
    figures = {figure.name: figure for figure in esl.run(0.1)}
    assert {name: figure.target for name, figure in figures.items()} == {
        "esl-plain-events": 10_000,
        "esl-json-events": 10_000,
        "esl-selection-events": 10_000,
        "esl-memory-growth": 5.0,
    }
    assert all(
        rate > 500 for name, figure in figures.items() if name.endswith("events") for rate in figure.runs
    )
    assert figures["esl-memory-growth"].notes["calls left"] == 0
