"""The statement of coverage at the end of a run: what the engine and the oracle have compared."""

from __future__ import annotations

from typing import Any

from tests.oracle.lockstep import Tally


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Add up what the chunks recorded; works with parallel workers too."""
    tally = Tally()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for name, value in report.user_properties:
                    if name.startswith("oracle "):
                        getattr(tally, name.removeprefix("oracle ")).update(value)
    if tally.totals:
        terminalreporter.section("engine and oracle in lockstep")
        terminalreporter.write_line(tally.told())
