"""`huan telephony prompts`: what dialogues say, and stand-ins for what nobody has recorded yet."""

from __future__ import annotations

from pathlib import Path

import click

from engine.definitions import SHEET, Package, read_files, read_folder
from engine.store.announcements import announcements_kept
from engine.store.definitions import active_definitions, definition_by_id
from huan.console import system_of, told
from huan.settings import Settings
from telephony.prompts import Prompt, list_prompts, make_prompts

_DEPLOYED = click.option(
    "--deployed", is_flag=True, help="Also those of the packages that are active in the database."
)


@click.group("prompts")
def prompts_command() -> None:
    """What dialogues say: the texts to be recorded, and stand-ins made by espeak-ng."""


@prompts_command.command("list")
@_DEPLOYED
@told
def list_command(deployed: bool) -> None:
    """Print every prompt: the name of its recording, where it is said, its text."""
    for prompt in _prompts(deployed):
        click.echo(f"{prompt.key}.wav\t{prompt.used_by}\t{prompt.text}")


@prompts_command.command("make")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_DEPLOYED
@told
def make_command(folder: Path, deployed: bool) -> None:
    """Make a stand-in in FOLDER/made for every prompt without a recording in FOLDER/recorded.

    Done at set-up and after a deployment, never during a call. Without espeak-ng nothing is made.
    """
    made = make_prompts(_prompts(deployed), folder)
    click.echo(f"{made.recorded} recorded, {made.there} stand-ins there, {made.made} stand-ins made")


def _prompts(deployed: bool) -> list[Prompt]:
    settings = Settings.from_environment()
    packages: list[Package] = [
        read_folder(sheet.parent) for sheet in sorted(settings.packages.glob(f"*/{SHEET}"))
    ]
    announced: list[str] = []
    if deployed:
        with system_of(settings) as system, system.database.reading() as tx:
            announced = [row.text for row in announcements_kept(tx)]
            rows = [definition_by_id(tx, row.id) for row in active_definitions(tx)]
        packages += [
            read_files({path: text.encode() for path, text in row.files.items()}, row.package)
            for row in rows
            if row is not None
        ]
    return list_prompts(packages, announced)
