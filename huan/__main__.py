"""The `huan` command line."""

from __future__ import annotations

from importlib import import_module

import click

from huan import __version__
from huan.console import CommandLine, quiet_logs

#: Where each command is. A command is imported when it is called: most need a part of the product only.
COMMANDS = {
    "accounts": "accounts:accounts",
    "attachments": "attachments:attachments",
    "audit": "audit:audit",
    "backup": "backup:backup",
    "bench": "bench:bench",
    "check": "check:check",
    "db": "database:db",
    "decide": "decide:decide",
    "deploy": "deploy:deploy",
    "diff": "diff:diff",
    "doctor": "doctor:doctor",
    "import": "imports:import_",
    "instances": "instances:instances",
    "orders": "orders:orders",
    "recordings": "recordings:recordings",
    "restore": "backup:restore",
    "run": "run:run",
    "serve": "run:serve",
    "telephony": "telephony:telephony",
    "test": "test:test",
    "versions": "versions:versions",
    "worker": "worker:worker",
}


class Commands(CommandLine):
    """The commands by name, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"huan.commands.{module}"), name)
        return command


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="huan")
def main() -> None:
    """Closed-loop work orders for a utility's customer service centre.

    Exit codes: 0 fine, 1 findings, 2 wrong usage.
    """
    quiet_logs()


if __name__ == "__main__":
    main()
