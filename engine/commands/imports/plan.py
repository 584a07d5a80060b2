"""What an import would do: rows to create and to change, and all that stands against it, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.org import Action, Actor, Directory, Target, may
from engine.org.changing import Findings
from engine.org.names import name_key, name_problem
from engine.sheets import Problem
from engine.store.database import Transaction
from engine.store.edited_rows import EditedTable
from engine.words import Words

Record = Mapping[str, Any]


class Planned(NamedTuple):
    """A row to store: `before` None: it is new. `path` is the tier whose it is, None: of nobody's alone."""

    sheet: str
    table: EditedTable[Any]
    before: Any
    after: Any
    label: str
    path: str | None


@dataclass
class Plan:
    """An import while it is planned."""

    tx: Transaction
    actor: Actor
    directory: Directory
    planned: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: How many lines of each sheet say what is so already.
    unchanged: dict[str, int] = field(default_factory=dict)

    def tell(self, sheet: str, record: Record, column: str | None, problem: Words, expected: Words) -> None:
        """Note what is wrong with a line."""
        self.problems.append(Problem(sheet, record["line"], column, problem, expected))

    def tell_findings(self, sheet: str, record: Record, column: str, findings: Findings) -> bool:
        """Note findings at a column of a line; return whether there are any."""
        for one in findings:
            problem = Words(one["problem"], one["problem_zh"])
            self.tell(sheet, record, column, problem, Words(one["remedy"], one["remedy_zh"]))
        return bool(findings)

    def unknown(self, sheet: str, record: Record, column: str) -> None:
        """Note that there is nothing with the code that a line names."""
        code = record[column]
        self.tell(
            sheet,
            record,
            column,
            Words(f"there is no {code!r}", f"没有 {code!r}"),
            Words("the code of one that is there, or in this file", "已有的或本文件中的编码"),
        )

    def may_change(self, sheet: str, record: Record, column: str, paths: Iterable[str]) -> bool:
        """Answer whether the actor administers all these tiers, and note it if not."""
        if all(may(self.actor, Action.ADMINISTER, Target(path), self.directory) for path in paths):
            return True
        self.tell(
            sheet,
            record,
            column,
            Words("lies outside what you administer", "不在您管理的范围内"),
            Words("a tier of yours or below", "您的层级或其下级"),
        )
        return False

    def put(
        self, sheet: str, table: EditedTable[Any], before: Any, after: Any, label: str, path: str | None
    ) -> None:
        """Plan to store a row; one that is so already is counted and left alone."""
        if before == after:
            self.unchanged[sheet] = self.unchanged.get(sheet, 0) + 1
        else:
            self.planned.append(Planned(sheet, table, before, after, label, path))


class Names:
    """The names that are taken at places, by what two that look alike share."""

    def __init__(self, taken: Iterable[tuple[str | None, str, str]]) -> None:
        self._taken = {(place, name_key(name)): key for place, name, key in taken}

    def problem(self, place: str | None, name: str, key: str) -> Words | None:
        """Return what is wrong with the name of `key` at a place, and take it when nothing is."""
        problem = name_problem(name)
        if problem is not None:
            return problem
        found = self._taken.setdefault((place, name_key(name)), key)
        if found == key:
            return None
        return Words(f"cannot be told from the name of {found}", f"与 {found} 的名称无法区分")
