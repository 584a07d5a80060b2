"""One task: its page, where it can be returned to, what its fields offer."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.etags import tag_of, tagged, unchanged
from api.schemas.asking import Receivers, ReceiversQuery
from api.schemas.tasks import Options, ReturnTargets, Task
from engine.org import Action
from engine.queries import Reading
from engine.queries.options import options
from engine.queries.plain import plain
from engine.queries.receivers import receivers
from engine.queries.return_targets import return_targets
from engine.queries.task_page import TaskPage, task_page

group = blueprint("tasks", "Tasks: what is to be done.")


@endpoint(group, "GET", "/tasks/<id:task_id>", "getTask", Action.SEE_ORDER, answer=Task, tagged=True)
def get_task(task_id: str) -> Any:
    """Everything the page of a task needs.

    The ETag begins with the revision; send it as If-Match with what you change.
    """
    with reading() as look:
        page = task_page(look, task_id)
        shown = _shown(look, page)
    tag = tag_of(page.facts.revision, shown)
    same: Response | None = unchanged(tag)
    return same if same is not None else (shown, tagged(tag))


@endpoint(
    group,
    "GET",
    "/tasks/<id:task_id>/return-targets",
    "listReturnTargets",
    Action.WORK_TASK,
    answer=ReturnTargets,
    problems=(409,),
)
def list_return_targets(task_id: str) -> Values:
    """Where the task can be returned to 退回, what each return takes away, or why it is refused."""
    with reading() as look:
        return {"items": return_targets(look, task_id)}


@endpoint(
    group,
    "GET",
    "/tasks/<id:task_id>/options/<word:source>",
    "listTaskOptions",
    Action.SEE_ORDER,
    answer=Options,
)
def list_options(task_id: str, source: str) -> Values:
    """What a field with `x-source` offers: `crews` below the order's county, `counties`."""
    with reading() as look:
        return {"items": options(look, source, task_page(look, task_id).order)}


@endpoint(
    group,
    "GET",
    "/tasks/<id:task_id>/receivers",
    "listReceivers",
    Action.SEE_ORDER,
    query=ReceiversQuery,
    answer=Receivers,
)
def list_receivers(query: Values, task_id: str) -> Any:
    """To whom the task can be given 转办, or who can be asked 加签/会签/委派; the nearest come first."""
    with reading() as look:
        return receivers(look, task_id, query["purpose"], query["text"])


def _shown(look: Reading, page: TaskPage) -> dict[str, Any]:
    facts, order = page.facts, page.order
    return {
        "id": facts.id,
        "name": facts.name,
        "element": facts.element_id,
        "instance": facts.instance_id,
        "status": facts.status,
        "revision": facts.revision,
        "stage": page.stage,
        "member": page.member,
        "priority": page.priority,
        "department": facts.department_id,
        "department_name": look.department_name(facts.department_id),
        "holder": facts.holder_id,
        "holder_name": look.name_of(facts.holder_id),
        "mine": facts.holder_id == look.actor.id,
        "claimed_at": facts.claimed_at,
        "sender_name": look.name_of(facts.sender_id),
        "limit": page.limit,
        "promise_due_at": page.promise_due_at,
        "target_due_at": page.target_due_at,
        "follow_up_at": page.follow_up_at,
        "opened_at": page.opened_at,
        "closed_at": facts.closed_at,
        "closed_by_name": look.name_of(facts.closed_by),
        "package": page.package,
        "form_key": page.form_key,
        "form": page.form,
        "draft": page.draft,
        "drafted_at": facts.drafted_at,
        "lines": page.lines,
        "order": {
            **{name: getattr(order, name) for name in _ORDER},
            "fields": plain(order.fields),
            "tier": order.tier_id,
            "tier_name": look.tier_name(order.tier_id),
            "crew": order.crew_id,
            "crew_name": look.tier_name(order.crew_id),
        }
        if order is not None
        else None,
        "premise": page.premise,
        "call": page.call,
        "may_work": page.may_work,
        "can_withdraw": page.can_withdraw,
        "submitted_at": facts.submitted_at,
        "submitted_by_name": look.name_of(facts.submitted_by),
        "review_outcome": facts.review_outcome,
        "touched_by_name": look.name_of(facts.touched_by),
        "touched_at": facts.touched_at,
        "touched_how": facts.touched_how,
        "operations": [
            {
                "name": one.name,
                "possible": one.reason is None,
                "reason": one.reason,
                "reason_zh": one.reason.zh if one.reason is not None else None,
            }
            for one in page.operations
        ],
        "questions": page.questions,
    }


_ORDER = (
    "id number category status stage round priority title description area customer_class caller_name "
    "caller_number opened_at event_at attention urges revision"
).split()
