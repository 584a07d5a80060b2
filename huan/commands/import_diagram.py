"""`huan import diagram`: files of Camunda 7, Camunda 8 and spiff-arena become packages of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import orjson

from engine.definitions import errors_of
from engine.definitions.texts import MOST_FILE_BYTES, MOST_FILES
from engine.errors import InvalidInput
from engine.importing import Dialect, Imported, Kind, Options, translate
from engine.orders.order import Category
from engine.scenarios.check import catalogue_of
from engine.words import Words
from huan.console import FINDINGS, language, told

#: What is read of a folder: diagrams, decisions, forms.
_ENDINGS = (".bpmn", ".bpmn20.xml", ".bpmn.xml", ".dmn", ".dmn11.xml", ".form", ".json")


@click.command("diagram")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…"
)
@click.option(
    "--to", "target", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER"
)
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, in both languages.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The report's language; else the locale's.")
@click.option(
    "--from",
    "dialect",
    type=click.Choice([str(one) for one in Dialect]),
    help="The engine, if it is not seen.",
)
@click.option("--key", help="The package's key; else made of the process's id. For one diagram.")
@click.option(
    "--category", type=click.Choice([str(one) for one in Category]), help="The orders that it serves."
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="GROUP=KIND@TIER",
    help="Whose the tasks of a group or lane are.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TYPE=TOPIC",
    help="The topic of a job type, class or operator.",
)
@told
def diagram(
    files: tuple[Path, ...],
    target: Path,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
    dialect: str | None,
    key: str | None,
    category: str | None,
    groups: tuple[str, ...],
    topics: tuple[str, ...],
) -> None:
    """Turn diagrams, with the forms and decisions beside them, into packages FOLDER/KEY, and report.

    A FILE may be a folder: its diagrams, .dmn, .form and .json files are taken. Each line of the report names
    the element and says what was translated, what was left out, or what you must decide; then comes what
    `huan check` finds in the result. Exit code 0: it can be deployed. 1: something must be mended first. 2: a
    file cannot be read, or the package is there already; then nothing is written.
    """
    options = Options(
        key=key,
        category=category,
        dialect=Dialect(dialect) if dialect else None,
        groups=_pairs("--group", groups),
        topics=_pairs("--topic", topics),
    )
    made = translate(_read(files), options, catalogue_of)
    for one in made:
        folder = target / one.key
        if folder.exists() and any(folder.iterdir()):
            raise InvalidInput(
                Words(
                    f"{folder} is there already; choose another --to or --key",
                    f"{folder} 已经存在；请另选 --to 或 --key",
                )
            )
    if not dry_run:
        for one in made:
            _write(one, target / one.key)
    if as_json:
        document = {"format": 1, "written": not dry_run, "packages": [one.document() for one in made]}
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    else:
        for line in _lines(made, target, dry_run, language(lang)):
            click.echo(line)
    sys.exit(FINDINGS if any(errors_of(list(one.findings)) for one in made) else 0)


def _pairs(option: str, texts: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.rpartition("=")
        if not sign or not name or not value:
            raise InvalidInput(
                Words(
                    f"{option} {text!r} is no pair; write {option} NAME=VALUE",
                    f"{option} {text!r} 不是一对；请写 {option} NAME=VALUE",
                )
            )
        found[name] = value
    return found


def _read(paths: tuple[Path, ...]) -> dict[str, bytes]:
    """Return the files by the path under which the report names them.

    Raises:
        InvalidInput: too many or too large.
    """
    found: dict[str, bytes] = {}
    for path in paths:
        for file, name in _files(path):
            if len(found) == MOST_FILES:
                raise InvalidInput(
                    Words(
                        f"more than {MOST_FILES} files; import them in parts",
                        f"超过 {MOST_FILES} 个文件；请分批导入",
                    )
                )
            with file.open("rb") as opened:
                content = opened.read(MOST_FILE_BYTES + 1)
            if len(content) > MOST_FILE_BYTES:
                raise InvalidInput(
                    Words(
                        f"{file} has more than {MOST_FILE_BYTES} bytes", f"{file} 超过 {MOST_FILE_BYTES} 字节"
                    )
                )
            if found.get(name, content) != content:
                raise InvalidInput(
                    Words(
                        f"two different files are called {name}; import them one after the other",
                        f"两个不同的文件都叫 {name}；请逐个导入",
                    )
                )
            found[name] = content
    return found


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, path.name
        return
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent) / name
            if name.endswith(_ENDINGS) and file.is_file():
                yield file, file.relative_to(path).as_posix()


def _write(one: Imported, folder: Path) -> None:
    for path, content in one.files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _lines(made: list[Imported], target: Path, dry_run: bool, lang: str) -> Iterator[str]:
    for one in made:
        for line in one.lines:
            yield line.told(lang)
        for finding in one.findings:
            yield finding.told(lang)
        yield _summary(one, target, dry_run).within(lang)


def _summary(one: Imported, target: Path, dry_run: bool) -> Words:
    translated, left, decide = (
        sum(line.kind == kind for line in one.lines) for kind in (Kind.TRANSLATED, Kind.LEFT_OUT, Kind.DECIDE)
    )
    errors = len(errors_of(list(one.findings)))
    where, source = target / one.key, f"{one.source} ({one.dialect.engine})"
    return Words(
        f"{source}: {'would be' if dry_run else 'is'} {where}; {translated} translated, {left} left out, "
        f"{decide} to decide, {errors} error(s) to mend",
        f"{source}：{'将写入' if dry_run else '已写入'} {where}；{translated} 处已译，{left} 处未采用，"
        f"{decide} 处待定，{errors} 个错误待改",
    )
