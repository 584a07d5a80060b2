"""`huan diff`: what differs between two versions of a package, in words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click
import orjson

from engine.definitions import DiagramRefused, Package, read_folder
from engine.definitions.comparison import Difference, compare
from engine.errors import InvalidInput
from engine.queries import Reading
from engine.queries.comparison import stored_package
from engine.words import Words
from huan.commands.accounts import CONSOLE
from huan.console import FINDINGS, USAGE, language, system_of, told
from huan.settings import Settings
from huan.wiring import System

_STORED = re.compile(r"([a-z][a-z0-9-]*)@([1-9][0-9]{0,8})")
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@click.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The language of the lines; else the locale's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, in both languages.")
@told
def diff(old: str, new: str, lang: str | None, as_json: bool) -> None:
    """Compare A with B: each a package's folder, or a deployed version such as repair@2.

    Exit code 0: their files are the same. 1: they differ (+ added, - removed, ~ changed). 2: one cannot be
    read.
    """
    try:
        with ExitStack() as stack:
            systems = _Systems(stack)
            before, after = (_package(one, systems) for one in (old, new))
    except DiagramRefused as refused:
        for finding in refused.report:
            click.echo(finding.told(language(lang)), err=True)
        sys.exit(USAGE)
    found = compare(before, after)
    if as_json:
        document = {
            "format": 1,
            "old": {"package": before.key, "source_hash": before.source_hash},
            "new": {"package": after.key, "source_hash": after.source_hash},
            "differences": [one.document() for one in found],
        }
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    else:
        for line in _lines(found, language(lang)):
            click.echo(line)
    if before.source_hash != after.source_hash:
        sys.exit(FINDINGS)


class _Systems:
    """Opens the installation only when a deployed version is asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._system: System | None = None

    def get(self) -> System:
        if self._system is None:
            self._system = self._stack.enter_context(system_of(Settings.from_environment()))
        return self._system


def _package(name: str, systems: _Systems) -> Package:
    if Path(name).is_dir():
        return read_folder(Path(name))
    stored = _STORED.fullmatch(name)
    if stored is None:
        raise InvalidInput(
            Words(
                f"{name} is no folder of a package, and no version such as repair@2",
                f"{name} 不是流程包的文件夹，也不是 repair@2 这样的版本",
            )
        )
    system = systems.get()
    with system.database.reading() as tx:
        look = Reading.begin(tx, CONSOLE, system.engine.services)
        return stored_package(look, stored.group(1), int(stored.group(2)))


def _lines(found: list[Difference], chosen: str) -> Iterator[str]:
    for one in found:
        yield f"{_SIGNS[one.what]} {one.words.within(chosen)}"
    yield Words(f"{len(found)} difference(s)", f"{len(found)} 处不同").within(chosen)
