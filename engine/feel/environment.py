"""What an evaluation runs in: the time, the zone, the host's functions, a budget, and the notes it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.errors import BudgetSpent, Position
from engine.feel.syntax.source import Place
from engine.words import Words


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one expression, and one environment, may use. The defaults suit a condition in a diagram.

    `expression_length` (characters) and `depth` (levels of nesting) are looked at when compiling, the rest
    when evaluating; `calls` is how deep functions may call each other; `steps` and `seconds` are counted
    over all evaluations of one environment, the seconds from its first loop. The size of numbers needs no
    setting: it is that of IEEE 754 decimal128.
    """

    expression_length: int = 10_000
    depth: int = 64
    list_length: int = 100_000
    string_length: int = 1_000_000
    pattern_length: int = 1_000
    steps: int = 1_000_000
    seconds: float = 2.0
    notes: int = 50
    calls: int = 100


DEFAULT_BUDGET = Budget()
_CHARACTERS_A_STEP = 64
"""So that a step stands for about as much memory in a text as in a list."""
_NO_FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Note:
    """Why a part of an expression became null: "cannot add number and string", and where it stands.

    `message.zh` is the same in Chinese.
    """

    message: Words
    line: int
    column: int
    where: str | None = None

    @property
    def position(self) -> Position:
        """Line and column, from 1."""
        return self.line, self.column

    def __str__(self) -> str:
        return f"{self.message} at {self.line}:{self.column}"

    @property
    def told(self) -> Words:
        """The message with its place."""
        return Words(str(self), f"{self.message.zh}（{self.line}:{self.column}）")


class Environment:
    """One run of evaluations; cheap to make, never shared between threads.

    `now` is business time, aware (UTC); `zone` is the tier's, used by `today()` and `now()`; `functions`
    are the host's by name, called with evaluated positional arguments. `notes` fills while evaluating, in
    order, each reason once, up to `budget.notes`; nothing is noted while `quiet`.
    """

    __slots__ = (
        "_calls",
        "_deadline",
        "_noted",
        "_steps",
        "budget",
        "functions",
        "notes",
        "now",
        "quiet",
        "zone",
    )

    def __init__(
        self,
        now: datetime,
        zone: ZoneInfo,
        functions: Mapping[str, Callable[..., Any]] = _NO_FUNCTIONS,
        budget: Budget = DEFAULT_BUDGET,
    ) -> None:
        self.now = now
        self.zone = zone
        self.functions = functions
        self.budget = budget
        self.notes: list[Note] = []
        self.quiet = False
        self._noted: set[tuple[Place | None, Words]] | None = None
        self._steps = budget.steps
        self._calls = 0
        self._deadline = 0.0

    def note(self, place: Place | None, message: Words) -> None:
        """Remember why the value at `place` is null; None is no place in a text."""
        if self.quiet or len(self.notes) >= self.budget.notes:
            return
        if self._noted is None:
            self._noted = set()
        if (place, message) not in self._noted:
            self._noted.add((place, message))
            line, column = place.position if place else (1, 1)
            self.notes.append(Note(message, line, column, place.source.where if place else None))

    def spend(self, steps: int) -> None:
        """Count work that grows with data; raise BudgetSpent when steps or time are used up."""
        self._steps -= steps
        if self._steps < 0:
            raise BudgetSpent(
                Words(
                    f"the expression took more than {self.budget.steps} steps: it goes over too much data",
                    f"表达式超过 {self.budget.steps} 步：处理的数据太多",
                )
            )
        now = monotonic()
        if not self._deadline:
            self._deadline = now + self.budget.seconds
        elif now > self._deadline:
            raise BudgetSpent(
                Words(
                    f"the expression took longer than {self.budget.seconds} s: it goes over too much data",
                    f"表达式超过 {self.budget.seconds} 秒：处理的数据太多",
                )
            )

    def enter_call(self) -> None:
        """Count a call of a function of FEEL; raise BudgetSpent when calls are nested too deeply."""
        if self._calls >= self.budget.calls:
            raise BudgetSpent(
                Words(
                    f"functions call each other more than {self.budget.calls} levels deep",
                    f"函数互相调用超过 {self.budget.calls} 层",
                )
            )
        self._calls += 1
        self.spend(1)

    def leave_call(self) -> None:
        """Forget the call that was counted last."""
        self._calls -= 1

    def sized_list(self, value: list[Any]) -> list[Any]:
        """Count and return a list that was made; raise BudgetSpent when it is longer than a list may be."""
        self.allow_list(len(value))
        self.spend(len(value))
        return value

    def allow_list(self, length: int) -> None:
        """Raise BudgetSpent when a list of `length` would be too long; for asking while making it."""
        if length > self.budget.list_length:
            raise BudgetSpent(
                Words(
                    f"a list would have more than {self.budget.list_length} items",
                    f"列表将超过 {self.budget.list_length} 项",
                )
            )

    def sized_text(self, value: str) -> str:
        """Count and return a text that was made; raise BudgetSpent when it is longer than a text may be."""
        length = len(value)
        if length >= _CHARACTERS_A_STEP:
            self.allow_text(length)
            self.spend(length // _CHARACTERS_A_STEP)
        return value

    def allow_text(self, length: int) -> None:
        """Raise BudgetSpent when a string of `length` would be too long; for asking before making it."""
        if length > self.budget.string_length:
            raise BudgetSpent(
                Words(
                    f"a string would have more than {self.budget.string_length} characters",
                    f"文本将超过 {self.budget.string_length} 个字符",
                )
            )


class Frame:
    """What a compiled closure gets: the caller's variables, the environment, and one slot per local binding.

    Slots are numbered when compiling. Whatever needs a frame of its own (a call of a function literal)
    copies the slots, so that closures stay lexical.
    """

    __slots__ = ("env", "slots", "variables")

    def __init__(self, variables: Mapping[str, Any], env: Environment, slots: list[Any]) -> None:
        self.variables = variables
        self.env = env
        self.slots = slots


Run = Callable[[Frame], Any]
"""A compiled expression."""

Test = Callable[[Frame, Any], bool | None]
"""A compiled unary test: the frame and the tested value in, FEEL's three-valued answer out."""
