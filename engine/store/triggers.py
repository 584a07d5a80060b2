"""Triggers that keep the history as it was written: no update, no delete, no truncate, no replace.

The one exception is erasure: the content of a `history_value` row may be replaced while its chain holds an
event of type `values.erased` that was written after it; `verify` then compares what is left with the digests.
Migrations recreate the triggers (batch operations on SQLite drop them), and `huan doctor` compares them with
what stands here: one of the same name that does something else keeps nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

#: Tables whose rows never change, with their keys.
SEALED = {"history": "chain, seq", "anchor": "number", "anchor_head": "number, chain"}
ERASABLE = "history_value"
ERASABLE_KEY = "chain, seq"
REFUSAL = "the history cannot be changed"

_ERASURE = (
    "NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND length(NEW.content) < length(OLD.content) AND EXISTS "
    "(SELECT 1 FROM history WHERE chain = OLD.chain AND seq > OLD.seq AND type = 'values.erased')"
)
_RAISE = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';"
#: PostgreSQL's functions, by name, as pg_proc keeps their text.
FUNCTIONS = {
    "huan_refuse_change": f" BEGIN {_RAISE} END ",
    "huan_only_erasure": f" BEGIN IF {_ERASURE} THEN RETURN NEW; END IF; {_RAISE} END ",
}
#: Bits of pg_trigger.tgtype (trigger.h).
_ROW, _BEFORE, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 8, 16, 32


@dataclass(frozen=True)
class PostgresTrigger:
    """A trigger as PostgreSQL's catalogue tells it: `kind` is tgtype."""

    name: str
    table: str
    kind: int
    function: str

    def create(self) -> str:
        """Return the statement that creates it, or creates it again."""
        events = {_UPDATE: "UPDATE", _DELETE: "DELETE", _TRUNCATE: "TRUNCATE"}
        when = " OR ".join(word for bit, word in events.items() if self.kind & bit)
        each = "ROW" if self.kind & _ROW else "STATEMENT"
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {when} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {self.function}()"
        )


def postgres_triggers() -> Iterator[PostgresTrigger]:
    """Yield every trigger that PostgreSQL must have."""
    refuse = "huan_refuse_change"
    for table in SEALED:
        yield PostgresTrigger(f"huan_{table}_sealed", table, _ROW | _BEFORE | _UPDATE | _DELETE, refuse)
    yield PostgresTrigger(f"huan_{ERASABLE}_update", ERASABLE, _ROW | _BEFORE | _UPDATE, "huan_only_erasure")
    yield PostgresTrigger(f"huan_{ERASABLE}_delete", ERASABLE, _ROW | _BEFORE | _DELETE, refuse)
    for table in (*SEALED, ERASABLE):
        yield PostgresTrigger(f"huan_{table}_truncate", table, _BEFORE | _TRUNCATE, refuse)


def sqlite_triggers() -> dict[str, str]:
    """Return the statement that creates each trigger that SQLite must have, by the trigger's name."""
    made = {}
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in (*SEALED, ERASABLE):
        condition = f"WHEN NOT ({_ERASURE}) " if table == ERASABLE else ""
        made[f"huan_{table}_update"] = f"BEFORE UPDATE ON {table} {condition}{refuse}"
        made[f"huan_{table}_delete"] = f"BEFORE DELETE ON {table} {refuse}"
    for table, columns in {**SEALED, ERASABLE: ERASABLE_KEY}.items():
        # INSERT OR REPLACE deletes without firing delete triggers, unless recursive triggers are on.
        same = " AND ".join(f"{column} = NEW.{column}" for column in columns.split(", "))
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        made[f"huan_{table}_replace"] = f"BEFORE INSERT ON {table} WHEN {there} {refuse}"
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


def create_statements(dialect: str) -> list[str]:
    """Return the statements that create, or create again, every trigger."""
    if dialect == "postgresql":
        functions = [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            for name, body in FUNCTIONS.items()
        ]
        return [*functions, *(trigger.create() for trigger in postgres_triggers())]
    made = []
    for name, statement in sqlite_triggers().items():
        made += [f"DROP TRIGGER IF EXISTS {name}", statement]
    return made


def trigger_faults(connection: Connection) -> list[str]:
    """Return what is wrong with the triggers of a database: missing, off, other than ours, not ours."""
    found = _postgres_faults if connection.dialect.name == "postgresql" else _sqlite_faults
    return sorted(found(connection))


_SQLITE_TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"


def _sqlite_faults(connection: Connection) -> Iterator[str]:
    expected = {name: _plain(statement) for name, statement in sqlite_triggers().items()}
    tables = {*SEALED, ERASABLE}
    there = {}
    for name, table, statement in connection.execute(text(_SQLITE_TRIGGERS)):
        there[name] = statement
        if name not in expected and table in tables:
            yield _STRANGE.format(name=name, table=table)
    for name, statement in expected.items():
        if name not in there:
            yield f"trigger {name} is missing"
        elif _plain(there[name] or "") != statement:
            yield f"trigger {name} is not the one of this release: it does something else"


def _plain(statement: str) -> str:
    """Return a statement without what a renamed or copied table adds to it: line breaks, blanks, quotes."""
    return re.sub(r"\s+", " ", statement.replace('"', "")).strip()


_POSTGRES_TRIGGERS = """
SELECT t.tgname, c.relname, t.tgtype, p.proname, t.tgenabled::text,
       t.tgqual IS NOT NULL OR t.tgattr <> '' OR t.tgnargs <> 0
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND c.relname = ANY(:tables)
"""
_POSTGRES_FUNCTIONS = """
SELECT p.proname, p.prosrc, l.lanname
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE pg_function_is_visible(p.oid) AND p.pronargs = 0 AND p.proname = ANY(:names)
"""
_STRANGE = "trigger {name} on {table} is none of this release's"


def _postgres_faults(connection: Connection) -> Iterator[str]:
    tables = [*SEALED, ERASABLE]
    rows = connection.execute(text(_POSTGRES_TRIGGERS), {"tables": tables}).all()
    there = {(name, table): tuple(rest) for name, table, *rest in rows}
    expected = {(trigger.name, trigger.table): trigger for trigger in postgres_triggers()}
    for (name, table), trigger in expected.items():
        found = there.get((name, table))
        if found is None:
            yield f"trigger {name} is missing"
            continue
        kind, function, enabled, conditional = found
        if enabled not in ("O", "A"):
            yield f"trigger {name} is switched off"
        if (kind, function, conditional) != (trigger.kind, trigger.function, False):
            yield f"trigger {name} is not the one of this release: it does something else"
    for name, table in there.keys() - expected.keys():
        yield _STRANGE.format(name=name, table=table)
    functions = connection.execute(text(_POSTGRES_FUNCTIONS), {"names": list(FUNCTIONS)}).all()
    bodies = {name: (body, language) for name, body, language in functions}
    for name, body in FUNCTIONS.items():
        if bodies.get(name) != (body, "plpgsql"):
            yield f"function {name} is not the one of this release: it does something else"
