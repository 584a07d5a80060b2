"""Record what a release says to its database, so that the next one can be held to it.

    HUAN_RECORD=tests/upgrades/0026.json.xz python -m pytest -p tests.upgrades.recording tests/api tests/engine

A plugin of pytest: statements are made when modules are imported and, some of them, when they are first needed,
so the tests that need them are run. Kept are the texts for both databases, and the shape of every table.
"""

from __future__ import annotations

import importlib
import json
import lzma
import os
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import api
import engine
import huan
import telephony
from engine.store.statement import DIALECTS, Statement

made: list[Statement] = []
_begin = Statement.__init__


def _noting(self: Statement, *given: Any, **named: Any) -> None:
    _begin(self, *given, **named)
    made.append(self)


Statement.__init__ = _noting  # type: ignore[method-assign]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Import everything that may have statements."""
    del session
    for package in (engine, api, huan, telephony):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the record: only what a database at this release understands."""
    from tests.upgrades.shapes import refused_by, shape_of_release

    del session
    texts = {dialect: sorted({_text(one, dialect) for one in made} - {""}) for dialect in DIALECTS}
    with shape_of_release() as (shape, urls):
        for dialect, url in urls.items():
            refused = refused_by(url, texts[dialect])
            texts[dialect] = [text for text in texts[dialect] if text not in refused]
    record = json.dumps({"statements": texts, "tables": shape}, ensure_ascii=False, sort_keys=True)
    Path(os.environ["HUAN_RECORD"]).write_bytes(lzma.compress(record.encode()))


def _text(statement: Statement, dialect: str) -> str:
    """Return a statement's text; one that a dialect cannot say is none of its."""
    try:
        return statement.on(dialect).text
    except Exception:  # noqa: BLE001 - whatever SQLAlchemy says about another database's statement
        return ""
