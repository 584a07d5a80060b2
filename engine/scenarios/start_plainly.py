"""Start a process by hand, for no order or for one that is there, as only a scenario does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands import Answer
from engine.commands.case import Case
from engine.commands.starting import Start, start_instance
from engine.commands.work import Work
from engine.definitions import exact
from engine.errors import InvalidInput
from engine.words import Words


@dataclass(frozen=True)
class StartPlainly:
    """Start a process of a package at its plain start event; `process` None is the package's main one.

    `order_id` is the order that it serves, None when it serves none.
    """

    name: ClassVar[str] = "start-plainly"

    package: str
    process: str | None = None
    key: str = "scenario"
    variables: Mapping[str, Any] = field(default_factory=dict)
    order_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Start it.

        Raises:
            NotFound: the package is not deployed.
            InvalidInput: it has no such process.
            StepFailed: the process cannot go on; nothing is stored.
        """
        definition = work.services.active(work.tx, self.package)
        if self.process is not None and self.process not in definition.compiled.processes:
            known = ", ".join(sorted(definition.compiled.processes))
            raise InvalidInput(
                Words(
                    f"package {self.package!r} has no process {self.process!r}; it has {known}",
                    f"流程包 {self.package!r} 没有流程 {self.process!r}；它有 {known}",
                )
            )
        wanted = Start(definition, self.key, process=self.process, variables=exact(self.variables))
        order = Case.of_order(work, self.order_id).order if self.order_id is not None else None
        instance_id, _, settled = start_instance(work, wanted, order)
        return {"instance": instance_id, "opened": settled.opened}
