"""Named points where the tests let a process die, to prove that nothing is lost there.

In production every call is one comparison. `HUAN_FAULT=POINT` or `HUAN_FAULT=POINT:NAME` kills the process at
that point with SIGKILL, as a power failure would; NAME is the command or handler at work.
"""

from __future__ import annotations

import os
import signal

#: The points. Named after what has been done when the process dies.
BEFORE_COMMIT = "before-commit"
AFTER_COMMIT = "after-commit-before-hint"
BEFORE_CALL = "in-effect-before-call"
AFTER_CALL = "in-effect-after-call"
POINTS = (BEFORE_COMMIT, AFTER_COMMIT, BEFORE_CALL, AFTER_CALL)

_chosen = os.environ.get("HUAN_FAULT")


def reach(point: str, name: str) -> None:
    """Die here, if the tests chose this point."""
    if _chosen is not None and _chosen in (point, f"{point}:{name}"):
        os.kill(os.getpid(), signal.SIGKILL)
