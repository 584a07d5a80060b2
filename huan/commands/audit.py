"""`huan audit`: prove that the history is whole."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

import click
import orjson

from engine.commands.anchor import MakeAnchor
from engine.errors import InvalidInput
from engine.history import read_anchors
from engine.org import Actor
from engine.queries.audit import verify
from engine.store.history import all_anchors
from engine.words import Words
from huan.console import FINDINGS, progress, system_of, told
from huan.settings import Settings


@click.group()
def audit() -> None:
    """The history: verify its chains, make and export anchors."""


@audit.command("verify")
@click.option(
    "--anchors",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Anchors kept elsewhere (from `huan audit anchors`), asked beside the database's own.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@told
def verify_command(anchor_file: Path | None, as_json: bool) -> None:
    """Verify every chain; exit 1 and name what was done when something is not as it was written.

    The database's own anchors are always asked. With --anchors, those of the file are asked too, and what the
    database and the file do not share is named.
    """
    settings = Settings.from_environment()
    outside = read_anchors(_lines_of(anchor_file), anchor_file.name) if anchor_file is not None else None
    with system_of(settings) as system:
        found = verify(system.database, outside, progress)
    if as_json:
        faults = [asdict(fault) for fault in found.faults]
        told_so = {**found.__dict__, "faults": faults, "whole": not faults}
        click.echo(orjson.dumps(told_so).decode())
    else:
        for fault in found.faults:
            click.echo(str(fault))
        for note in found.notes:
            click.echo(f"note: {note}")
        verdict = "whole" if not found.faults else f"{len(found.faults)} fault(s)"
        erased = f", {found.erased} value(s) erased by recorded commands" if found.erased else ""
        kept = f" and {found.kept} kept elsewhere" if outside is not None else ""
        click.echo(
            f"{found.chains} chains, {found.events} events, {found.anchors} anchors{kept}: {verdict}{erased}"
        )
    if found.faults:
        raise SystemExit(FINDINGS)


@audit.command("anchors")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@told
def anchors_command(out: Path | None) -> None:
    """Make an anchor now and export all of them, to be kept elsewhere."""
    if out is not None:
        _require_place(out)
    with system_of(Settings.from_environment()) as system:
        system.engine.run(MakeAnchor(), Actor("system:audit"))
        with system.database.reading() as tx:
            lines = [anchor.line() for anchor in all_anchors(tx)]
    text = "\n".join(lines) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        _write_whole(out, text)
        click.echo(f"{len(lines)} anchor(s) written to {out}")


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidInput(
            Words(
                f"{file.name}: byte {error.start} is no text; use the file as `huan audit anchors` wrote it",
                f"{file.name}：第 {error.start} 字节不是文本；请用 `huan audit anchors` 所写的文件",
            )
        ) from error


def _require_place(out: Path) -> None:
    """Refuse before an anchor is made for a file that cannot be written."""
    folder = out.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise InvalidInput(
            Words(
                f"--out {out}: {folder} is no folder that may be written",
                f"--out {out}：{folder} 不是可写的文件夹",
            )
        )


def _write_whole(out: Path, text: str) -> None:
    """Write the file or leave it as it was: an earlier export is worth more than half a new one."""
    beside = out.with_name(out.name + ".part")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
