"""What a running instance may ask of the world around it, and nothing else.

The runtime is pure: time, the order, limits and operations reach it through this port. The commands give
it the real ones; tests and scenarios give it plain values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from engine.feel import Environment

if TYPE_CHECKING:
    from engine.runtime.binding import Binding
    from engine.runtime.definition import CompiledDefinition


class Surroundings(Protocol):
    """The port. Implementations must be deterministic within one step."""

    def environment(self) -> Environment:
        """Return the evaluation environment of this step: business time, the tier's zone, host functions."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Names that every expression sees beside the variables: `order` and `call`, each may be None."""

    def owns(self, name: str) -> bool:
        """Return whether a write to `name` belongs to the order's fields, not to the variables."""

    def write_field(self, name: str, value: Any) -> Any:
        """Write an order field; return its value before."""

    def reach(self, milestone: str, element: str) -> None:
        """Note that the order has reached a milestone: `element`, which stands for it, has completed."""

    def operate(self, operation: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run an operation on the order within the step (`order.hold`, `order.archive` …); return its values.

        Raises:
            StepFailed: the order forbids it.
        """

    def called_definition(
        self, process_id: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        """Return the definition, among those of `packages`, that has the process of a call activity.

        `binding` says which version it is; `caller` is the id of the definition that calls.

        Raises:
            StepFailed: no such version of these packages has it.
        """

    def definition(self, definition_id: str) -> CompiledDefinition:
        """Return the compiled definition with this id, from the cache."""
