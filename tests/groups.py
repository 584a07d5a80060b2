"""Which tests belong to one worker: those of a file, so that what it needs is made once; in a browser, a day's.

The runner asks for the group by a test's id. Its own marks for groups need what the test framework no longer has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest

#: Files whose tests are so long that workers share them.
SHARED = ("tests/oracle/test_oracle.py",)
#: Stories that change packages, and those that only look, are kept apart from the day's work; so are those that
#: begin where nothing has happened yet.
BROWSER = {
    "designing": (
        "test_designer",
        "test_new_process",
        "test_packages",
        "test_accessibility",
        "test_incidents",
    ),
    "beginning": ("test_notices", "test_order_beside_its_process", "test_pictures"),
}


def group_of(nodeid: str) -> str:
    """Return the group of a test by its id."""
    path = nodeid.partition("::")[0]
    if path.startswith("tests/web/"):
        stem = path.rpartition("/")[2].removesuffix(".py")
        return next((group for group, stems in BROWSER.items() if stem in stems), "working")
    return nodeid if path in SHARED else path


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # the runner has no types
    """Gives each worker whole groups, in the order in which the tests were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def scheduler(config: pytest.Config, log: Callable[..., Any]) -> ByGroup:
    """Return what shares the tests among workers."""
    return ByGroup(config, log)
