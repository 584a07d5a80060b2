"""`huan import organisation|customers|premises|meters`: tables, CSV or XLSX."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from engine.commands.imports.import_records import ImportRecords
from engine.errors import InvalidInput
from engine.sandbox import LONG, Job
from engine.sheets import KINDS
from huan.commands.accounts import CONSOLE
from huan.console import FINDINGS, language, system_of, told
from huan.settings import Settings


def table_command(kind: str) -> click.Command:
    """Return the command that imports one kind of table."""

    @click.command(kind, help=_help(kind))
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Only check, and tell what would become of it.")
    @click.option("--reason", help="Why; it is kept with the changes.")
    @told
    def run(file: Path, dry_run: bool, reason: str | None) -> None:
        import_table(kind, file, dry_run, reason)

    return run


def _help(kind: str) -> str:
    sheets = "\n\n".join(
        f"{sheet.name}: {', '.join(('*' if one.required else '') + one.name for one in sheet.columns)}"
        for sheet in KINDS[kind]
    )
    return (
        f"Import {kind} from FILE (CSV in UTF-8, UTF-16 or GB18030, or XLSX): all lines, or none.\n\n"
        "Columns, those with * must be filled; docs/organisation.md says what each holds:\n\n"
        f"{sheets}\n\nExit code 1: lines are wrong, each is told, and nothing was imported."
    )


def import_table(kind: str, file: Path, dry_run: bool, reason: str | None) -> None:
    """Import a file, or tell line by line why not, and end with 1."""
    content = file.read_bytes()
    source = {"file": file.name, "sha256": sha256(content).hexdigest()}
    with system_of(Settings.from_environment()) as system:
        # A file is hostile until it is read, whoever has it: that is done in a process with limits.
        read: dict[str, Any] = system.sandbox.run(
            Job.READ_TABLE, LONG, content=content, file=file.name, kind=kind
        )
        command = ImportRecords(kind, read["sheets"], dry_run, source, read["problems"], reason)
        try:
            answer = system.engine.run(command, CONSOLE)
        except InvalidInput as error:
            if not error.findings:
                raise
            answer = {"problems": error.findings, "problem_count": error.attributes["finding_count"]}
    _tell(answer)
    if answer["problem_count"]:
        sys.exit(FINDINGS)


def _tell(answer: dict[str, Any]) -> None:
    zh = language() == "zh"
    for one in answer["problems"]:
        problem = one["problem_zh" if zh else "problem"]
        remedy = one["remedy_zh" if zh else "remedy"]
        column = f" {one['field']}" if one["field"] else ""
        click.echo(f"{one['file']}:{one['line']}{column}: {problem} — {remedy}")
    if answer["problem_count"]:
        more = answer["problem_count"]
        click.echo(f"{more} 处错误，没有导入" if zh else f"{more} thing(s) wrong, nothing imported")
        return
    counts = "{created} new, {changed} changed, {unchanged} as they were".format(**answer)
    click.echo(counts if answer["stored"] else f"{counts}; nothing stored")
