"""Values as a token sees them: what expressions read, and where a write goes.

Every activity, event and flow asks here; nothing here moves a token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.errors import StepFailed
from engine.feel import Expression, FeelError
from engine.runtime.specs.activity import Activity
from engine.runtime.token import Token
from engine.runtime.transitions import Kind
from engine.runtime.variables import Values, View
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.instance import Instance


class TokenValues:
    """Reads, evaluates and writes for the tokens of one instance.

    `changed` says that a value was written since somebody last set it to False: then conditional events are
    looked at.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._variables = instance.variables
        self._environment = instance.surroundings.environment()
        self.changed = True

    def variable_scope(self, token: Token) -> int:
        """Return the id of the nearest variable scope that `token` itself sees."""
        if token.id in self._variables:
            return token.id
        return self.outer_variable_scope(token)

    def outer_variable_scope(self, token: Token) -> int:
        """Return the nearest variable scope outside what `token` itself declares."""
        container = Activity.container(token)
        if container is not None:
            return self.variable_scope(container)
        owner = token.workflow.owner
        return 0 if owner is None else self.inner_variable_scope(owner)

    def inner_variable_scope(self, owner: Token) -> int:
        """Return the variable scope that tokens inside `owner`'s scope see."""
        return -owner.id if -owner.id in self._variables else self.variable_scope(owner)

    def declare(self, token: Token, values: Values) -> None:
        """Declare variables that live as long as `token`."""
        if token.id in self._variables:
            self._variables.values(token.id).update(values)
        else:
            self._variables.open(token.id, self.outer_variable_scope(token), values)

    def isolate(self, token: Token, values: Values) -> None:
        """Open the variables of a called process: it sees nothing outside them."""
        self._variables.open(-token.id, None, values)

    def visible_values(self, token: Token) -> Values:
        """Return all variables that `token` sees, without the facts."""
        visible: Values = {}
        for values in reversed(self._variables.chain(self.variable_scope(token))):
            visible.update(values)
        return visible

    def view(self, token: Token, extra: Mapping[str, Any] | None = None, *, inside: bool = False) -> View:
        """Return what an expression at `token` sees; `extra` names come first."""
        scope = self.inner_variable_scope(token) if inside else self.variable_scope(token)
        layers = self._variables.chain(scope)
        return View(*(() if extra is None else (extra,)), *layers, self._instance.surroundings.facts)

    def evaluate(
        self,
        expression: Expression,
        token: Token,
        extra: Mapping[str, Any] | None = None,
        *,
        inside: bool = False,
    ) -> Any:
        """Evaluate as `token` sees the variables; `extra` names come first.

        Raises:
            StepFailed: the expression cannot be evaluated, with where and why.
        """
        try:
            return expression.evaluate(self.view(token, extra, inside=inside), self._environment)
        except FeelError as error:
            element = token.task_spec.element_id
            raise StepFailed(
                Words(
                    f"expression `{expression.text}` at {element}: {error.message}",
                    f"{element} 的表达式 `{expression.text}`：{error.message.zh}",
                ),
                element=element,
                token=token.id,
            ) from error

    def holds(self, condition: Expression, token: Token, extra: Mapping[str, Any] | None = None) -> bool:
        """Return the truth of a condition; anything but true or false is a StepFailed, never a guess."""
        value = self.evaluate(condition, token, extra)
        return self._truth(condition, token, value)

    def may_hold(
        self,
        condition: Expression,
        token: Token,
        extra: Mapping[str, Any] | None = None,
        *,
        inside: bool = False,
    ) -> bool:
        """Return the truth of a condition whose values may not be there yet: null is not true."""
        value = self.evaluate(condition, token, extra, inside=inside)
        return value is not None and self._truth(condition, token, value)

    def _truth(self, condition: Expression, token: Token, value: Any) -> bool:
        if not isinstance(value, bool):
            notes = [note.told for note in self._environment.notes[-3:]]
            because, because_zh = "; ".join(notes), "；".join(note.zh for note in notes)
            gave = "null" if value is None else repr(value)
            element = token.task_spec.element_id
            raise StepFailed(
                Words(
                    f"condition `{condition.text}` at {element} gave {gave} instead of true or "
                    f"false{': ' + because if because else ''}",
                    f"{element} 的条件 `{condition.text}` 得到 {gave}，应为 true 或 "
                    f"false{'：' + because_zh if because else ''}",
                ),
                element=element,
                token=token.id,
            )
        return value

    def write(self, token: Token, name: str, value: Any) -> None:
        """Write one value as `token`'s: to the order's field of that name, else to the nearest variable."""
        self._write_to(self.variable_scope(token), token, name, value)

    def _write_to(self, scope: int, token: Token, name: str, value: Any) -> None:
        if self._instance.surroundings.owns(name):
            self.changed = True
            before = self._instance.surroundings.write_field(name, value)
            self._instance.log(Kind.WRITTEN, name, token.id, 0, (before, value))
        else:
            self.write_variable(scope, name, value, token.id)

    def write_variable(self, scope: int, name: str, value: Any, token: int = 0) -> None:
        """Write one value as seen from a variable scope; `token` 0 says that the start brought it."""
        self.changed = True
        before = self._variables.write(scope, name, value)
        self._instance.log(Kind.WRITTEN, name, token, scope, (before, value))

    def write_outputs(
        self,
        outputs: tuple[tuple[str, Expression], ...],
        token: Token,
        extra: Mapping[str, Any],
        *,
        inside: bool = False,
    ) -> None:
        """Evaluate output parameters with `extra` in view, and write them outside the activity."""
        results = [(name, self.evaluate(expression, token, extra)) for name, expression in outputs]
        keep = "member" in token.internal_data
        if inside:
            scope = self.inner_variable_scope(token)
        else:
            scope = self.variable_scope(token) if keep else self.outer_variable_scope(token)
        for name, value in results:
            self._write_to(scope, token, name, value)
