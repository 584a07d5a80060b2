"""The inbox: whose lines it shows, in which order, and that it never loads more than a page."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.commands.claim import ClaimTask
from engine.commands.record_call import RecordCall, TellOfCall
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.queries.inbox import SORTS, InboxWish, inbox_page
from engine.store.statement import Statement
from engine.store.tables import assignment, task
from engine.store.tasks import NewTask, insert_line, insert_task
from tests.engine.queries.conftest import Look
from tests.stage import MORNING, SYSTEM, Stage


def names(page: Any) -> list[str]:
    return [line.element for line in page.items]


def fill(stage: Stage, lines: int) -> None:
    """Give the desk of east county many open tasks of one order, with due times all over a day."""
    opened = stage.open_order()
    instance_id = stage.rows(select(task.c.instance_id))[0]["instance_id"]
    chance = random.Random(7)
    with stage.system.database.transaction() as tx:
        for number in range(lines):
            key = new_id()
            due = MORNING + timedelta(minutes=chance.randrange(1440)) if number % 5 else None
            new = NewTask(
                key, instance_id, opened["order"], 1000 + number, 0, f"e{number}", "做", None, None, None,
                stage.ids["repair@A1"], None, None, None, due, None, None, number % 3,
                MORNING + timedelta(seconds=chance.randrange(50)),
            )  # fmt: skip
            insert_task(tx, new)
            insert_line(
                tx,
                key=new_id(),
                task_id=key,
                order_id=opened["order"],
                role="candidate",
                department_id=stage.ids["repair@A1"],
                person_id=None,
                at=new.opened_at,
            )


def test_a_departments_line_is_everybodys_until_somebody_claims_it(stage: Stage, look: Look) -> None:
    stage.open_order()
    stage.do("dispatch", "agent")
    for who in ("desk", "desk2"):
        with look(who) as reading:
            assert names(inbox_page(reading, InboxWish())) == ["accept"]
            assert names(inbox_page(reading, InboxWish(scope="mine"))) == []
    stage.claim("accept", "desk")
    with look("desk") as reading:
        mine = inbox_page(reading, InboxWish()).items
        assert [(line.role, line.mine) for line in mine] == [("holder", True)], "claimed, it shows once"
        assert names(inbox_page(reading, InboxWish(scope="mine"))) == ["accept"]
        assert names(inbox_page(reading, InboxWish(scope="department"))) == ["accept"]
    with look("desk2") as reading:
        seen = inbox_page(reading, InboxWish()).items
        assert [(line.role, line.holder_name) for line in seen] == [("candidate", "东县调度")]
    for who in ("west", "agent", "supervisor"):
        with look(who) as reading:
            assert inbox_page(reading, InboxWish()).count == 0


def test_a_line_says_who_called_be_it_an_orders_or_a_calls(stage: Stage, look: Look) -> None:
    stage.open_order(caller_number="13800000001", caller_name="王女士")
    call = stage.run(
        RecordCall(
            "x1", "inbound", "answered", stage.now, caller_number="13900000009", queue="repair@default"
        ),
        SYSTEM,
    )["call"]
    stage.run(TellOfCall(call, "call.offered", "f1", {"queue": "repair@default", "agent": "1001"}), SYSTEM)
    stage.run(TellOfCall(call, "call.answered", "f2", {"queue": "repair@default", "agent": "1001"}), SYSTEM)
    stage.drain()
    with look("agent") as reading:
        lines = {line.element: line for line in inbox_page(reading, InboxWish()).items}
    assert (lines["dispatch"].caller_number, lines["dispatch"].caller_name) == ("13800000001", "王女士")
    assert (lines["wrap-up"].caller_number, lines["wrap-up"].caller_name) == ("13900000009", None)


def test_where_attention_was_raised_the_line_is_watched(stage: Stage, look: Look) -> None:
    stage.open_order()
    stage.do("dispatch", "agent")
    stage.later(minutes=4)
    with look("city") as reading:
        watched = inbox_page(reading, InboxWish(scope="watched")).items
        assert [(line.role, line.attention, line.overdue) for line in watched] == [("watcher", "city", True)]
        assert inbox_page(reading, InboxWish(scope="department")).count == 0
        assert inbox_page(reading, InboxWish()).count == 1


def test_lines_are_narrowed_by_category_lateness_and_words(stage: Stage, look: Look) -> None:
    stage.open_order(title="路灯_不亮")
    stage.open_order(county="A2", title="全村停电", caller_number="13900000000")
    stage.later(minutes=1)
    with look("agent") as reading:

        def found(**wish: Any) -> list[str | None]:
            return sorted(line.order_title or "" for line in inbox_page(reading, InboxWish(**wish)).items)

        assert len(found()) == 2
        assert found(text="_") == ["路灯_不亮"]
        assert found(text="停电") == ["全村停电"]
        assert len(found(text="26112300000")) == 2
        assert found(category="complaint") == []
        assert len(found(category="fault-report")) == 2
        assert found(overdue=True) == []
    stage.set_clock(MORNING + timedelta(minutes=5))
    with look("agent") as reading:
        assert inbox_page(reading, InboxWish(overdue=True)).count == 2
        assert inbox_page(reading, InboxWish(overdue=False)).count == 0


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_pages_follow_each_other_without_gap_or_double(stage: Stage, look: Look, sort: str) -> None:
    fill(stage, 57)
    with look("desk") as reading:
        whole = inbox_page(reading, InboxWish(sort=sort, most=100)).items
        assert len({line.id for line in whole}) == 57
        paged, cursor = [], None
        while True:
            page = inbox_page(reading, InboxWish(sort=sort, most=10, cursor=cursor))
            paged += [line.id for line in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert paged == [line.id for line in whole]
    if sort == "due":
        due = [line.target_due_at or line.promise_due_at for line in whole]
        assert due == sorted(due, key=lambda moment: (moment is None, moment or MORNING))
    if sort == "priority":
        assert [line.priority for line in whole] == sorted((line.priority for line in whole), reverse=True)


def test_a_line_that_goes_between_two_pages_hides_no_other(stage: Stage, look: Look) -> None:
    fill(stage, 30)
    with look("desk") as reading:
        first = inbox_page(reading, InboxWish(most=10))
        everything = [line.id for line in inbox_page(reading, InboxWish(most=100)).items]
    stage.run(ClaimTask(first.items[3].task), "desk2")
    with stage.system.database.transaction() as tx:
        tx.write(_closed(first.items[5].id))
    with look("desk") as reading:
        second = inbox_page(reading, InboxWish(most=10, cursor=first.next))
        assert [line.id for line in second.items] == everything[10:20]


def _closed(line_id: str) -> Any:
    return Statement(update(assignment).where(assignment.c.id == line_id).values(status="done"))


def test_a_cursor_of_another_list_is_refused(stage: Stage, look: Look) -> None:
    fill(stage, 5)
    with look("desk") as reading:
        cursor = inbox_page(reading, InboxWish(most=2)).next
        assert cursor is not None
        for wrong in (cursor + "x", "", "bm9uc2Vuc2U", "WyJkdWUiLDEsMl0", "é", cursor[:-4]):
            with pytest.raises(InvalidInput, match="cursor"):
                inbox_page(reading, InboxWish(cursor=wrong))
        with pytest.raises(InvalidInput, match="cursor"):
            inbox_page(reading, InboxWish(sort="opened", cursor=cursor))


class Counting:
    """Counts the rows that come out of the database."""

    def __init__(self, tx: Any) -> None:
        self.tx, self.loaded, self.dialect = tx, 0, tx.dialect

    def fetch(self, *requests: Any) -> list[list[Any]]:
        found: list[list[Any]] = self.tx.fetch(*requests)
        self.loaded += sum(len(rows) for rows in found)
        return found


def test_five_thousand_lines_are_not_loaded_to_show_a_page(stage: Stage, look: Look) -> None:
    fill(stage, 5000)
    with look("desk") as reading:
        for sort in SORTS:
            counting = Counting(reading.tx)
            object.__setattr__(reading, "tx", counting)
            page = inbox_page(reading, InboxWish(sort=sort, most=50))
            object.__setattr__(reading, "tx", counting.tx)
            assert len(page.items) == 50
            assert counting.loaded <= 52  # a page, one more line, and the count
            assert (page.count, page.count_is_capped) == (1000, True)
