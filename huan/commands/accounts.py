"""`huan accounts`: passwords of people, tokens of machines."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from engine.commands.api_tokens import CreateApiToken, RevokeApiToken
from engine.commands.set_password import SetPassword
from engine.credentials import SCOPES
from engine.org import Actor
from engine.queries import Reading
from engine.queries.api_tokens import TokenLine, token_lines
from huan.console import system_of, told
from huan.settings import Settings

#: Who has the command line and the database's address may do all of this anyway.
CONSOLE = Actor("system:console")


@click.group()
def accounts() -> None:
    """Accounts: give a person a password, a machine a token."""


@accounts.command("set-password")
@click.argument("username")
@told
def set_password(username: str) -> None:
    """Give USERNAME a password, and end all their sessions. It is asked for, or read from standard input."""
    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    with system_of(Settings.from_environment()) as system:
        answer = system.engine.run(SetPassword(username, password), CONSOLE)
    click.echo(f"{username}: {'account opened' if answer['new'] else 'password changed'}")


@accounts.command("create-token")
@click.argument("username")
@click.option("--label", required=True, help="Which machine uses it.")
@click.option("--days", type=float, default=365, show_default=True, help="How long it lasts.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(SCOPES),
    help="What it may be used for; give it several times. Without one it opens nothing.",
)
@told
def create_token(username: str, label: str, days: float, scopes: tuple[str, ...]) -> None:
    """Create a token by which a machine acts as USERNAME. It is printed once and kept only as a hash."""
    with system_of(Settings.from_environment()) as system:
        answer = system.engine.run(CreateApiToken(username, label, days, scopes), CONSOLE)
    click.echo(f"id    {answer['id']}\ntoken {answer['token']}")


@accounts.command("list-tokens")
@click.option("--user", "username", help="Only the tokens that act as this person.")
@told
def list_tokens(username: str | None) -> None:
    """List tokens, those that are over too: id, standing, person, roles, times (UTC), label."""
    with system_of(Settings.from_environment()) as system, system.database.reading() as tx:
        lines = token_lines(Reading.begin(tx, CONSOLE, system.engine.services), username)
    for line in lines:
        click.echo(_shown(line))
    if not lines:
        click.echo("no tokens")


@accounts.command("revoke-token")
@click.argument("token_id")
@told
def revoke_token(token_id: str) -> None:
    """Revoke a token by its id."""
    with system_of(Settings.from_environment()) as system:
        system.engine.run(RevokeApiToken(token_id), CONSOLE)
    click.echo(f"{token_id}: revoked")


def _shown(line: TokenLine) -> str:
    """Return a token as one line. A label is whatever somebody typed: it must not move the cursor."""
    label = "".join(char if char.isprintable() else "?" for char in line.label)
    ends = f"expires {_time(line.expires_at)}" if line.expires_at is not None else "expires never"
    gone = [f"revoked {_time(line.revoked_at)}"] if line.revoked_at is not None else []
    roles = ",".join(line.roles) or "no role"
    who = f"{line.username} ({line.person_name})"
    scopes = ",".join(line.scopes) or "no scope"
    made = f"created {_time(line.created_at)}"
    return "  ".join([line.id, line.standing, who, roles, scopes, made, ends, *gone, label])


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%MZ}"
