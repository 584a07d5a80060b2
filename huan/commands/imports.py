"""`huan import`: calendars, diagrams of other engines, and tables, from files."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.calendars import ImportCalendar
from engine.errors import InvalidInput
from engine.sheets import KINDS
from engine.words import Words
from huan.commands.accounts import CONSOLE
from huan.commands.import_diagram import diagram
from huan.commands.import_tables import table_command
from huan.console import system_of, told
from huan.settings import Settings


@click.group("import")
def import_() -> None:
    """Import calendars, diagrams of other engines, or tables of organisation, customers, premises, meters.

    `--dry-run` checks, and says what would come of it.
    """


import_.add_command(diagram)
for _kind in KINDS:
    import_.add_command(table_command(_kind))


@import_.command("calendar")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check.")
@told
def calendar(file: Path, dry_run: bool) -> None:
    """Import one year of a working calendar (YAML).

    Limits that waited for the year are determined by retrying their incidents.
    """
    try:
        content = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            Words(
                f"{file.name}: byte {error.start} is no UTF-8; save the file as UTF-8",
                f"{file.name}：第 {error.start} 字节不是 UTF-8；请把文件保存为 UTF-8",
            )
        ) from error
    with system_of(Settings.from_environment()) as system:
        answer = system.engine.run(ImportCalendar(content, file.name, dry_run), CONSOLE)
    what = "stored" if answer["stored"] else "fine, not stored"
    click.echo(f"{answer['calendar']} {answer['year']}: {answer['days']} special day(s), {what}")
    if answer["changes"]:
        counted = answer["running_clocks"]
        click.echo(f"{len(answer['changes'])} day(s) change; {counted} running clock(s) are counted anew")
