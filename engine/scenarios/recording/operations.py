"""From what was done with a task to the step that does it again: passing on, asking, raising attention."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.history import SealedEvent
from engine.scenarios.recording.private import PLACEHOLDER
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.roles import Roles
from engine.words import Words

#: Evidence of a rejection has a least length.
_EVIDENCE = PLACEHOLDER * 2
_SAID = {
    "task.handed-up": "hand up",
    "task.taken-over": "take over",
    "task.urged": "urge",
    "task.escalated": "escalate",
}
_ANSWERED = ("task.co-signed", "task.reviewed", "task.delegate-answered")
#: What people note beside the process: no step says it, and the way goes on as without it. Where the process
#: listens, what it was told comes as a message right after.
BESIDE = frozenset(
    "order.merged order.unmerged order.merge-added order.merge-removed order.main-ended order.linked "
    "order.unlinked order.outage-linked order.outage-unlinked order.estimate order.area-calls "
    "order.corrected order.appointment-requested order.reopen-requested order.support-added "
    "order.support-ended order.public-answer comment.written comment.edited attachment.added "
    "attachment.removed hold.asked hold.refused hold.request-withdrawn supervision.issued "
    "supervision.replied supervision.sent-back supervision.accepted supervision.withdrawn "
    "task.review-decided order.watched order.unwatched "
    "call.linked call.answered call.transferred call.ended call.recorded call.attempted".split()
)


def operation(
    event: SealedEvent, body: Mapping[str, Any], by: Callable[[], Mapping[str, str]], roles: Roles
) -> dict[str, Any] | None:
    """Return the step of an operation on a task, None for another event. `by` gives who did it.

    Raises:
        RecordingRefused: it went to a department; a scenario names people.
    """
    element = event.element_id or ""
    if event.type in _SAID:
        return {_SAID[event.type]: element, "reason": PLACEHOLDER, **by()}
    if event.type in _ANSWERED:
        what = "refuse" if body["answer"] == "refuse" else "agree"
        return {what: element, "reason": PLACEHOLDER, **by()}
    match event.type:
        case "task.reassigned":
            _, *people = body["given_to"]
            return {"reassign": element, "to": _to(people, roles)[0], "reason": PLACEHOLDER, **by()}
        case "task.rejected":
            return {"reject": element, "because": body["reason"], "evidence": _EVIDENCE, **by()}
        case "task.delegated":
            to = _to(body["given_to"], roles)
            return {"delegate": element, "to": to[0], "reason": PLACEHOLDER, **by()}
        case "task.co-sign-asked":
            to = _to(body["given_to"], roles)
            return {"co-sign": element, "to": to, "when": body["timing"], "reason": PLACEHOLDER, **by()}
        case "task.review-asked":
            rule = {"rule": body["rule"]}
            if body["rule"] == "at-least":
                rule["needed"] = body["needed"]
            return {
                "review": element,
                "to": _to(body["given_to"], roles),
                **rule,
                "reason": PLACEHOLDER,
                **by(),
            }
    return None


def _to(given: list[str], roles: Roles) -> list[str]:
    if not given or not all(roles.knows_person(one) for one in given):
        raise RecordingRefused(
            Words(
                "a task, or a question about it, went to a whole department; a scenario names people",
                "任务或加签交给了整个部门；场景只写人",
            )
        )
    return [roles.person(one) for one in given]
