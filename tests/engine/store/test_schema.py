"""The schema: made by migrations alone, equal to the tables, its triggers kept, strangers refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from engine.errors import HuanError, InvalidInput, Unavailable
from engine.store import revisions, schema
from engine.store.address import require_address, shown_address
from engine.store.tables import metadata
from engine.store.tables.order_texts import TEXT_INDEX
from engine.store.triggers import ERASABLE, SEALED, postgres_triggers, sqlite_triggers
from tests.back_door import BackDoor
from tests.servers import Postgres, free_port


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address at which there is nothing (SQLite) or an empty database (PostgreSQL)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/huan.sqlite3"
    server: Postgres = request.getfixturevalue("postgres")
    return server.create(f"empty_{tmp_path.name.lower()[-50:]}")


@pytest.fixture
def door(database_url: str) -> Iterator[BackDoor]:
    made = BackDoor(database_url)
    yield made
    made.close()


def shape(url: str) -> dict[str, Any]:
    """Return columns, keys, uniques and indexes of every table, as the database tells them."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    told = inspect(engine)
    tables = {}
    for table in set(told.get_table_names()) - {"alembic_version"}:
        if table.startswith(TEXT_INDEX):
            continue
        tables[table] = {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], column["default"] is not None)
                for column in told.get_columns(table)
            ),
            "primary key": told.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (*key["constrained_columns"], key["referred_table"]) for key in told.get_foreign_keys(table)
            ),
            "uniques": sorted(tuple(unique["column_names"]) for unique in told.get_unique_constraints(table)),
            "indexes": sorted(
                (str(index["name"]), *map(str, index["column_names"]), str(index["unique"]), _where(index))
                for index in told.get_indexes(table)
                if not index.get("duplicates_constraint")
            ),
        }
    engine.dispose()
    return tables


def _where(index: Any) -> str:
    options = index.get("dialect_options", {})
    return str(options.get("postgresql_where", options.get("sqlite_where", "")))


def test_the_migrations_make_the_tables_that_the_release_has(empty_url: str, tmp_path: Path) -> None:
    schema.upgrade(empty_url)
    if empty_url.startswith("sqlite"):
        made = f"sqlite:///{tmp_path}/by-the-tables.sqlite3"
    else:
        made = empty_url + "_tables"
        BackDoor(empty_url).run(f'CREATE DATABASE "{made.rpartition("/")[2]}"')
    engine = create_engine(made.replace("postgresql://", "postgresql+psycopg://"))
    metadata.create_all(engine)
    engine.dispose()
    migrated, expected = shape(empty_url), shape(made)
    assert migrated.keys() == expected.keys() == set(metadata.tables)
    for table, parts in expected.items():
        assert migrated[table] == parts, table
    assert schema.findings(empty_url) == []


def test_the_own_revision_is_the_last_that_the_migrations_make(database_url: str) -> None:
    assert revisions.own_revision() == revisions.revision_of(database_url)


def test_upgrading_again_changes_nothing(empty_url: str) -> None:
    schema.upgrade(empty_url)
    before = shape(empty_url)
    schema.upgrade(empty_url)
    assert (shape(empty_url), revisions.why_unusable(empty_url)) == (before, None)


def test_down_and_up_again_leaves_the_same_schema_with_its_triggers(database_url: str) -> None:
    before = shape(database_url)
    schema.downgrade(database_url, "base")
    assert (shape(database_url), revisions.why_unusable(database_url) is None) == ({}, False)
    schema.upgrade(database_url)
    assert (shape(database_url), schema.findings(database_url)) == (before, [])


def test_an_upgrade_brings_back_triggers_that_were_taken_away(database_url: str, door: BackDoor) -> None:
    door.without_triggers()
    assert schema.findings(database_url) != []
    schema.upgrade(database_url)
    if database_url.startswith("postgresql"):
        # What was only switched off stays so until somebody who owns the table switches it on again.
        for table in (*SEALED, ERASABLE):
            door.run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert schema.findings(database_url) == []


def test_every_trigger_is_missed_by_its_name(database_url: str, door: BackDoor) -> None:
    if database_url.startswith("postgresql"):
        made = {one.name: one.create() for one in postgres_triggers()}
        drops = {one.name: f"DROP TRIGGER {one.name} ON {one.table}" for one in postgres_triggers()}
    else:
        made = sqlite_triggers()
        drops = {name: f"DROP TRIGGER {name}" for name in made}
    missed = {name: f"trigger {name} is missing: run `huan db upgrade`" for name in drops}
    for name, drop in drops.items():
        door.run(drop)
        assert schema.trigger_findings(database_url) == [missed[name]]
        door.run(made[name])
    for drop in drops.values():
        door.run(drop)
    assert schema.findings(database_url) == sorted(missed.values())
    schema.upgrade(database_url)
    assert schema.findings(database_url) == []


SQLITE_TRICKS = [
    (
        "DROP TRIGGER huan_history_update",
        "CREATE TRIGGER huan_history_update BEFORE UPDATE ON history WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END",
    ),
    (
        "DROP TRIGGER huan_history_delete",
        "CREATE TRIGGER huan_history_delete BEFORE DELETE ON anchor "
        "BEGIN SELECT RAISE(ABORT, 'the history cannot be changed'); END",
    ),
    (
        "DROP TRIGGER huan_anchor_delete",
        "CREATE TRIGGER huan_anchor_delete BEFORE DELETE ON anchor BEGIN SELECT 1; END",
    ),
]
POSTGRES_TRICKS = [
    ("ALTER TABLE history DISABLE TRIGGER huan_history_sealed",),
    ("ALTER TABLE history ENABLE REPLICA TRIGGER huan_history_sealed",),
    (
        "CREATE OR REPLACE TRIGGER huan_history_sealed BEFORE UPDATE OR DELETE ON history "
        "FOR EACH ROW WHEN (false) EXECUTE FUNCTION huan_refuse_change()",
    ),
    (
        "CREATE OR REPLACE TRIGGER huan_history_sealed BEFORE DELETE ON history "
        "FOR EACH ROW EXECUTE FUNCTION huan_refuse_change()",
    ),
    (
        "CREATE OR REPLACE TRIGGER huan_history_sealed BEFORE UPDATE OF type OR DELETE ON history "
        "FOR EACH ROW EXECUTE FUNCTION huan_refuse_change()",
    ),
    (
        "CREATE OR REPLACE TRIGGER huan_history_sealed AFTER UPDATE OR DELETE ON history "
        "FOR EACH ROW EXECUTE FUNCTION huan_refuse_change()",
    ),
    (
        "CREATE OR REPLACE TRIGGER huan_history_sealed BEFORE UPDATE OR DELETE ON history "
        "FOR EACH ROW EXECUTE FUNCTION huan_only_erasure()",
    ),
    (
        "CREATE OR REPLACE FUNCTION huan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$",
    ),
]


@pytest.mark.parametrize("trick", SQLITE_TRICKS)
def test_a_trigger_of_the_right_name_that_does_something_else_is_named_on_sqlite(
    sqlite_url: str, trick: tuple[str, ...]
) -> None:
    _named_and_mended(sqlite_url, trick)


@pytest.mark.postgres
@pytest.mark.parametrize("trick", POSTGRES_TRICKS)
def test_a_trigger_of_the_right_name_that_does_something_else_is_named_on_postgresql(
    postgres_url: str, trick: tuple[str, ...]
) -> None:
    _named_and_mended(postgres_url, trick)


def _named_and_mended(url: str, trick: tuple[str, ...]) -> None:
    door = BackDoor(url)
    for sql in trick:
        door.run(sql)
    found = schema.trigger_findings(url)
    assert len(found) == 1, found
    assert "does something else" in found[0] or "switched off" in found[0]
    if "ENABLE REPLICA" in trick[0] or "DISABLE" in trick[0]:
        door.run("ALTER TABLE history ENABLE TRIGGER USER")
    schema.upgrade(url)
    assert schema.findings(url) == []
    door.close()


def test_a_trigger_of_somebody_elses_on_the_history_is_named(database_url: str, door: BackDoor) -> None:
    if database_url.startswith("postgresql"):
        door.run(
            "CREATE TRIGGER helper BEFORE INSERT ON history FOR EACH ROW "
            "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        )
    else:
        door.run("CREATE TRIGGER helper BEFORE INSERT ON history BEGIN SELECT RAISE(IGNORE); END")
    (found,) = schema.findings(database_url)
    assert found.startswith("trigger helper on history is none of this release's")


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("DROP INDEX ix_call_started_at", "ix_call_started_at"),
        ("ALTER TABLE person ADD COLUMN nickname TEXT", "nickname"),
        ("DROP TABLE notice_waiting", "notice_waiting"),
    ],
)
def test_a_schema_that_is_not_the_releases_is_named(
    database_url: str, door: BackDoor, sql: str, named: str
) -> None:
    door.run(sql)
    assert any(named in found for found in schema.findings(database_url))


@pytest.mark.parametrize("look", [schema.findings, revisions.why_unusable, revisions.require_usable])
def test_looking_at_a_database_that_is_not_there_makes_neither_file_nor_folder(
    tmp_path: Path, look: Any
) -> None:
    with pytest.raises(InvalidInput, match=r"there is no database .*: run `huan db upgrade`"):
        look(f"sqlite:///{tmp_path}/typo/huan.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("look", [schema.findings, revisions.why_unusable, schema.upgrade])
def test_a_file_that_is_no_database_is_told_and_stays_as_it_is(tmp_path: Path, look: Any) -> None:
    path = tmp_path / "huan.sqlite3"
    path.write_bytes(b"this is a letter to my grandmother" * 100)
    with pytest.raises(Unavailable, match="cannot be used: file is not a database"):
        look(f"sqlite:///{path}")
    assert path.read_bytes() == b"this is a letter to my grandmother" * 100


@pytest.mark.parametrize("look", [schema.findings, schema.upgrade])
def test_a_server_that_refuses_is_told_without_the_password(look: Any) -> None:
    with pytest.raises(Unavailable) as told:
        look(f"postgresql://huan:secret-word@127.0.0.1:{free_port()}/huan")
    assert "Connection refused" in told.value.message
    assert "secret-word" not in told.value.message


def test_a_database_of_a_newer_release_is_refused(database_url: str, door: BackDoor) -> None:
    door.run("UPDATE alembic_version SET version_num = '9999'")
    assert revisions.why_unusable(database_url) is not None
    with pytest.raises(HuanError, match="may belong to a newer one"):
        schema.upgrade(database_url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInput, match=r"the folder .* cannot be made"):
        schema.upgrade(f"sqlite:///{tmp_path}/file/huan.sqlite3")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "huan.sqlite3",
        "mysql://localhost/huan",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///folder/",
        "sqlite:///a?mode=memory",
        "postgresql://user:secret-word@host:port:1/x",
        "postgresql://h/x?nonsense=secret-word",
        "postgresql://[::1/x",
    ],
)
def test_what_is_no_address_is_refused_and_no_password_told(url: str) -> None:
    with pytest.raises(InvalidInput) as told:
        require_address(url)
    assert "user:secret-word" not in told.value.message


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://huan:secret@db/huan?sslmode=require", "postgresql://huan@db/huan?sslmode=require"),
        ("postgresql://db/huan?password=secret", "postgresql://db/huan"),
        ("postgresql://a:p@ss@db:5432/huan", "postgresql://a@db:5432/huan"),
        ("sqlite:////var/lib/huan.sqlite3", "sqlite:////var/lib/huan.sqlite3"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert shown_address(url) == shown


def test_sqlite_itself_opens_nothing_that_is_not_there(tmp_path: Path) -> None:
    from engine.store.opening import open_database

    database = open_database(f"sqlite:///{tmp_path}/typo/huan.sqlite3")
    with pytest.raises(Unavailable), database.reading():
        pass
    assert list(tmp_path.iterdir()) == []
    with sqlite3.connect(tmp_path / "there.sqlite3"):
        pass
