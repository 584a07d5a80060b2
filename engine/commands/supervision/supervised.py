"""A supervision order under lock, with the orders that it is about: what happens is in each one's history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from engine.commands.case import Case
from engine.commands.work import Work
from engine.errors import NotFound
from engine.inbox import SupervisionFacts
from engine.store.supervisions import lock_supervision, orders_of
from engine.words import Words


class Supervised:
    """The orders first, in the usual sequence, then the document: nobody waits for the other."""

    def __init__(self, work: Work, supervision_id: str) -> None:
        """Lock them.

        Raises:
            NotFound: there is no such supervision order, or it is neither to nor from one's departments.
        """
        self.work = work
        self.cases = Case.of_orders(work, orders_of(work.tx, supervision_id))
        facts = lock_supervision(work.tx, supervision_id)
        self.now, self.directory = work.services.time_and_place(work.tx)
        self.own: Collection[str] = self.directory.departments_of(work.actor.id)
        if facts is None or not {facts.department_id, facts.issuer_department_id} & set(self.own):
            raise NotFound(
                Words(
                    "there is no such supervision order of your departments", "没有与您部门有关的这张督办单"
                )
            )
        self.facts: SupervisionFacts = facts

    def name_of(self, key: str | None) -> str | None:
        """Return a person's or department's name for a message."""
        department = self.directory.departments.get(key or "")
        return department.name if department is not None else self.directory.person_name(key)

    def record(self, kind: str, body: Mapping[str, Any], values: Mapping[str, tuple[Any, Any]]) -> None:
        """Record what happened with each order, and tell the pages."""
        about = {"supervision": self.facts.id, "number": self.facts.number}
        for case in self.cases.values():
            case.record(kind, body={**about, **body}, values=values)
            case.save()
        both = [self.facts.department_id, self.facts.issuer_department_id]
        self.work.changed("supervision", both)
        self.work.changed("inbox", both)

    @property
    def one_order(self) -> str | None:
        """The order that a notice names: the only one, else None."""
        return next(iter(self.cases)) if len(self.cases) == 1 else None
