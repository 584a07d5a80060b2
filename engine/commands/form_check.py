"""What a person filled in is checked before anything changes: by the form, and by what it offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.case import Case
from engine.commands.step import Step
from engine.definitions.forms import Form
from engine.errors import InvalidInput, field_finding
from engine.inbox import TaskFacts
from engine.org import SOURCES
from engine.words import Words


def check_form(step: Step, task: TaskFacts, values: Mapping[str, Any]) -> None:
    """Raise InvalidInput with every finding unless the values fit the task's form."""
    key = step.instance.live_token(task.token).task_spec.assignment.form_key
    if key is None:
        if values:
            raise InvalidInput(
                Words(
                    f"{task.name} has no form, so it takes no values",
                    f"{task.name} 没有表单，所以不接受填写的值",
                )
            )
        return
    form = step.definition_of(task.token).forms[key]
    findings = [*form.findings(values), *_not_offered(form, values, step.case)]
    if findings:
        raise InvalidInput(
            Words(
                f"{task.name}: {len(findings)} field(s) need attention",
                f"{task.name}：有 {len(findings)} 个字段需要注意",
            ),
            findings=findings,
        )


#: The field of a form that takes the outcome of the task's joint review 会签: `passed` or `failed`.
REVIEW_FIELD = "joint_review"


def with_review(step: Step, task: TaskFacts, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with the outcome of the task's joint review, if its form has a field for it."""
    key = step.instance.live_token(task.token).task_spec.assignment.form_key
    if key is None or REVIEW_FIELD not in step.definition_of(task.token).forms[key].schema["properties"]:
        return values
    return {**values, REVIEW_FIELD: task.review_outcome}


_CHOOSE = Words("choose one of those offered", "请从所列的中选择")


def _not_offered(form: Form, values: Mapping[str, Any], case: Case) -> list[dict[str, Any]]:
    """Return the findings of fields whose source does not offer what was filled in."""
    fields = form.schema["properties"]
    home = case.directory.tiers.get(case.order.tier_id) if case.order is not None else None
    found = []
    for name, value in values.items():
        source = SOURCES.get(fields.get(name, {}).get("x-source"))
        problem = source.problem(value, case.directory, home) if source is not None else None
        if problem is not None:
            found.append(field_finding(name, problem, _CHOOSE))
    return found
