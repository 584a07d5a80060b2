"""What is changed in the administration is kept in chains of its own, and whoever stands in is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import pytest

from engine.commands.administration import chain_of_subject, record_change
from engine.commands.anchor import MakeAnchor
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.ids import new_id
from engine.org import acting
from engine.queries import Reading
from engine.queries.administration import ChangesWish, administration_changes
from engine.queries.audit import verify
from engine.store.organisation import changed, insert_rows, read_directory
from tests.back_door import BackDoor
from tests.stage import SYSTEM, Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


@dataclass(frozen=True)
class Say:
    """Record a change and nothing else."""

    name: ClassVar[str] = "say"
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    subject: str = "limits"
    reason: str | None = None
    tier_path: str | None = None

    def perform(self, work: Work) -> Answer:
        kept = record_change(
            work, self.subject, self.key, self.before, self.after, self.reason, tier_path=self.tier_path
        )
        return {"kept": kept}


def seen(stage: Stage, by: str, **wish: Any) -> list[tuple[str, str]]:
    with stage.system.database.reading() as tx:
        look = Reading.begin(tx, acting(stage.ids[by], read_directory(tx), stage.now), stage.engine.services)
        return [(line.key, line.kind) for line in administration_changes(look, ChangesWish(**wish)).items]


def test_changes_are_chained_told_and_proved(stage: Stage, database_url: str) -> None:
    stage.run(Say("arrive", None, {"minutes": 45}, reason="年度修订"), "operator")
    assert stage.run(Say("arrive", {"minutes": 45}, {"minutes": 45}), "operator") == {"kept": False}
    stage.run(MakeAnchor(), SYSTEM)
    stage.run(Say("arrive", {"minutes": 45, "zone": "x"}, {"minutes": 40, "zone": "x"}), "operator")
    stage.run(Say("2027", {"days": 3}, None, subject="calendars"), SYSTEM)
    assert seen(stage, "operator") == [("2027", "removed"), ("arrive", "changed"), ("arrive", "created")]
    assert seen(stage, "auditor", subject="limits", sort="changed") == [
        ("arrive", "created"),
        ("arrive", "changed"),
    ]
    assert seen(stage, "operator", person_id=stage.ids["operator"], text="ARR", most=1) == [
        ("arrive", "changed")
    ]
    assert seen(stage, "operator", since=stage.now + timedelta(hours=1)) == []
    audit = verify(stage.system.database)
    assert (audit.chains, audit.events, audit.faults) == (2, 3, [])
    door = BackDoor(database_url)
    door.without_triggers()
    door.run(f"UPDATE history SET body = '{{}}' WHERE chain = '{chain_of_subject('limits')}' AND seq = 1")
    door.close()
    kinds = {(fault.chain, fault.kind) for fault in verify(stage.system.database).faults}
    assert (chain_of_subject("limits"), "changed") in kinds


def test_a_county_sees_its_own_changes_and_not_its_neighbours(stage: Stage) -> None:
    stage.run(Say("east", None, {"n": 1}, tier_path="/P/A/A1/A1-S/"), "operator")
    stage.run(Say("west", None, {"n": 1}, tier_path="/P/A/A2/"), "operator")
    stage.run(Say("all", None, {"n": 1}), "operator")
    assert seen(stage, "duty") == [("east", "created")]
    assert seen(stage, "supervisor", sort="changed")[0] == ("east", "created")


def test_who_stands_in_is_known_from_the_first_moment_until_the_last(stage: Stage) -> None:
    begin, end = stage.now + timedelta(hours=1), stage.now + timedelta(hours=3)
    common = {"from_at": begin, "until_at": end, "reason": "休假", "made_by": stage.ids["desk"]}
    rows = [
        {"person_id": stage.ids["desk"], "substitute_id": stage.ids["west"], "department_id": None},
        {
            "person_id": stage.ids["duty"],
            "substitute_id": stage.ids["west"],
            "department_id": stage.ids["duty@A1"],
        },
    ]
    with stage.system.database.transaction() as tx:
        made = [{"id": new_id(), "made_at": stage.now, "revision": 1, **common, **row} for row in rows]
        insert_rows(tx, "substitution", made)
        changed(tx)
    with stage.system.database.reading() as tx:
        directory = read_directory(tx)
    west = stage.ids["west"]
    for at, people in ((begin - timedelta(seconds=1), set()), (begin, {stage.ids["desk"]}), (end, set())):
        assert acting(west, directory, at).stands_in_for == people
    within = acting(west, directory, begin).stands_in_within
    assert within == {(stage.ids["duty"], stage.ids["duty@A1"])}
