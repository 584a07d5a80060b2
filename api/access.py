"""Each endpoint declares who may use it, and one guard asks the policy before anything else is looked at."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any

from flask import g, request

from api.accounts import recognise
from api.context import Caller, set_caller
from api.documents import require_text
from api.problems import ScopeMissing
from api.scopes import scope_of
from engine.org import Action, may_at_all, refusal


class Access(Enum):
    """Endpoints for which no action has to be allowed."""

    PUBLIC = "anybody, without signing in"
    SIGNED_IN = "anybody who is signed in, about themselves"


#: Who may use an endpoint: an action that must be allowed to something at all, or plain access.
Policy = Access | Action
View = Callable[..., Any]
_DECLARED = "_huan_policy"
_WHO_AM_I = "session.get_session"


def guarded(policy: Policy, view: View) -> View:
    """Return the view behind its guard: recognise who asks, and let the policy decide.

    An action is asked about in general here; about the very order, task or call the query or command asks
    again, with its place.
    """

    @wraps(view)
    def guard(*args: Any, **kwargs: Any) -> Any:
        for values in request.args.listvalues():
            for value in values:
                require_text(value)
        if policy is not Access.PUBLIC:
            caller = recognise()
            _require_scope(caller, policy)
            if isinstance(policy, Action):
                # What is asked about oneself may hold one's own number.
                g.hides_numbers = not may_at_all(caller.actor, Action.SEE_NUMBER, caller.directory)
                if not may_at_all(caller.actor, policy, caller.directory):
                    raise refusal(policy)
            set_caller(caller)
        return view(*args, **kwargs)

    setattr(guard, _DECLARED, policy)
    return guard


def _require_scope(caller: Caller, policy: Policy) -> None:
    """Refuse a machine's token that is not meant for this; who it is, it may always ask."""
    if caller.scopes is None or request.endpoint == _WHO_AM_I:
        return
    needed = scope_of(policy if isinstance(policy, Action) else None, request.method)
    if needed not in caller.scopes:
        raise ScopeMissing(needed)


def hides_numbers() -> bool:
    """Answer whether whoever asks may see no telephone numbers in the answer to this request."""
    return bool(g.get("hides_numbers", False))


def declared_policy(view: View) -> Policy | None:
    """Return the policy that a registered view declared; None when it declared none."""
    found: Policy | None = getattr(view, _DECLARED, None)
    return found
