"""Which tasks may be completed together with one form 批量完成."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import InvalidInput, NotFound, field_finding
from engine.queries.reading import Reading
from engine.queries.task_page import task_page
from engine.words import Words

#: A form says with this keyword at its root that one filling serves many tasks.
BULK = "x-bulk"


def require_one_form(reading: Reading, tasks: Sequence[str]) -> None:
    """Raise InvalidInput unless the tasks are of one element and one form, and the form may serve many.

    A task without a form may always be completed with others like it. What is gone or not to be seen is
    left to its own row.
    """
    found = set()
    for task_id in tasks:
        try:
            page = task_page(reading, task_id)
        except NotFound:
            continue
        allowed = page.form is None or page.form.get(BULK) is True
        found.add((page.package, page.facts.element_id, page.form_key, allowed))
    if len(found) > 1 or any(not allowed for *_, allowed in found):
        raise InvalidInput(
            Words(
                "these tasks cannot be completed with one form: choose tasks of one step, whose form says so",
                "这些任务不能用一张表单一起完成：请选同一环节、且表单允许批量的任务",
            ),
            findings=[
                field_finding(
                    "tasks",
                    Words(
                        "are of several steps, or their form serves one at a time",
                        "环节不同，或表单只能逐个填写",
                    ),
                    Words("complete them one by one", "请逐个完成"),
                )
            ],
        )
