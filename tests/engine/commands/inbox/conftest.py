"""A small stage for the operations of an inbox: one package of drawn tasks.

On SQLite; tests/races runs every operation on PostgreSQL, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine.commands.deploy import Deploy
from engine.commands.open_order import OpenOrder
from engine.queries.audit import verify
from engine.queries.doctor import examine
from tests.drawing import draw, end, multi, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"
#: Sent by the centre, worked on by the county, then looked at by the city.
CHAIN = draw(
    start("s"),
    user("send", camunda_candidateGroups="customer-service@province"),
    user("work"),
    user("look", camunda_candidateGroups="command@city"),
    end("e"),
    flows="s > send > work > look > e",
)
#: Three members at once; each may be passed on by itself.
MEMBERS = draw(start("s"), user("each", multi("3")), user("after"), end("e"), flows="s > each > after > e")


class Desk(Stage):
    """A stage with one drawn package; `order` opens an order of it and returns its id."""

    def __init__(self, url: str, diagram: bytes = CHAIN, files: dict[str, str] | None = None) -> None:
        super().__init__(url, packages=False)
        self.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode(), **(files or {})}), SYSTEM)

    def order_of(self) -> str:
        wanted = OpenOrder("enquiry", "咨询", premise_id=self.ids["premise-A1"], beside=True)
        order: str = self.run(wanted, "agent")["order"]
        return order

    def at_work(self) -> str:
        """Open an order and send it to the county; return the id of the county's task."""
        self.order_of()
        self.do("send", "agent")
        key: str = self.task("work")["id"]
        return key

    def last(self) -> tuple[str, str | None]:
        """Type and values (as text) of the last event."""
        event = self.history()[-1]
        return event.type, event.content

    def require_whole(self) -> None:
        services = self.engine.services
        database = self.system.database
        assert list(examine(database, lambda tx, key: services.definition(tx, key).compiled)) == []
        assert verify(database).faults == []


@pytest.fixture
def desks(sqlite_url: str) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def begin(*given: Any) -> Desk:
        made.append(Desk(sqlite_url, *given))
        return made[-1]

    yield begin
    for each in made:
        each.require_whole()
        each.system.close()


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    return desks()
