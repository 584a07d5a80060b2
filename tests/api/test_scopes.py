"""Which scope opens what: every action has its place, and none that changes the installation opens by less."""

from __future__ import annotations

import pytest

from api.scopes import scope_of
from engine.credentials import SCOPES
from engine.org import RULES, Action


@pytest.mark.parametrize("action", RULES)
def test_every_action_has_a_scope_that_a_token_can_have(action: Action) -> None:
    assert {scope_of(action, "GET"), scope_of(action, "POST")} <= set(SCOPES)


@pytest.mark.parametrize(
    ("action", "read", "write"),
    [
        (Action.MERGE_ORDERS, "orders:read", "orders:write"),
        (Action.SUPERVISE_ORDER, "orders:read", "orders:write"),
        (Action.MANAGE_OUTAGES, "orders:read", "orders:write"),
        (Action.APPROVE_HOLD, "tasks", "tasks"),
        (Action.SHARE_VIEW, "tasks", "tasks"),
        (Action.DEPLOY, "packages", "packages"),
        (Action.ERASE_VALUES, "admin", "admin"),
        (Action.AUDIT_LOOKS, "admin", "admin"),
        (Action.ARRANGE_DUTY, "admin", "admin"),
        (None, "me", "me"),
    ],
)
def test_what_a_scope_opens(action: Action | None, read: str, write: str) -> None:
    assert (scope_of(action, "GET"), scope_of(action, "PATCH")) == (read, write)
