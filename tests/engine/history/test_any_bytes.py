"""Whatever somebody writes into the rows of the history, it is named; nothing ends in an exception."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.commands.anchor import MakeAnchor
from engine.commands.erase import EraseValues
from engine.errors import InvalidInput
from engine.history import Anchor, Head, read_anchors
from engine.queries.audit import Audit, verify
from engine.store.opening import open_database
from tests.back_door import BackDoor
from tests.stage import MORNING, SYSTEM, Stage

COLUMNS = {
    "history": (
        *("chain", "seq", "event_at", "entered_at", "type", "element_id", "actor_id", "on_behalf_of"),
        *("instance_id", "body", "digests", "hash"),
    ),
    "history_value": ("chain", "seq", "content"),
    "anchor": ("number", "made_at", "heads", "previous", "hash"),
    "anchor_head": ("number", "chain", "seq", "hash"),
}
EVERY_COLUMN = [(table, column) for table, columns in COLUMNS.items() for column in columns]

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.sampled_from(
        [
            *("xx", "", "null", "[]", "[1]", "{}", "5", '"a"', "{", '{"title": 5}', '{"erased": 5}'),
            *('{"erased": [5]}', '{"erased": [[1]]}', '{"title": [1, 2]}', "[" * 2000, '{"title": ' * 300),
            *("2026-11-23T01:00:00.000000", "2026-11-23 01:00:00", "9999-99-99 00:00:00.000000"),
            *("00000000-0000-7000-8000-000000000000", "values.erased", "task.completed"),
        ]
    ),
)
anything = st.one_of(
    texts,
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-3, 12),
    st.floats(allow_nan=False),
    st.binary(max_size=30),
    st.just(b"\xff\xfe"),
)


class Broken:
    """A copy of one whole history, in which a test writes what it likes."""

    def __init__(self, original: Path) -> None:
        self._original = original
        self.path = original.with_name("copy.sqlite3")

    def written(self, table: str, column: str, row: int, value: Any, as_text: bool) -> Audit | None:
        """Write a value into a column of a row and verify; None when the row is as it was."""
        shutil.copy(self._original, self.path)
        with sqlite3.connect(self.path, isolation_level=None) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            (key,) = connection.execute(
                f"SELECT rowid FROM {table} LIMIT 1 OFFSET ?", (row % count,)
            ).fetchone()
            look = f"SELECT typeof({column}), CAST({column} AS BLOB) FROM {table} WHERE rowid = ?"
            before = connection.execute(look, (key,)).fetchone()
            wanted = "CAST(? AS TEXT)" if as_text else "?"
            try:
                connection.execute(f"UPDATE {table} SET {column} = {wanted} WHERE rowid = ?", (value, key))
            except sqlite3.IntegrityError:
                return None  # a key that another row has, or nothing where something must be
            if connection.execute(look, (key,)).fetchone() == before:
                return None
        connection.close()
        database = open_database(f"sqlite:///{self.path}")
        try:
            return verify(database)
        finally:
            database.close()


@pytest.fixture(scope="module")
def broken(sqlite_stage: tuple[Path, Stage], tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """Two orders with values, one of them erased, and two anchors."""
    furnished, stage = sqlite_stage
    path = tmp_path_factory.mktemp("history") / "whole.sqlite3"
    shutil.copy(furnished, path)
    stage = stage.on_copy(f"sqlite:///{path}")
    order = stage.open_order()["order"]
    stage.do("dispatch", "agent")
    stage.run(MakeAnchor(), SYSTEM)
    stage.do("accept", "desk", {"decision": "accept"})
    stage.open_order(county="A2", caller_number="13800000002")
    stage.run(EraseValues(order, ("caller_name",), "客户要求"), "auditor")
    stage.run(MakeAnchor(), SYSTEM)
    assert verify(stage.system.database).faults == []
    stage.system.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return Broken(path)


@given(where=st.sampled_from(EVERY_COLUMN), row=st.integers(0, 40), value=anything, as_text=st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_into_whichever_column_is_named(
    broken: Broken, where: tuple[str, str], row: int, value: Any, as_text: bool
) -> None:
    audit = broken.written(*where, row, value, as_text)
    assume(audit is not None)
    assert audit is not None
    assert audit.faults, (where, row, value)
    for fault in audit.faults:
        assert str(fault).encode()


@pytest.mark.parametrize("where", EVERY_COLUMN)
def test_every_column_counts(broken: Broken, where: tuple[str, str]) -> None:
    table, column = where
    value: Any = 99 if column in ("seq", "number", "heads") else "00000000-0000-7000-8000-000000000000"
    for row in range(3):
        audit = broken.written(table, column, row, value, False)
        assert audit is not None
        assert audit.faults, (where, row)


@pytest.mark.parametrize(
    ("table", "column", "value", "kind"),
    [
        ("history", "digests", "[1]", "unreadable"),
        ("history_value", "content", '{"title":5}', "value-changed"),
        ("history", "entered_at", "xx", "unreadable"),
        ("history", "body", b"\xff", "unreadable"),
        ("history", "chain", b"\xff", "unreadable"),
        ("history", "seq", "first", "unreadable"),
        ("anchor", "made_at", "xx", "anchor"),
        ("anchor", "hash", "00", "anchor"),
        ("anchor_head", "seq", "xx", "anchor"),
    ],
)
def test_what_the_reviewers_wrote_is_named_and_the_other_chain_still_examined(
    broken: Broken, table: str, column: str, value: Any, kind: str
) -> None:
    audit = broken.written(table, column, 0, value, False)
    assert audit is not None
    assert kind in {fault.kind for fault in audit.faults}
    assert audit.chains == 2


@pytest.mark.parametrize(
    ("column", "value"), [("chain_length", "many"), ("chain_head", b"\xff"), ("id", "x")]
)
def test_a_head_that_cannot_be_read_is_named(broken: Broken, column: str, value: Any) -> None:
    audit = broken.written("work_order", column, 0, value, False)
    assert audit is not None
    assert {"head", "head-missing"} & {fault.kind for fault in audit.faults}


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("UPDATE history SET entered_at = 'infinity'", "unreadable"),
        ("UPDATE history SET entered_at = '20000-01-01'", "unreadable"),
        ("UPDATE history SET digests = '[1]'", "unreadable"),
        ("UPDATE history SET body = 'null' WHERE type = 'values.erased'", "unreadable"),
        ("UPDATE history_value SET content = '{\"title\":5}'", "value-changed"),
        ("UPDATE history_value SET content = content || ' '", "value-changed"),
        ("UPDATE history SET actor_id = NULL", "unreadable"),
        ("UPDATE history SET seq = -seq", "gap"),
        ("UPDATE anchor SET made_at = '-infinity'", "anchor"),
        ("UPDATE anchor SET heads = 7", "anchor"),
        ("UPDATE work_order SET chain_length = -1", "head"),
    ],
)
def test_postgresql_is_read_the_same_way(stage_on_postgres: Stage, sql: str, kind: str) -> None:
    stage = stage_on_postgres
    order = stage.open_order()["order"]
    stage.run(EraseValues(order, ("caller_name",), "客户要求"), "auditor")
    stage.run(MakeAnchor(), SYSTEM)
    assert verify(stage.system.database).faults == []
    door = BackDoor(stage.system.database.url)
    door.without_triggers().run(sql)
    door.close()
    assert kind in {fault.kind for fault in verify(stage.system.database).faults}


lines = st.one_of(
    st.text(min_size=1, max_size=60).filter(str.strip),
    st.sampled_from(["[]", "null", "5", '{"number": 1e400}', '{"heads": {"a": 5}}', "[" * 3000]),
    st.fixed_dictionaries(
        {},
        optional={
            name: st.none()
            | st.integers(-5, 2**62)
            | st.text(max_size=5)
            | st.lists(st.integers(0, 9), max_size=2)
            for name in ("number", "made_at", "previous", "hash", "heads")
        },
    ).map(lambda value: orjson.dumps(value).decode()),
)


@given(st.lists(lines, max_size=4))
def test_a_file_that_is_no_anchor_file_is_refused_and_nothing_else_happens(given_lines: list[str]) -> None:
    with pytest.raises(InvalidInput):
        read_anchors(given_lines, "kept.jsonl")


def _anchors(count: int) -> list[Anchor]:
    made: list[Anchor] = []
    for number in range(1, count + 1):
        previous = made[-1].hash if made else ""
        made.append(Anchor(number, MORNING, previous, {"a": Head(number, "h")}))
    return made


def test_a_file_may_begin_late_but_lacks_nothing_in_between() -> None:
    file = [anchor.line() for anchor in _anchors(4)]
    assert [anchor.number for anchor in read_anchors(file[2:], "kept.jsonl")] == [3, 4]
    for broken_file in ([file[0], file[2]], [file[1], file[0]], [file[0], file[0]]):
        with pytest.raises(InvalidInput, match="line 2: does not follow"):
            read_anchors(broken_file, "kept.jsonl")


@pytest.mark.parametrize("file", [[], ["", "  "]])
def test_a_file_without_an_anchor_proves_nothing_and_is_refused(file: list[str]) -> None:
    with pytest.raises(InvalidInput, match=r"kept.jsonl holds no anchor, so it proves nothing"):
        read_anchors(file, "kept.jsonl")
