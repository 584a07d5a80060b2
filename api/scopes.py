"""Which scope a machine's token needs for an endpoint: it follows from the endpoint's policy and method.

An action that is not listed needs `admin`: what is new is closed until somebody says what it belongs to.
"""

from __future__ import annotations

from engine.org import Action

_ORDERS = frozenset(
    {
        "SEE_ORDER",
        "OPEN_ORDER",
        "CHANGE_ORDER",
        "HOLD_ORDER",
        "CANCEL_ORDER",
        "REQUEST_HOLD",
        "REQUEST_CANCELLATION",
        "SEE_CALL",
        "SEE_CUSTOMERS",
        "RESTRICT_ORDER",
        "MERGE_ORDERS",
        "TELL_ESTIMATE",
        "COMMENT",
    }
)
_TASKS = frozenset({"WORK_TASK", "URGE_TASK", "ESCALATE_TASK", "SUPERVISE_TASK", "TAKE_OVER_TASK"})
_PACKAGES = frozenset({"SEE_PACKAGES", "DESIGN", "DEPLOY"})
_READING = frozenset({"GET", "HEAD"})


def scope_of(action: Action | None, method: str) -> str:
    """Return the scope that an action needs; None: what one asks about oneself."""
    if action is None:
        return "me"
    if action.name in _ORDERS:
        return "orders:read" if method in _READING else "orders:write"
    if action.name in _TASKS:
        return "tasks"
    return "packages" if action.name in _PACKAGES else "admin"
