"""`huan recordings`: fetch what is missing, delete by rule, take away what belongs to nobody."""

from __future__ import annotations

import time

import click

from engine.commands.recordings.fetch import TryMissing
from engine.commands.recordings.sweep import AskAnew
from engine.files.folder import ContentFolder, is_digest
from engine.store.recordings import content_needed
from engine.workers.recordings import KEEPER, sweep_recordings
from huan.console import system_of, told
from huan.listening import finder_of
from huan.settings import Settings

_HOUR = 3600


@click.group()
def recordings() -> None:
    """Recorded calls (HUAN_RECORDINGS, docs/recordings.md)."""


@recordings.command()
@click.option("--again", is_flag=True, help="Look once more for all that are missing.")
@told
def fetch(again: bool) -> None:
    """Fetch what is due from the exchanges' folders that this machine sees, once."""
    settings = Settings.from_environment()
    with system_of(settings) as system:
        finder = finder_of(settings, system.engine)
        if again:
            system.engine.run(TryMissing(), KEEPER)
        tried = 0
        while more := finder.turn():
            tried += more
    click.echo(f"{tried} recording(s) looked for; what became of each stands in its row and in the log")


@recordings.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would be deleted.")
@click.option("--recount", is_flag=True, help="Ask of every recording: after rules have become shorter.")
@told
def sweep(dry_run: bool, recount: bool) -> None:
    """Delete recordings that were kept for as long as HUAN_TELEPHONY_RULES says; what is held stays."""
    settings = Settings.from_environment()
    rules = settings.telephony_rules.recordings
    with system_of(settings) as system:
        if recount:
            system.engine.run(AskAnew(), KEEPER)
        done = sweep_recordings(system.engine, system.files.recordings, rules, dry_run=dry_run)
    for category, count in sorted(done.deleted.items(), key=lambda one: one[0] or ""):
        click.echo(f"{category or '-'}: {count}")
    what = "would be deleted" if dry_run else "deleted"
    click.echo(f"{done.deleted.total()} recording(s), {done.bytes} bytes {what} by the rules {rules.version}")


@recordings.command()
@click.option(
    "--older-than",
    "hours",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    metavar="HOURS",
    help="Only what was put there so long ago: younger contents may be about to be noted.",
)
@click.option("--delete", is_flag=True, help="Take them away; without it they are only listed.")
@told
def collect(hours: int, delete: bool) -> None:
    """List contents that no recording in the database refers to, or with --delete take them away.

    They are left when a process dies between file and row. Run it with the database of this folder, and with
    no other.
    """
    settings = Settings.from_environment()
    folder = ContentFolder(settings.recordings)
    seconds, now = hours * _HOUR, time.time()
    files = size = 0
    with system_of(settings) as system:
        for path, its_size in folder.older_than(seconds, now):
            with system.database.reading() as tx:
                if is_digest(path.name) and content_needed(tx, path.name):
                    continue
            if delete and not folder.take_away(path, seconds, now):
                continue
            files, size = files + 1, size + its_size
            click.echo(f"{path.parent.name}/{path.name} {its_size} bytes")
    done = "taken away" if delete else "could be taken away: say --delete"
    click.echo(f"{files} content(s), {size} bytes {done}")
