"""Import records that were read from a file, or came by the API: all of them, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.imports.organisation import plan_organisation
from engine.commands.imports.plan import Plan, Planned
from engine.commands.imports.supply import plan_customers, plan_meters, plan_premises
from engine.commands.organisation.case import OrganisationCase, shown
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.org import NOTHING, Action, require
from engine.store.organisation import changed
from engine.words import Words

SUBJECT = "imports"
#: How many problems an answer tells; how many there are is told in any case.
MOST_TOLD = 1000
_SUPPLY = {"customers": plan_customers, "premises": plan_premises, "meters": plan_meters}


@dataclass(frozen=True)
class ImportRecords:
    """Create or change what the records say, each known by its key.

    `kind` is one of `engine.sheets.KINDS`. `source` names the file and its SHA-256, None: by the API.
    `problems` are those of reading it (as findings). `dry_run` changes nothing, and tells what would be.
    """

    name: ClassVar[str] = "import-records"

    kind: str
    sheets: Mapping[str, Sequence[Mapping[str, Any]]]
    dry_run: bool = False
    source: Mapping[str, str] | None = None
    problems: Sequence[Mapping[str, Any]] = ()
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Plan the records; store them when nothing stands against any.

        What is changed is kept as before and after. Of what is new, customers, premises and meters are
        kept as numbers of one import: a first import has hundreds of thousands.

        Raises:
            NotAllowed: the actor may not import.
            InvalidInput: with a finding for each thing that is wrong, unless it is a dry run.
        """
        case = OrganisationCase(work, self.reason or self._why())
        require(work.actor, Action.IMPORT, NOTHING, case.directory)
        plan = Plan(work.tx, work.actor, case.directory)
        sheets = {name: list(records) for name, records in self.sheets.items()}
        if self.kind == "organisation":
            plan_organisation(plan, sheets)
        else:
            _SUPPLY[self.kind](plan, sheets.get(self.kind, []))
        findings = [*map(dict, self.problems), *(one.finding() for one in plan.problems)]
        findings.sort(key=lambda one: (one["file"], one["line"]))
        if findings and not self.dry_run:
            raise InvalidInput(
                Words(
                    f"{len(findings)} thing(s) are wrong in the lines, so nothing was imported",
                    f"各行中有 {len(findings)} 处错误，因此没有导入任何内容",
                ),
                findings=findings[:MOST_TOLD],
                finding_count=len(findings),
            )
        stored = not self.dry_run and bool(plan.planned)
        if stored:
            for one in plan.planned:
                self._store(case, one)
            self._record(work, plan)
            changed(work.tx)
        return {
            **_counts(plan),
            "stored": stored,
            "problems": findings[:MOST_TOLD],
            "problem_count": len(findings),
        }

    def _why(self) -> str | None:
        return f"{self.source['file']} ({self.source['sha256'][:12]})" if self.source is not None else None

    def _store(self, case: OrganisationCase, one: Planned) -> None:
        if one.before is None:
            one.table.insert(case.tx, one.after)
            if self.kind == "organisation":
                case.record(one.table.name, one.after.id, None, shown(one.after), one.label, one.path)
            return
        after = one.after
        if hasattr(after, "revision"):
            after = after._replace(revision=one.before.revision + 1)
        one.table.update(case.tx, after)
        if self.kind != "organisation":
            case.subject = self.kind
        case.record(one.table.name, after.id, shown(one.before), shown(after), one.label, one.path)

    def _record(self, work: Work, plan: Plan) -> None:
        if self.source is None:
            return
        counts = {f"{sheet} {what}": number for (sheet, what), number in _counted(plan).items()}
        told = {**self.source, "kind": self.kind, **counts}
        record_change(
            work,
            SUBJECT,
            self.source["sha256"],
            None,
            told,
            self.reason,
            label=self.source["file"],
        )


def _counted(plan: Plan) -> Counter[tuple[str, str]]:
    return Counter((one.sheet, "created" if one.before is None else "changed") for one in plan.planned)


def _counts(plan: Plan) -> dict[str, int]:
    counted = _counted(plan)
    return {
        "created": sum(number for (_, what), number in counted.items() if what == "created"),
        "changed": sum(number for (_, what), number in counted.items() if what == "changed"),
        "unchanged": sum(plan.unchanged.values()),
    }
