"""Somebody says how they want to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import RevisionConflict
from engine.notices import Wishes, checked_wishes
from engine.store.notices import ChoiceRow, ReaderRow, lock_reader, reader_of, store_reader
from engine.words import Words

SUBJECT = "notices"


@dataclass(frozen=True)
class SayHowToBeTold:
    """Put these wishes of the actor in place of their earlier ones. `revision` 0: there were none."""

    name: ClassVar[str] = "say-how-to-be-told"

    wishes: Wishes
    revision: int

    def perform(self, work: Work) -> Answer:
        """Store them, and record what changed.

        Raises:
            InvalidInput: something cannot be kept.
            RevisionConflict: they were changed since they were read.
        """
        wishes = checked_wishes(self.wishes)
        person = work.actor.id
        locked = lock_reader(work.tx, person)
        actual = locked.revision if locked is not None else 0
        if actual != self.revision:
            raise RevisionConflict(Words("how you are told", "通知设置"), self.revision, actual)
        before, chosen = reader_of(work.tx, person)
        row = ReaderRow(
            person,
            wishes.email,
            wishes.phone,
            wishes.quiet_from,
            wishes.quiet_to,
            wishes.digest_at,
            actual + 1,
        )
        rows = [ChoiceRow(person, *one) for one in wishes.choices]
        store_reader(work.tx, row, rows, new=locked is None)
        work.changed("notification", [person])
        _, directory = work.services.time_and_place(work.tx)
        record_change(
            work,
            SUBJECT,
            person,
            _plain(before, chosen) if before is not None else None,
            _plain(row, rows),
            label=directory.person_name(person),
        )
        return {"revision": row.revision}


def _plain(row: ReaderRow, choices: Sequence[ChoiceRow]) -> dict[str, Any]:
    """Return what is recorded: no member for what cannot differ."""
    told = {name: value for name, value in row._asdict().items() if name not in ("person_id", "revision")}
    return {**told, **{f"{one.kind}/{one.channel}": one.choice for one in choices}}
