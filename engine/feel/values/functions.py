"""Functions as values (clause 10.3.2.13): of a definition, a knowledge model, or a built-in name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.feel.environment import Environment
    from engine.feel.types.model import FunctionType


class FunctionValue(ABC):
    """A FEEL function that expressions pass on and call; Python calls it by `call` and `call_named`.

    Subclass it for functions of another origin; `engine.feel.make_function` is enough for most. Test a
    subclass through an expression that calls it by position and by name.
    """

    __slots__ = ()

    @abstractmethod
    def is_instance(self, wanted: FunctionType) -> bool:
        """Return whether this function takes and gives what the type says."""

    @abstractmethod
    def call(self, env: Environment, arguments: Sequence[Any]) -> Any:
        """Return the result for arguments by position.

        Raises NotDefined when they do not fit (FEEL then gives null), FeelEvaluationError when evaluation
        must stop.
        """

    @abstractmethod
    def call_named(self, env: Environment, arguments: Mapping[str, Any]) -> Any:
        """Return the result for arguments by name; one that is not given is null. Raises as `call` does."""
