"""Take a package out of service: nothing starts on it any more, running instances go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.activation import CHANGING, make_inactive
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.definitions.bindings import binding_of, call_activities
from engine.errors import BrokenVersion, Conflict, InvalidInput, NotFound
from engine.org import NOTHING, Action, require
from engine.store.definitions import DefinitionRow, active_definitions, last_version
from engine.words import Words


@dataclass(frozen=True)
class DeactivatePackage:
    """Leave a package without an active version.

    Its start timers and start messages wait no more. A package that active packages call is only deactivated
    with `even_called`: their calls then become incidents until a version is active again.
    """

    name: ClassVar[str] = "deactivate-package"

    package: str
    reason: str
    even_called: bool = False

    def perform(self, work: Work) -> Answer:
        """Deactivate it; an inactive one is a success.

        Raises:
            InvalidInput: no reason.
            NotFound: there is no such package.
            Conflict: active packages call it; they are named.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DEPLOY, NOTHING, directory)
        if not self.reason.strip():
            raise InvalidInput(
                Words(
                    "deactivating needs a reason: whoever is refused reads it",
                    "停用需要原因：被拒绝的人会看到它",
                )
            )
        work.tx.lock_channel([CHANGING])
        if last_version(work.tx, self.package) == 0:
            raise NotFound(Words(f"there is no package {self.package!r}", f"没有流程包 {self.package!r}"))
        active = {row.package: row for row in active_definitions(work.tx)}
        row = active.get(self.package)
        if row is None:
            return {"package": self.package, "previous": None}
        callers = [key for key, other in active.items() if self._calls(work, key, other.id, row)]
        if callers and not self.even_called:
            raise Conflict(
                Words(
                    f"{', '.join(callers)} would call a package without an active version: deactivate "
                    f"{'it' if len(callers) == 1 else 'them'} first, or say that this is meant",
                    f"{'、'.join(callers)} 将会调用没有启用版本的流程包："
                    f"请先停用{'它' if len(callers) == 1 else '它们'}，或说明这是有意的",
                ),
                packages=callers,
            )
        make_inactive(work, self.package, now, self.reason.strip())
        return {"package": self.package, "previous": row.version}

    def _calls(self, work: Work, key: str, definition_id: str, called: DefinitionRow) -> bool:
        """Return whether a version calls the active one: what is bound to a version finds it anyway."""
        if key == self.package:
            return False
        try:
            package = work.services.definition(work.tx, definition_id).package
        except BrokenVersion:
            return False
        return self.package in package.calls and any(
            binding_of(node).kind == "latest" and node.attributes["calledElement"] in called.processes
            for node in call_activities(package)
        )
