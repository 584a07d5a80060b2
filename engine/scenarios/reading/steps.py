"""Read one step: exactly one action, its own keys, and what is expected after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from engine.calling.dialogues import MOST_MESSAGE_SECONDS
from engine.definitions import Package
from engine.inbox import Rule, shipped_inbox_rules
from engine.limits import seed_vocabulary
from engine.scenarios.actions import (
    NOTHING,
    THIS_ORDER,
    Action,
    AgentTakes,
    AtOnce,
    CallAgain,
    Claim,
    Do,
    Draft,
    EndJob,
    Ends,
    Facts,
    HangUp,
    Hears,
    Hold,
    Mend,
    Message,
    Operate,
    Presses,
    Release,
    Return,
    Signal,
    Speaks,
    Switch,
    TellCall,
    Wait,
    Withdraw,
)
from engine.scenarios.expectations import NOTHING_EXPECTED
from engine.scenarios.givens import LaterDay
from engine.scenarios.moments import read_moment, read_span
from engine.scenarios.names import Names
from engine.scenarios.reading.expect import read_expectation
from engine.scenarios.reading.given import read_facts, read_order
from engine.scenarios.source import Node
from engine.scenarios.story import Step
from engine.words import Words

Fields = dict[str, Node]
#: What every step may say beside its action.
COMMON = ("expect", "refused", "note")
#: How a caller waits in a queue, and how a dialogue ends.
QUEUE_ENDS = ("answered", "unanswered")
DIALOGUE_ENDS = ("done", "hung-up", "transferred", "goes on")
KEYS = r"[0-9*#]{1,40}"
CALL_EVENTS = (
    *("answered", "transferred", "abandoned", "lost", "ended", "recorded"),
    *("digits", "voicemail", "call-back-requested"),
)
FOUND_OUT = ("happened", "did not happen")
JOB_ENDS = ("succeeds", "error", "fails", "fails for now", "unknown")
#: What several people may do in the same moment.
AT_ONCE = (
    *("do", "claim", "give back", "return", "withdraw", "hold", "release", "suspend", "resume", "cancel"),
    *("reassign", "reject", "hand up", "take over", "delegate", "co-sign", "review", "agree", "refuse"),
)
TIMINGS = ("before", "after")
MOST_AT_ONCE = 10
MOST_ATTEMPTS = 50


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
            "reassign": (("by", "to", "reason"), self._to_one("reassign")),
            "reject": (("by", "because", "evidence"), self._reject),
            "hand up": (("by", "reason"), self._said("hand up")),
            "take over": (("by", "reason"), self._said("take over")),
            "delegate": (("by", "to", "reason"), self._to_one("delegate")),
            "co-sign": (("by", "to", "reason", "when"), self._co_sign),
            "review": (("by", "to", "reason", "rule", "needed"), self._review),
            "agree": (("by", "reason"), self._said("agree")),
            "refuse": (("by", "reason"), self._said("refuse")),
            "urge": (("by", "reason"), self._said("urge")),
            "escalate": (("by", "reason"), self._said("escalate")),
            "signal": (("with",), self._signal),
            "facts": ((), lambda node, _: Facts(read_facts(node))),
            "message": (("key", "with", "id"), self._message),
            "call again": (("by",), self._call_again),
            "call": (("by", "to", "keys"), self._call),
            "hears": ((), lambda node, _: Hears(node.text())),
            "presses": ((), self._presses),
            "speaks": ((), self._speaks),
            "hangs up": ((), self._hangs_up),
            "queue": ((), lambda node, _: AgentTakes(node.choice(QUEUE_ENDS) == "answered")),
            "ends": ((), lambda node, _: Ends(node.choice(DIALOGUE_ENDS))),
            "wait": ((), self._wait),
            "until": ((), lambda node, _: Wait(until=read_moment(node))),
            "job": ((*JOB_ENDS, "times"), self._job),
            "at once": ((), self._at_once),
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
        named = self._named(node)
        if not named and "expect" not in fields:
            node.fields([*self._actions, "play", *COMMON])
            actions = ", ".join(self._actions)
            raise node.refuse(
                Words("the step does nothing", "这一步什么也不做"),
                Words(f"write one of: {actions}, expect", f"写其中一个：{actions}, expect"),
            )
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

    def _named(self, node: Node) -> list[str]:
        """Return the action that a step names, as a list of one; an empty list when it names none."""
        named = [key for key in node.mapping() if key in self._actions]
        # A hold has an end, `until`, which alone would be an action of its own.
        named = [key for key in named if not any(key in self._actions[other][0] for other in named)]
        if len(named) > 1:
            problem = Words(
                f"a step does one thing, but here are {' and '.join(named)}",
                f"一步只做一件事，这里却有 {' 和 '.join(named)}",
            )
            raise node.refuse(problem, Words("make two steps", "分成两步"))
        return named

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
            problem = Words("a return needs its target", "退回要说退到哪里")
            raise node.refuse(problem, Words("add to: TASK", "加上 to: 任务"))
        cancels = None
        if "cancels" in fields:
            cancels = frozenset(self.names.element(one) for one in fields["cancels"].one_or_many())
        target = self.names.element(fields["to"])
        return Return(self.names.task(node), self._by(fields), target, _text(fields, "reason"), cancels)

    def _withdraw(self, node: Node, fields: Fields) -> Action:
        by = self._needed_by(node, fields, Words("a withdrawal needs its sender", "撤回要说谁发出的"))
        return Withdraw(self.names.task(node), by, _text(fields, "reason"))

    def _said(self, what: str) -> Callable[[Node, Fields], Action]:
        return lambda node, fields: Operate(
            self.names.task(node), what, self._by(fields), said=_text(fields, "reason")
        )

    def _to_one(self, what: str) -> Callable[[Node, Fields], Action]:
        def read(node: Node, fields: Fields) -> Action:
            to = self._to(node, fields)
            if len(to) != 1:
                raise node.refuse(
                    Words(f"{what} names one person", f"{what} 只写一个人"),
                    Words("add to: PERSON", "加上 to: 人"),
                )
            return Operate(self.names.task(node), what, self._by(fields), to, _text(fields, "reason"))

        return read

    def _reject(self, node: Node, fields: Fields) -> Action:
        because = (
            fields["because"].choice(sorted(shipped_inbox_rules().reject_reasons))
            if "because" in fields
            else "misdirected"
        )
        return Operate(
            self.names.task(node),
            "reject",
            self._by(fields),
            said=_text(fields, "evidence"),
            because=because,
        )

    def _co_sign(self, node: Node, fields: Fields) -> Action:
        return Operate(
            self.names.task(node),
            "co-sign",
            self._by(fields),
            self._to(node, fields),
            _text(fields, "reason"),
            timing=fields["when"].choice(TIMINGS) if "when" in fields else "before",
        )

    def _review(self, node: Node, fields: Fields) -> Action:
        return Operate(
            self.names.task(node),
            "review",
            self._by(fields),
            self._to(node, fields),
            _text(fields, "reason"),
            rule=fields["rule"].choice([str(rule) for rule in Rule]) if "rule" in fields else "all",
            needed=fields["needed"].integer() if "needed" in fields else None,
        )

    def _to(self, node: Node, fields: Fields) -> tuple[str, ...]:
        if "to" not in fields:
            raise node.refuse(
                Words("this needs to say to whom", "要说明给谁"), Words("add to: PERSON", "加上 to: 人")
            )
        return tuple(self.names.person(one) for one in fields["to"].one_or_many())

    def _message(self, node: Node, fields: Fields) -> Action:
        key = _text(fields, "key") or None
        if key in ("this order", "this call"):
            key = None
        return Message(self.names.message(node), key, _values(fields), _text(fields, "id") or None)

    def _signal(self, node: Node, fields: Fields) -> Action:
        return Signal(self.names.signal(node), _values(fields))

    def _call_again(self, node: Node, fields: Fields) -> Action:
        return CallAgain(self._by(fields) or "agent", node.text())

    def _call(self, node: Node, fields: Fields) -> Action:
        what = node.choice(CALL_EVENTS)
        keys = fields["keys"].raw if "keys" in fields else None
        if (what == "digits") != (keys is not None) or (
            keys is not None and not re.fullmatch(KEYS, str(keys))
        ):
            raise node.refuse(
                Words("what is pressed in a call are keys", "通话中的按键要写明按了什么"),
                Words('write call: digits with keys: "2"', '写 call: digits，并写 keys: "2"'),
            )
        to = self.names.person(fields["to"]) if "to" in fields else None
        return TellCall(what, self._by(fields), to, keys)

    def _presses(self, node: Node, fields: Fields) -> Action:
        del fields
        keys = node.raw or ""
        if keys not in (NOTHING, THIS_ORDER) and not re.fullmatch(KEYS, keys):
            raise node.refuse(
                Words(f"{keys!r} cannot be pressed", f"{keys!r} 按不出来"),
                Words(
                    f"write keys in quotation marks, {NOTHING}, or {THIS_ORDER}",
                    f"写引号中的按键、{NOTHING} 或 {THIS_ORDER}",
                ),
            )
        return Presses(keys)

    def _speaks(self, node: Node, fields: Fields) -> Action:
        del fields
        if node.raw == NOTHING:
            return Speaks(0)
        seconds = node.integer()
        if not 1 <= seconds <= MOST_MESSAGE_SECONDS:
            raise node.refuse(
                Words(f"nobody speaks for {seconds} seconds", f"不能说 {seconds} 秒"),
                Words(
                    f"write 1 to {MOST_MESSAGE_SECONDS}, or {NOTHING}",
                    f"写 1 到 {MOST_MESSAGE_SECONDS}，或 {NOTHING}",
                ),
            )
        return Speaks(seconds)

    def _hangs_up(self, node: Node, fields: Fields) -> Action:
        del fields
        node.choice(("caller",))
        return HangUp()

    def _wait(self, node: Node, fields: Fields) -> Action:
        del fields
        span = read_span(node)
        return Wait(until=span) if isinstance(span, LaterDay) else Wait(span=span)

    def _job(self, node: Node, fields: Fields) -> Action:
        element = self.names.job(node)
        ends = [key for key in JOB_ENDS if key in fields]
        if len(ends) != 1:
            ways = ", ".join(JOB_ENDS)
            raise node.refuse(
                Words("say how the job ends, in one way", "要说这项动作怎样结束，只说一种"),
                Words(f"one of: {ways}", f"其中之一：{ways}"),
            )
        how = fields[ends[0]]
        if ends[0] == "succeeds":
            values = {} if how.value is True else {key: one.plain() for key, one in how.mapping().items()}
            return EndJob(element, "succeeds", values)
        return EndJob(element, ends[0], reason=how.text(), times=self._times(fields, ends[0]))

    def _times(self, fields: Fields, end: str) -> int:
        if "times" not in fields:
            return 1
        node = fields["times"]
        times = node.integer()
        if end != "fails for now" or not 1 <= times <= MOST_ATTEMPTS:
            raise node.refuse(
                Words(
                    f"only `fails for now` happens several times, 1 to {MOST_ATTEMPTS}",
                    f"只有 `fails for now` 可以有几次，1 到 {MOST_ATTEMPTS}",
                ),
                Words("correct or remove it", "改正或去掉"),
            )
        return times

    def _at_once(self, node: Node, fields: Fields) -> Action:
        del fields
        entries = node.items()
        if not 2 <= len(entries) <= MOST_AT_ONCE:
            raise node.refuse(
                Words(f"{len(entries)} action(s) at once", f"同时有 {len(entries)} 个动作"),
                Words(f"write 2 to {MOST_AT_ONCE}", f"写 2 到 {MOST_AT_ONCE} 个"),
            )
        return AtOnce(tuple(self._one_of_several(entry) for entry in entries))

    def _one_of_several(self, node: Node) -> Any:
        named = self._named(node)
        if not named or named[0] not in AT_ONCE:
            known = ", ".join(AT_ONCE)
            raise node.refuse(
                Words("this cannot be done at once with others", "这不能与别人同时做"),
                Words(f"write one of: {known}", f"写其中一个：{known}"),
            )
        own, read = self._actions[named[0]]
        fields = node.fields([named[0], *own])
        return read(fields[named[0]], fields)

    def _hold(self, node: Node, fields: Fields) -> Action:
        if "until" not in fields:
            problem = Words("a hold needs an end", "挂起要有期限")
            remedy = Words("add until: 2026-11-23 18:00", "加上 until: 2026-11-23 18:00")
            raise node.refuse(problem, remedy)
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
            ways = ", ".join(FOUND_OUT)
            raise node.refuse(
                Words("say what was found out", "要说查明了什么"),
                Words(f"add as: one of: {ways}", f"加上 as: 其中之一：{ways}"),
            )
        return Mend(self.names.element(node), self._by(fields) or "operator", fields["as"].choice(FOUND_OUT))

    def _suspend(self, node: Node, fields: Fields) -> Action:
        return Switch("suspend", self._by(fields) or "shift leader", node.text())

    def _resume(self, node: Node, fields: Fields) -> Action:
        return Switch("resume", self._by(fields) or "shift leader", node.text())

    def _cancel(self, node: Node, fields: Fields) -> Action:
        return Switch("cancel", self._by(fields) or "shift leader", node.text())

    def _by(self, fields: Fields) -> str | None:
        return self.names.person(fields["by"]) if "by" in fields else None

    def _needed_by(self, node: Node, fields: Fields, problem: Words) -> str:
        by = self._by(fields)
        if by is None:
            raise node.refuse(problem, Words("add by: PERSON", "加上 by: 人"))
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
        return f"{key} [{', '.join(_entry(one) for one in node.value)}]"
    return f"{key} {node.raw}"


def _entry(node: Node) -> str:
    if isinstance(node.value, dict):
        return " ".join(_shown(one, name) for name, one in node.value.items())
    return node.raw or "…"
