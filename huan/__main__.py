"""The `huan` command line."""

from __future__ import annotations

import click

from huan import __version__
from huan.commands.accounts import accounts
from huan.commands.audit import audit
from huan.commands.bench import bench
from huan.commands.check import check
from huan.commands.database import db
from huan.commands.decide import decide
from huan.commands.deploy import deploy
from huan.commands.diff import diff
from huan.commands.doctor import doctor
from huan.commands.imports import import_
from huan.commands.instances import instances
from huan.commands.run import run, serve
from huan.commands.telephony import telephony
from huan.commands.test import test
from huan.commands.versions import versions
from huan.commands.worker import worker
from huan.console import CommandLine, quiet_logs


@click.group(cls=CommandLine)
@click.version_option(__version__, prog_name="huan")
def main() -> None:
    """Closed-loop work orders for a utility's customer service centre.

    Exit codes: 0 fine, 1 findings, 2 wrong usage.
    """
    quiet_logs()


for command in (
    accounts,
    audit,
    bench,
    check,
    db,
    decide,
    deploy,
    diff,
    doctor,
    import_,
    instances,
    run,
    serve,
    telephony,
    test,
    versions,
    worker,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
