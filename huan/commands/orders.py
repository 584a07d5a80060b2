"""`huan orders`: what is done to an order where no page can do it any more."""

from __future__ import annotations

import click

from engine.commands.restriction import NameWhenNobodyIsLeft
from engine.org import Actor
from huan.console import system_of, told
from huan.settings import Settings

CONSOLE = Actor("system:console")


@click.group()
def orders() -> None:
    """Orders: name somebody in a restricted one that opens to nobody any more."""


@orders.command("name")
@click.argument("number")
@click.argument("username")
@click.option("--reason", required=True, help="Why; it stays in the order's history.")
@told
def name(number: str, username: str, reason: str) -> None:
    """Name USERNAME in the restricted order NUMBER, in which nobody is left who could name others.

    It is refused while somebody is, and says who. The order's history says that the command line did it.
    """
    with system_of(Settings.from_environment()) as system:
        answer = system.engine.run(NameWhenNobodyIsLeft(number, username, reason), CONSOLE)
    click.echo(f"{answer['number']}: {answer['person']} is named")
