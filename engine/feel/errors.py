"""What can go wrong with a FEEL text, drawn as one tree.

    FeelError                    code "feel"; where, position, expected
    ├── FeelSyntaxError          the text cannot be read; also an InvalidInput
    └── FeelEvaluationError      evaluation must stop; the value is not known
        └── BudgetSpent          the expression took more than its budget

An operation that FEEL does not define is no error: it yields null and leaves a note in the environment.
"""

from __future__ import annotations

from engine.errors import HuanError, InvalidInput
from engine.words import Words, in_chinese

Position = tuple[int, int]
"""Line and column, both counted from 1; a column is one Unicode code point."""


class FeelError(HuanError):
    """A FEEL text is wrong or cannot go on.

    `where` is what the caller named (an element, a cell; None when unnamed), `position` the line and
    column in the text (None when no place is to blame), `expected` what could have stood there.
    `problem` is the message without the place; its `zh` is the Chinese one.
    """

    code = "feel"

    def __init__(
        self,
        problem: Words,
        *,
        where: str | None = None,
        position: Position | None = None,
        expected: tuple[str, ...] = (),
    ) -> None:
        self.problem = problem
        super().__init__(_sentence(self.problem, where, position), where=where, position=position)
        self.where = where
        self.position = position
        self.expected = expected

    def at(self, where: str | None) -> None:
        """Name the place of an error that was raised where it was not known; a known one is kept."""
        if self.where is None and where is not None:
            self.where = where
            self.message = _sentence(self.problem, where, self.position)
            self.args = (self.message,)
            self.attributes["where"] = where


class FeelSyntaxError(FeelError, InvalidInput):
    """The text is not FEEL, or uses what is not supported yet.

    `remedy` says what to do, in both languages; `findings` holds the same as one finding.
    """

    def __init__(
        self,
        problem: Words,
        *,
        where: str | None = None,
        position: Position | None = None,
        expected: tuple[str, ...] = (),
    ) -> None:
        super().__init__(problem, where=where, position=position, expected=expected)
        line, column = position or (1, 1)
        remedy = _remedy(expected)
        self.remedy = remedy
        self.findings = [
            {
                "field": where,
                "line": line,
                "column": column,
                "problem": str(problem),
                "problem_zh": problem.zh,
                "remedy": str(remedy),
                "remedy_zh": remedy.zh,
            }
        ]


class FeelEvaluationError(FeelError):
    """Evaluation had to stop: the value is unknown, which is not the same as null."""


class BudgetSpent(FeelEvaluationError):
    """The expression needed more steps, time or room than its budget allows."""


def _sentence(problem: Words, where: str | None, position: Position | None) -> Words:
    place = f"{position[0]}:{position[1]}" if position else ""
    prefix = ", ".join(part for part in (where, place) if part)
    return problem.at(prefix) if prefix else problem


def _remedy(expected: tuple[str, ...]) -> Words:
    if not expected:
        return Words("correct the expression", "请改正表达式")
    return Words("write " + " or ".join(expected), "请写 " + " 或 ".join(map(in_chinese, expected)))
