"""Read one step: exactly one action, its own keys, and what is expected after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.definitions import Package
from engine.limits import seed_vocabulary
from engine.scenarios.moments import read_moment, read_span
from engine.scenarios.names import Names
from engine.scenarios.reading.expect import read_expectation
from engine.scenarios.reading.given import read_order
from engine.scenarios.source import Node
from engine.scenarios.story import (
    NOTHING_EXPECTED,
    Action,
    CallAgain,
    Claim,
    Do,
    Draft,
    EndJob,
    Hold,
    Mend,
    Message,
    Release,
    Return,
    Step,
    Switch,
    TellCall,
    Wait,
    Withdraw,
)

Fields = dict[str, Node]
#: What every step may say beside its action.
COMMON = ("expect", "refused", "note")
CALL_EVENTS = ("answered", "abandoned", "lost", "ended")
FOUND_OUT = ("happened", "did not happen")
JOB_ENDS = ("succeeds", "error", "fails", "unknown")


class Reader:
    """Reads the steps of one scenario with the names of its packages."""

    def __init__(self, package: Package, names: Names) -> None:
        self.package = package
        self.names = names
        self._actions: dict[str, tuple[tuple[str, ...], Callable[[Node, Fields], Action]]] = {
            "do": (("by", "with", "happened"), self._do),
            "claim": (("by",), self._claim),
            "give back": (("by",), self._give_back),
            "draft": (("by", "with"), self._draft),
            "return": (("by", "to", "reason", "cancels"), self._return),
            "withdraw": (("by", "reason"), self._withdraw),
            "message": (("key", "with", "id"), self._message),
            "call again": (("by",), self._call_again),
            "call": (("by",), self._call),
            "wait": ((), lambda node, _: Wait(span=read_span(node))),
            "until": ((), lambda node, _: Wait(until=read_moment(node))),
            "job": (JOB_ENDS, self._job),
            "open order": ((), lambda node, _: read_order(node, self.package, self.names)),
            "hold": (("by", "until"), self._hold),
            "release": (("by",), self._release),
            "retry": (("by",), self._retry),
            "reopen": (("by",), self._reopen),
            "settle": (("by", "as"), self._settle),
            "suspend": (("by",), self._suspend),
            "resume": (("by",), self._resume),
            "cancel": (("by",), self._cancel),
        }

    def step(self, node: Node) -> Step:
        """Return one step."""
        fields = node.mapping()
        named = [key for key in fields if key in self._actions]
        # A hold has an end, `until`, which alone would be an action of its own.
        named = [key for key in named if not any(key in self._actions[other][0] for other in named)]
        if len(named) > 1:
            raise node.refuse(f"a step does one thing, but here are {' and '.join(named)}", "make two steps")
        if not named and "expect" not in fields:
            node.fields([*self._actions, "play", *COMMON])
            raise node.refuse("the step does nothing", f"write one of: {', '.join(self._actions)}, expect")
        own, read = self._actions[named[0]] if named else ((), None)
        node.fields([*named, *own, *(COMMON if named else ("expect", "note"))])
        action = read(fields[named[0]], fields) if read is not None else None
        return Step(
            line=node.line,
            told=_told(fields, named[0] if named else None),
            action=action,
            refused=fields["refused"].text() if "refused" in fields else None,
            expect=read_expectation(fields["expect"], self.names) if "expect" in fields else NOTHING_EXPECTED,
        )

    # One method an action: the node of the action's own key, and all keys of the step.

    def _do(self, node: Node, fields: Fields) -> Action:
        happened = read_moment(fields["happened"]) if "happened" in fields else None
        return Do(self.names.task(node), self._by(fields), _values(fields), happened)

    def _claim(self, node: Node, fields: Fields) -> Action:
        return Claim(self.names.task(node), self._by(fields))

    def _give_back(self, node: Node, fields: Fields) -> Action:
        return Claim(self.names.task(node), self._by(fields), back=True)

    def _draft(self, node: Node, fields: Fields) -> Action:
        return Draft(self.names.task(node), self._by(fields), _values(fields))

    def _return(self, node: Node, fields: Fields) -> Action:
        if "to" not in fields:
            raise node.refuse("a return needs its target", "add to: TASK")
        cancels = None
        if "cancels" in fields:
            cancels = frozenset(self.names.element(one) for one in fields["cancels"].one_or_many())
        target = self.names.element(fields["to"])
        return Return(self.names.task(node), self._by(fields), target, _text(fields, "reason"), cancels)

    def _withdraw(self, node: Node, fields: Fields) -> Action:
        by = self._needed_by(node, fields, "a withdrawal needs its sender")
        return Withdraw(self.names.task(node), by, _text(fields, "reason"))

    def _message(self, node: Node, fields: Fields) -> Action:
        key = _text(fields, "key") or None
        if key in ("this order", "this call"):
            key = None
        return Message(self.names.message(node), key, _values(fields), _text(fields, "id") or None)

    def _call_again(self, node: Node, fields: Fields) -> Action:
        return CallAgain(self._by(fields) or "agent", node.text())

    def _call(self, node: Node, fields: Fields) -> Action:
        return TellCall(node.choice(CALL_EVENTS), self._by(fields))

    def _job(self, node: Node, fields: Fields) -> Action:
        element = self.names.job(node)
        ends = [key for key in JOB_ENDS if key in fields]
        if len(ends) != 1:
            raise node.refuse("say how the job ends, in one way", f"one of: {', '.join(JOB_ENDS)}")
        how = fields[ends[0]]
        if ends[0] == "succeeds":
            values = {} if how.value is True else {key: one.plain() for key, one in how.mapping().items()}
            return EndJob(element, "succeeds", values)
        return EndJob(element, ends[0], reason=how.text())

    def _hold(self, node: Node, fields: Fields) -> Action:
        if "until" not in fields:
            raise node.refuse("a hold needs an end", "add until: 2026-11-23 18:00")
        reason = node.choice(sorted(seed_vocabulary().pauses))
        return Hold(self._by(fields) or "duty manager", reason, read_moment(fields["until"]))

    def _release(self, node: Node, fields: Fields) -> Action:
        node.choice(("this order",))
        return Release(self._by(fields) or "duty manager")

    def _retry(self, node: Node, fields: Fields) -> Action:
        return Mend(self.names.element(node), self._by(fields) or "operator", "retry")

    def _reopen(self, node: Node, fields: Fields) -> Action:
        return Mend(self.names.task(node), self._by(fields) or "operator", "reopen")

    def _settle(self, node: Node, fields: Fields) -> Action:
        if "as" not in fields:
            raise node.refuse("say what was found out", f"add as: one of: {', '.join(FOUND_OUT)}")
        return Mend(self.names.element(node), self._by(fields) or "operator", fields["as"].choice(FOUND_OUT))

    def _suspend(self, node: Node, fields: Fields) -> Action:
        return Switch("suspend", self._by(fields) or "shift leader", node.text())

    def _resume(self, node: Node, fields: Fields) -> Action:
        return Switch("resume", self._by(fields) or "shift leader", node.text())

    def _cancel(self, node: Node, fields: Fields) -> Action:
        return Switch("cancel", self._by(fields) or "shift leader", node.text())

    def _by(self, fields: Fields) -> str | None:
        return self.names.person(fields["by"]) if "by" in fields else None

    def _needed_by(self, node: Node, fields: Fields, problem: str) -> str:
        by = self._by(fields)
        if by is None:
            raise node.refuse(problem, "add by: PERSON")
        return by


def _values(fields: Fields) -> dict[str, Any]:
    if "with" not in fields:
        return {}
    return {key: node.plain() for key, node in fields["with"].mapping().items()}


def _text(fields: Fields, key: str) -> str:
    return fields[key].text() if key in fields else ""


def _told(fields: Fields, action: str | None) -> str:
    """Return the step as a report tells it, in one line."""
    note = f" ({fields['note'].text()})" if "note" in fields else ""
    if action is None:
        return f"look{note}"
    parts = [_shown(fields[action], action)]
    parts += [_shown(node, key) for key, node in fields.items() if key not in (action, *COMMON)]
    return " ".join(parts) + note


def _shown(node: Node, key: str) -> str:
    if isinstance(node.value, dict):
        inside = ", ".join(f"{name}: {one.raw or '…'}" for name, one in node.value.items())
        return f"{key} {{{inside}}}"
    if isinstance(node.value, list):
        return f"{key} [{', '.join(one.raw or '…' for one in node.value)}]"
    return f"{key} {node.raw}"
