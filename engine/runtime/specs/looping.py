"""Activities that run several times: multi-instance and standard loop (ISO/IEC 19510 §13.3.6, §13.3.7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.errors import StepFailed
from engine.feel import Expression
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import NO_MARKS, Marks
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.specs.behavior import Behavior
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token

#: More members than this in one multi-instance are refused as a mistake.
MOST_MEMBERS = 10_000


class Container(Activity):
    """Holds the members of a looping activity as children; boundary events sit on the container."""

    #: Whether what a member writes stays with the member (multi-instance) or goes out (loop).
    members_keep_values = False

    def __init__(
        self, process: ScopeSpec, name: str, element_id: str, body: Activity, marks: Marks = NO_MARKS
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.body = body

    def add_member(self, token: Token, index: int, values: dict[str, Any]) -> None:
        """Start one more run of the body, with variables of its own."""
        instance = token.workflow.instance
        member = instance.new_token(token.workflow, self.body, token)
        member.internal_data["member"] = index
        instance.variables.open(
            member.id, instance.values.variable_scope(token), {**values, "loopCounter": index}
        )
        self.body.arrive(member)

    def member_done(self, token: Token, member: Token) -> None:
        """One run of the body has ended as drawn."""
        raise NotImplementedError

    def collect(self, token: Token, member: Token) -> None:
        """Take what a member leaves behind, before its variables go."""

    def members(self, token: Token) -> list[Token]:
        """Return the live members."""
        return [child for child in token.live_children() if child.task_spec is self.body]


class MultiInstance(Container):
    """Runs the body once for each number below a cardinality, or each item of a collection."""

    members_keep_values = True

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        body: Activity,
        *,
        sequential: bool,
        cardinality: Expression | None = None,
        collection: Expression | None = None,
        item_name: str | None = None,
        output_collection: str | None = None,
        output_item: str | None = None,
        completion: Expression | None = None,
        behavior: Behavior | None = None,
        marks: Marks = NO_MARKS,
    ) -> None:
        super().__init__(process, name, element_id, body, marks)
        self.sequential, self.behavior = sequential, behavior
        self.cardinality, self.collection, self.item_name = cardinality, collection, item_name
        self.output_collection, self.output_item = output_collection, output_item
        self.completion = completion

    def begin(self, token: Token) -> None:
        """Count the members, prepare the output, start the first or all."""
        instance = token.workflow.instance
        items: list[Any] | None = None
        if self.collection is not None:
            items = instance.values.evaluate(self.collection, token)
            if not isinstance(items, list):
                raise self._wrong(token, Words("collection", "集合"), Words("a list", "列表"), items)
            count = len(items)
        else:
            assert self.cardinality is not None
            value = instance.values.evaluate(self.cardinality, token)
            number = isinstance(value, int | Decimal) and not isinstance(value, bool)
            if not number or value != value // 1 or value < 0:
                raise self._wrong(
                    token,
                    Words("cardinality", "基数"),
                    Words("a whole number of 0 or more", "0 或更大的整数"),
                    value,
                )
            count = int(value)
        if count > MOST_MEMBERS:
            raise self._wrong(
                token,
                Words("number of members", "成员数"),
                Words(f"at most {MOST_MEMBERS}", f"至多 {MOST_MEMBERS}"),
                count,
            )
        if self.output_collection is not None:
            instance.values.write(token, self.output_collection, [None] * count)
        if count == 0:
            token._ready()
            return
        token._set_state(TaskState.STARTED)
        token.internal_data.update(count=count, started=0, done=0)
        if self.sequential and items is not None:
            token.internal_data["items"] = items
        for _ in range(1 if self.sequential else count):
            self._start_next(token, items)

    def _start_next(self, token: Token, items: list[Any] | None) -> None:
        index = token.internal_data["started"]
        token.internal_data["started"] = index + 1
        values: dict[str, Any] = {}
        if self.item_name is not None:
            values[self.item_name] = items[index] if items is not None else index
        if self.output_item is not None:
            values.setdefault(self.output_item, None)
        self.add_member(token, index, values)

    def collect(self, token: Token, member: Token) -> None:
        """Put the member's output item in its place, before its variables go.

        They go with the member, but conditions are asked after it has ended: they see them.
        """
        if self.completion is not None or self.behavior is not None:
            left = token.workflow.instance.variables.values(member.id)
            member.internal_data["left"] = left
        if self.output_collection is None or self.output_item is None:
            return
        instance = token.workflow.instance
        value = instance.variables.values(member.id).get(self.output_item)
        scope = instance.values.variable_scope(token)
        for values in instance.variables.chain(scope):
            if self.output_collection in values:
                output = list(values[self.output_collection])
                output[member.internal_data["member"]] = value
                instance.values.write(token, self.output_collection, output)
                return

    def member_done(self, token: Token, member: Token) -> None:
        counts = token.internal_data
        counts["done"] += 1
        if self.behavior is not None:
            self.behavior.completed(token, counts["done"], self._seen(token, member))
            if not token.live:
                return  # what was thrown has taken the whole away
        if counts["done"] == counts["count"] or self._complete(token, member):
            for other in self.members(token):
                other.cancel()
            token._ready()
        elif self.sequential:
            self._start_next(token, counts.get("items"))

    def _complete(self, token: Token, member: Token) -> bool:
        """Ask the completion condition, as each member ends (ISO/IEC 19510 §13.3.7)."""
        if self.completion is None:
            return False
        return token.workflow.instance.values.holds(self.completion, token, self._seen(token, member))

    def _seen(self, token: Token, member: Token) -> dict[str, Any]:
        """Return what conditions see as a member ends, beside the variables around the whole.

        The numbers of the standard, Camunda's names for them, and what the member that has just ended says,
        its loopCounter included. None is terminated before the completion condition itself ends the rest.
        """
        counts = token.internal_data
        active = counts["started"] - counts["done"]
        return {
            **member.internal_data["left"],
            "numberOfInstances": counts["count"],
            "numberOfCompletedInstances": counts["done"],
            "numberOfActiveInstances": active,
            "numberOfTerminatedInstances": 0,
            "nrOfInstances": counts["count"],
            "nrOfCompletedInstances": counts["done"],
            "nrOfActiveInstances": active,
        }

    def _wrong(self, token: Token, what: Words, expected: Words, value: Any) -> StepFailed:
        return StepFailed(
            Words(
                f"the {what} of multi-instance {self.element_id} must be {expected}, but is {value!r}",
                f"多实例 {self.element_id} 的 {what.zh} 必须是 {expected.zh}，现在是 {value!r}",
            ),
            element=self.element_id,
            token=token.id,
        )


class StandardLoop(Container):
    """Repeats the body while a condition holds, at most `maximum` times."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        body: Activity,
        *,
        test_before: bool,
        condition: Expression | None,
        maximum: int | None,
        marks: Marks = NO_MARKS,
    ) -> None:
        super().__init__(process, name, element_id, body, marks)
        self.test_before, self.condition, self.maximum = test_before, condition, maximum

    def begin(self, token: Token) -> None:
        token.internal_data["done"] = 0
        if self.test_before and not self._more(token):
            token._ready()
            return
        token._set_state(TaskState.STARTED)
        self.add_member(token, 0, {})

    def member_done(self, token: Token, member: Token) -> None:
        token.internal_data["done"] += 1
        if self._more(token):
            self.add_member(token, token.internal_data["done"], {})
        else:
            token._ready()

    def _more(self, token: Token) -> bool:
        done = token.internal_data["done"]
        if self.maximum is not None and done >= self.maximum:
            return False
        if self.condition is None:
            return True
        return token.workflow.instance.values.holds(self.condition, token, {"loopCounter": done})
