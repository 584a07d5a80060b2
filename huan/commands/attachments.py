"""`huan attachments collect`: contents that no attachment refers to, after a crash between file and row."""

from __future__ import annotations

import time

import click

from engine.files.folder import ContentFolder, is_digest
from engine.store.order_notes import still_kept
from huan.console import system_of, told
from huan.settings import Settings

_HOUR = 3600


@click.group()
def attachments() -> None:
    """The folder of attachments (HUAN_ATTACHMENTS)."""


@attachments.command()
@click.option(
    "--older-than",
    "hours",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    metavar="HOURS",
    help="Only what was put there so long ago: younger contents may belong to an upload that goes on.",
)
@click.option("--delete", is_flag=True, help="Take them away; without it they are only listed.")
@told
def collect(hours: int, delete: bool) -> None:
    """List contents that no attachment in the database refers to, or with --delete take them away.

    They are left when a server dies after it has written a file and before it has recorded it. Run it with
    the database of this folder, and with no other: whatever that does not name is taken for left over.
    """
    settings = Settings.from_environment()
    folder = ContentFolder(settings.attachments)
    seconds, now = hours * _HOUR, time.time()
    files = size = 0
    with system_of(settings) as system:
        for path, its_size in folder.older_than(seconds, now):
            with system.database.reading() as tx:
                if is_digest(path.name) and still_kept(tx, path.name):
                    continue
            if delete and not folder.take_away(path, seconds, now):
                continue
            files, size = files + 1, size + its_size
            click.echo(f"{path.parent.name}/{path.name} {its_size} bytes")
    done = "taken away" if delete else "could be taken away: say --delete"
    click.echo(f"{files} content(s), {size} bytes {done}")
