"""Which scope a machine's token needs for an endpoint: it follows from the endpoint's policy and method.

Every action has its place here; a test holds that none is left out.
"""

from __future__ import annotations

from engine.org import Action

_ORDERS = frozenset(
    {
        Action.SEE_ORDER,
        Action.OPEN_ORDER,
        Action.CHANGE_ORDER,
        Action.HOLD_ORDER,
        Action.CANCEL_ORDER,
        Action.REQUEST_HOLD,
        Action.REQUEST_CANCELLATION,
        Action.REQUEST_APPOINTMENT,
        Action.MERGE_ORDERS,
        Action.REMOVE_ATTACHMENT,
        Action.ENTER_FOR,
        Action.RESTRICT_ORDER,
        Action.CORRECT_ORDER,
        Action.ANSWER_PUBLIC,
        Action.SUPERVISE_ORDER,
        Action.SEE_OUTAGES,
        Action.MANAGE_OUTAGES,
        Action.SEE_CALL,
        Action.HEAR_RECORDING,
        Action.HEAR_VOICEMAIL,
        Action.HEAR_RECORDINGS,
        Action.HOLD_RECORDING,
        Action.FLAG_CALLERS,
        Action.EDIT_WORDING,
        Action.ANNOUNCE,
        Action.SWITCH_OVERFLOW,
        Action.SEE_CUSTOMERS,
        Action.DIAL,
        Action.CONTROL_CALL,
        Action.SUPERVISE_CALL,
        Action.SEE_NUMBER,
    }
)
_TASKS = frozenset(
    {
        Action.WORK_TASK,
        Action.REASSIGN_TASK,
        Action.TAKE_OVER_TASK,
        Action.URGE_TASK,
        Action.APPROVE_HOLD,
        Action.SHARE_VIEW,
        Action.EXPORT_LIST,
        Action.SEE_BOARD,
        Action.TAKE_CALLS,
        Action.SEE_AGENTS,
        Action.SEE_FIGURES,
        Action.FORCE_AGENT,
        Action.RUN_CAMPAIGN,
    }
)
_PACKAGES = frozenset({Action.SEE_PACKAGES, Action.DESIGN, Action.DEPLOY})
_ADMIN = frozenset(
    {
        Action.ERASE_VALUES,
        Action.AUDIT_LOOKS,
        Action.AUDIT_PLAYS,
        Action.SEE_INCIDENTS,
        Action.MEND_INCIDENT,
        Action.DEMONSTRATE,
        Action.SEE_LIMITS,
        Action.CHANGE_LIMITS,
        Action.IMPORT,
        Action.SEND_MESSAGE,
        Action.EDIT_NOTICE_TEXTS,
        Action.MANAGE_ACCOUNTS,
        Action.SEE_ADMINISTRATION,
        Action.ARRANGE_DUTY,
        Action.ADMINISTER,
        Action.SEE_SIGN_INS,
        Action.MANAGE_TELEPHONY,
    }
)
_PLAIN = {"tasks": _TASKS, "packages": _PACKAGES, "admin": _ADMIN}
_READING = frozenset({"GET", "HEAD"})


def scope_of(action: Action | None, method: str) -> str:
    """Return the scope that an action needs; None: what one asks about oneself."""
    if action is None:
        return "me"
    if action in _ORDERS:
        return "orders:read" if method in _READING else "orders:write"
    for scope, actions in _PLAIN.items():
        if action in actions:
            return scope
    raise LookupError(f"no scope for {action.name}: give it a place in api/scopes.py")
