"""`huan audit`: prove that the history is whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from engine.commands.anchor import MakeAnchor
from engine.history import read_anchors
from engine.org import Actor
from engine.queries.audit import verify
from engine.store.history import all_anchors
from huan.console import FINDINGS, system_of, told
from huan.settings import Settings


@click.group()
def audit() -> None:
    """The history: verify its chains, make and export anchors."""


@audit.command("verify")
@click.option(
    "--anchors",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Anchors kept elsewhere (from `huan audit anchors`); without, those in the database.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@told
def verify_command(anchor_file: Path | None, as_json: bool) -> None:
    """Verify every chain; exit 1 and name what was done when something is not as it was written."""
    settings = Settings.from_environment()
    outside = None
    if anchor_file is not None:
        outside = read_anchors(anchor_file.read_text("utf-8").splitlines(), anchor_file.name)
    with system_of(settings) as system:
        found = verify(system.database, outside, _progress if sys.stderr.isatty() else None)
    if as_json:
        faults = [fault.__dict__ for fault in found.faults]
        told_so = {**found.__dict__, "faults": faults, "whole": not faults}
        click.echo(orjson.dumps(told_so).decode())
    else:
        for fault in found.faults:
            click.echo(str(fault))
        verdict = "whole" if not found.faults else f"{len(found.faults)} fault(s)"
        erased = f", {found.erased} value(s) erased by recorded commands" if found.erased else ""
        click.echo(
            f"{found.chains} chains, {found.events} events, {found.anchors} anchors: {verdict}{erased}"
        )
    if found.faults:
        raise SystemExit(FINDINGS)


@audit.command("anchors")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@told
def anchors_command(out: Path | None) -> None:
    """Make an anchor now and export all of them, to be kept elsewhere."""
    with system_of(Settings.from_environment()) as system:
        system.engine.run(MakeAnchor(), Actor("system:audit"))
        with system.database.reading() as tx:
            lines = [anchor.line() for anchor in all_anchors(tx)]
    text = "\n".join(lines) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")
        click.echo(f"{len(lines)} anchor(s) written to {out}")


def _progress(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        click.echo(f"\r{done}/{total} chains", nl=done == total, err=True)
