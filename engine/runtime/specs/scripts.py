"""Tasks that are done within the step: abstract tasks, and scripts in FEEL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.errors import StepFailed
from engine.feel import Expression
from engine.runtime.specs.activity import NO_MAPPINGS, Activity, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class AbstractTask(Activity):
    """A task without a kind: it is done at once (§13.3.3, "Abstract Task")."""


class ScriptTask(Activity):
    """Assigns values: a FEEL context, each of whose entries is written under its name.

    With `result`, the script may give any value, which is written under that name.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        script: Expression,
        result: str | None,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.script, self.result = script, result

    def execute(self, token: Token) -> bool:
        value = token.workflow.instance.values.evaluate(self.script, token)
        if self.result is not None:
            value = {self.result: value}
        elif not isinstance(value, Mapping):
            raise StepFailed(
                Words(
                    f"script {self.element_id} gave {value!r}, not a context of names and values: "
                    "write { name: value, … }, or name a result variable",
                    f"脚本 {self.element_id} 得到 {value!r}，不是名称和值的上下文：请写 {{ name: value, … "
                    "}，或指明结果变量",
                ),
                element=self.element_id,
                token=token.id,
            )
        self.receive(token, value)
        return True
