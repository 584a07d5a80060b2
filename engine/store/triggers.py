"""Triggers that keep the history as it was written: no update, no delete, no truncate.

The one exception is erasure: the content of a `history_value` row may be replaced while its chain holds an
event of type `values.erased` that was written after it; `verify` then compares what is left with the digests.
Migrations recreate the triggers (batch operations on SQLite drop them), and `huan doctor` looks for them.
"""

from __future__ import annotations

#: Tables whose rows never change.
SEALED = ("history", "anchor", "anchor_head")
ERASABLE = "history_value"
REFUSAL = "the history cannot be changed"

_PG_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION huan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE OR REPLACE FUNCTION huan_only_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND length(NEW.content) < length(OLD.content) AND EXISTS (
    SELECT 1 FROM history WHERE chain = OLD.chain AND seq > OLD.seq AND type = 'values.erased')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
"""


def create_statements(dialect: str) -> list[str]:
    """Return the statements that create, or create again, every trigger."""
    return _postgres() if dialect == "postgresql" else _sqlite()


def expected_names(dialect: str) -> set[str]:
    """Return the names of the triggers that must be there."""
    if dialect == "postgresql":
        names = {f"huan_{table}_sealed" for table in SEALED} | {f"huan_{ERASABLE}_update"}
        return names | {f"huan_{ERASABLE}_delete"} | {f"huan_{t}_truncate" for t in (*SEALED, ERASABLE)}
    names = {f"huan_{table}_{change}" for table in SEALED for change in ("update", "delete", "replace")}
    return names | {f"huan_{ERASABLE}_{change}" for change in ("update", "delete", "replace")}


def _postgres() -> list[str]:
    made = [_PG_FUNCTIONS]
    for table in SEALED:
        made.append(
            f"CREATE OR REPLACE TRIGGER huan_{table}_sealed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION huan_refuse_change()"
        )
    made.append(
        f"CREATE OR REPLACE TRIGGER huan_{ERASABLE}_update BEFORE UPDATE ON {ERASABLE} "
        "FOR EACH ROW EXECUTE FUNCTION huan_only_erasure()"
    )
    made.append(
        f"CREATE OR REPLACE TRIGGER huan_{ERASABLE}_delete BEFORE DELETE ON {ERASABLE} "
        "FOR EACH ROW EXECUTE FUNCTION huan_refuse_change()"
    )
    for table in (*SEALED, ERASABLE):
        made.append(
            f"CREATE OR REPLACE TRIGGER huan_{table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION huan_refuse_change()"
        )
    return made


def _sqlite() -> list[str]:
    made = []
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in SEALED:
        for change in ("update", "delete"):
            name = f"huan_{table}_{change}"
            made.append(f"DROP TRIGGER IF EXISTS {name}")
            made.append(f"CREATE TRIGGER {name} BEFORE {change.upper()} ON {table} {refuse}")
    erasure = (
        "NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND length(NEW.content) < length(OLD.content) "
        "AND EXISTS (SELECT 1 FROM history WHERE chain = OLD.chain AND seq > OLD.seq "
        "AND type = 'values.erased')"
    )
    made.append(f"DROP TRIGGER IF EXISTS huan_{ERASABLE}_update")
    made.append(
        f"CREATE TRIGGER huan_{ERASABLE}_update BEFORE UPDATE ON {ERASABLE} WHEN NOT ({erasure}) {refuse}"
    )
    made.append(f"DROP TRIGGER IF EXISTS huan_{ERASABLE}_delete")
    made.append(f"CREATE TRIGGER huan_{ERASABLE}_delete BEFORE DELETE ON {ERASABLE} {refuse}")
    keys = {
        "history": "chain, seq",
        ERASABLE: "chain, seq",
        "anchor": "number",
        "anchor_head": "number, chain",
    }
    for table, columns in keys.items():
        # INSERT OR REPLACE deletes without firing delete triggers, unless recursive triggers are on.
        same = " AND ".join(f"{column} = NEW.{column}" for column in columns.split(", "))
        made.append(f"DROP TRIGGER IF EXISTS huan_{table}_replace")
        made.append(
            f"CREATE TRIGGER huan_{table}_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
        )
    return made
