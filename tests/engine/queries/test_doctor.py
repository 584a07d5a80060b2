"""Each invariant, broken by hand, is named, and the rest is still examined. A doctor that is blind fails here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from engine.commands.deploy import Deploy
from engine.commands.instances import CancelInstance
from engine.commands.open_order import OpenOrder
from engine.queries.doctor import Broken, examine
from engine.store.statement import Statement
from engine.store.tables import instance, metadata
from tests.back_door import BackDoor
from tests.drawing import catch, draw, end, gateway, mapped, message, service, start, timer, user
from tests.stage import SYSTEM, Stage

NOBODY = "00000000-0000-7000-8000-00000000dead"
SHEET = "key: {0}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {0}\ncategory: {1}\n"
URL = mapped(inputs={"url": '"http://127.0.0.1/hook"'})


class Ward:
    """A stage with one order that waits for everything at once, and one more that only waits for a person."""

    def __init__(self, url: str) -> None:
        self.stage = Stage(url, packages=False)
        everything = draw(
            start("s"), gateway("parallel", "all"), user("ask"), catch("later", timer("duration", "PT10M")),
            catch("news", message("news", "order.number")), service("tell", "webhook", URL), end(),
            flows="s > all > ask; all > later; all > news; all > tell ; later > end ; news > end", key="one",
        )  # fmt: skip
        self._deploy("one", "enquiry", everything)
        self._deploy("two", "suggestion", draw(start("s"), user("read"), flows="s > read", key="two"))
        self.order = self._open("enquiry")
        self.other = self._open("suggestion")
        self.door = BackDoor(url)
        if url.startswith("postgresql"):
            self.door.run("SET session_replication_role = replica")  # foreign keys would refuse some of it

    def _deploy(self, key: str, category: str, diagram: bytes) -> None:
        files = {"package.yaml": SHEET.format(key, category), "t.bpmn": diagram.decode()}
        self.stage.run(Deploy(files), SYSTEM)

    def _open(self, category: str) -> str:
        wanted = OpenOrder(category, "测试", premise_id=self.stage.ids["premise-A1"], beside=True)
        return str(self.stage.run(wanted, "agent")["order"])

    def found(self) -> list[Broken]:
        services = self.stage.engine.services
        services.versions.clear()  # a doctor comes to a database with a fresh mind
        return list(
            examine(self.stage.system.database, lambda tx, key: services.definition(tx, key).compiled)
        )

    def rules(self) -> set[str]:
        return {broken.rule for broken in self.found()}

    def instance(self, order: str | None = None) -> dict[str, Any]:
        return self.stage.rows(select(instance).where(instance.c.order_id == (order or self.order)))[0]

    def write_state(self, state: bytes) -> None:
        self.door.run("UPDATE instance SET state = ? WHERE order_id = ?", state, self.order)

    def close(self) -> None:
        self.door.close()
        self.stage.system.close()


@pytest.fixture
def ward(database_url: str) -> Iterator[Ward]:
    made = Ward(database_url)
    yield made
    made.close()


def test_a_sound_database_has_nothing_broken(ward: Ward) -> None:
    assert ward.found() == []
    ward.stage.run(CancelInstance(ward.instance()["id"], "测试"), "leader")
    assert ward.found() == []


@pytest.mark.parametrize(
    ("kind", "table", "element"),
    [
        ("timer", "timer", "later"),
        ("subscription", "subscription", "news"),
        ("job", "job", "tell"),
    ],
)
def test_a_token_that_waits_without_its_row_and_a_row_without_its_token_are_named(
    ward: Ward, kind: str, table: str, element: str
) -> None:
    key = ward.instance()["id"]
    ward.door.run(f"UPDATE {table} SET token = 99 WHERE instance_id = ?", key)
    messages = sorted(str(broken) for broken in ward.found())
    assert messages == [
        f"{kind}: {key}: 1 {kind} row(s) too many for {element} (token 99)",
        f"{kind}: {key}: {element} (token {_token(ward, element)}) waits, but 1 {kind} row(s) are missing",
    ]
    ward.door.run(f"DELETE FROM {table} WHERE instance_id = ?", key)
    assert [broken.rule for broken in ward.found()] == [kind]


def _token(ward: Ward, element: str) -> int:
    state = orjson.loads(ward.instance()["state"])
    (token,) = [row[0] for scope in state["s"] for row in scope[3] if row[3] == element]
    return int(token)


def test_a_person_who_is_asked_without_a_task_is_named(ward: Ward) -> None:
    ward.door.run("UPDATE task SET status = 'completed' WHERE order_id = ?", ward.order)
    found = {broken.rule: broken.message for broken in ward.found()}
    assert "ask (token" in found["task"]
    assert found["line"] == "an inbox line is open, but its task is not"


def test_a_task_without_a_token_is_named(ward: Ward) -> None:
    ward.door.run("UPDATE task SET element_id = 'elsewhere' WHERE order_id = ?", ward.order)
    assert [broken.rule for broken in ward.found()] == ["task", "task"]


def test_an_open_task_in_nobodys_inbox_is_named(ward: Ward) -> None:
    ward.door.run("UPDATE assignment SET status = 'done' WHERE order_id = ?", ward.order)
    (broken,) = ward.found()
    assert (broken.rule, "nobody's inbox" in broken.message) == ("line", True)


def test_a_finished_instance_that_still_waits_is_named(ward: Ward) -> None:
    ward.door.run("UPDATE instance SET status = 'completed', state = NULL WHERE order_id = ?", ward.order)
    assert ward.rules() == {"task", "timer", "subscription", "job"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("status = 'completed'", "is completed, but has a state"),
        ("state = NULL", "is active, but has no state"),
        ("status = 'asleep'", "is 'asleep', which no instance can be"),
    ],
)
def test_a_state_and_a_status_that_contradict_each_other_are_named(
    ward: Ward, change: str, told: str
) -> None:
    ward.door.run(f"UPDATE instance SET {change} WHERE order_id = ?", ward.order)
    assert told in ward.found()[0].message


def _damaged(state: bytes) -> list[bytes]:
    good = orjson.loads(state)
    variants: list[Any] = [[], 5, {}, {"v": 1}]
    variants += [{**good, name: value} for name in good for value in (None, 5, "x", [[]], {"y": 1})]
    variants += [{name: value for name, value in good.items() if name != left_out} for left_out in good]
    variants.append({**good, "v": 9})
    scope = good["s"][0]
    variants += [{**good, "s": [[*scope[:3], [row]]]} for row in ([], [1], [1, 0, 8, "nowhere"], "x")]
    variants += [{**good, "s": [[scope[0], 7, *scope[2:]]]}, {**good, "s": [[scope[0], 0, "nowhere", []]]}]
    return [b"", b"{", b"\xff\xfe", state[:-10], *(orjson.dumps(one) for one in variants)]


def test_whatever_stands_in_a_state_it_is_named_and_the_next_instance_is_examined(ward: Ward) -> None:
    state = ward.instance()["state"]
    ward.door.run("DELETE FROM assignment WHERE order_id = ?", ward.other)
    for damaged in _damaged(state):
        ward.write_state(damaged)
        found = ward.found()
        about = [broken for broken in found if broken.subject == ward.instance()["id"]]
        assert about, damaged
        assert [broken for broken in found if "read" in broken.message and broken.rule == "line"], damaged
    ward.write_state(state)
    assert ward.rules() == {"line"}


def test_a_state_of_another_format_is_named(ward: Ward) -> None:
    ward.write_state(orjson.dumps({**orjson.loads(ward.instance()["state"]), "v": 9}))
    (broken,) = ward.found()
    assert "has format 9, this release reads 1" in broken.message


def test_a_state_of_another_version_than_the_instances_is_named(ward: Ward) -> None:
    theirs = ward.instance(ward.other)["definition_id"]
    ward.door.run("UPDATE instance SET definition_id = ? WHERE order_id = ?", theirs, ward.order)
    (broken,) = ward.found()
    assert (broken.rule, broken.subject) == ("state", ward.instance()["id"])
    assert broken.message.endswith(f"not of {theirs}")


def test_a_version_that_is_gone_is_named_and_the_others_are_examined(ward: Ward) -> None:
    ward.door.run("DELETE FROM definition WHERE id = ?", ward.instance()["definition_id"])
    ward.door.run("UPDATE assignment SET status = 'done' WHERE order_id = ?", ward.other)
    found = ward.found()
    assert {broken.rule for broken in found} == {"state", "reference", "line"}
    assert [broken.message for broken in found if broken.rule == "reference"] == [
        "its definition_id points to nothing"
    ]
    assert any("there is no version" in broken.message for broken in found)


def test_a_version_compiled_by_another_compiler_is_named(ward: Ward) -> None:
    ward.door.run("UPDATE definition SET compiler = 99 WHERE package = 'one'")
    (broken,) = ward.found()
    assert "was compiled by compiler 99" in broken.message


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("files = replace(files, '测试', '试测')", "are not those that were deployed"),
        ("files = '{}'", "its files cannot be read"),
        ("files = '5'", "its files cannot be read"),
        ("files = '{'", "its files cannot be read"),
    ],
)
def test_a_version_whose_files_were_changed_is_named(ward: Ward, change: str, told: str) -> None:
    ward.door.run(f"UPDATE definition SET {change} WHERE package = 'two'")
    versions = [broken for broken in ward.found() if broken.rule == "version"]
    assert [told in broken.message for broken in versions] == [True]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("task", name) for name in ("instance_id", "order_id", "department_id", "holder_id")),
        *(("assignment", name) for name in ("task_id", "department_id", "person_id")),
        *(("timer", name) for name in ("instance_id", "definition_id", "order_id")),
        *(("subscription", name) for name in ("instance_id", "definition_id", "order_id")),
        *(("job", name) for name in ("instance_id", "order_id")),
        *(("instance", name) for name in ("order_id", "call_id", "definition_id")),
        ("order_clock", "order_id"),
    ],
)
def test_a_row_that_points_to_nothing_is_named(ward: Ward, table: str, column: str) -> None:
    which = {"order_clock": "order_id", "instance": "order_id"}.get(table, "id")
    with ward.stage.system.database.reading() as tx:
        own = metadata.tables[table]
        (row, *_) = tx.rows(Statement(select(own.c[which].label("key"))))
    ward.door.run(f"UPDATE {table} SET {column} = ? WHERE {which} = ?", NOBODY, row.key)
    assert [broken.rule for broken in ward.found() if broken.message == f"its {column} points to nothing"]
