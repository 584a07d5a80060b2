"""`huan versions`: what is deployed, and which version new instances start on."""

from __future__ import annotations

from typing import Any

import click
import orjson

from engine.commands.activate_version import ActivateVersion, RollBack
from engine.commands.deactivate_package import DeactivatePackage
from engine.queries import Reading
from engine.queries.packages import VersionLine, package_activations, package_page
from engine.queries.packages import packages as all_packages
from huan.commands.accounts import CONSOLE
from huan.console import system_of, told
from huan.settings import Settings


@click.group("versions")
def versions() -> None:
    """List versions of packages; activate, roll back, deactivate."""


@versions.command("list")
@click.argument("package", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@told
def list_(package: str | None, as_json: bool) -> None:
    """List the versions of PACKAGE, newest first; of all packages when none is named."""
    with system_of(Settings.from_environment()) as system, system.database.reading() as tx:
        look = Reading.begin(tx, CONSOLE, system.engine.services)
        keys = [package] if package is not None else [line.package for line in all_packages(look)]
        lines = [line for key in keys for line in package_page(look, key).versions]
    if as_json:
        click.echo(orjson.dumps([_document(line) for line in lines], option=orjson.OPT_INDENT_2))
        return
    for line in lines:
        state = "active" if line.active else ""
        click.echo(
            f"{line.package:<24} {line.version:>4}  {line.deployed_at:%Y-%m-%d %H:%M}Z  {state}".rstrip()
        )
        if line.broken is not None:
            click.echo(f"  {line.broken}")


@versions.command("history")
@click.argument("package")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@told
def history(package: str, as_json: bool) -> None:
    """Show who deployed, activated, rolled back or deactivated what, newest first."""
    with system_of(Settings.from_environment()) as system, system.database.reading() as tx:
        lines = package_activations(Reading.begin(tx, CONSOLE, system.engine.services), package)
    if as_json:
        documents = [{**vars(line), "at": line.at.isoformat()} for line in lines]
        click.echo(orjson.dumps(documents, option=orjson.OPT_INDENT_2))
        return
    for line in lines:
        version = f"version {line.version}" if line.version is not None else f"version {line.previous}"
        why = f": {line.reason}" if line.reason else ""
        who = line.actor_name or line.actor
        click.echo(f"{line.at:%Y-%m-%d %H:%M}Z  {line.what:<11} {version} by {who}{why}")


@versions.command("activate")
@click.argument("package")
@click.argument("version", type=click.IntRange(min=1))
@click.option("--reason", default="", help="Why, for the record.")
@told
def activate(package: str, version: int, reason: str) -> None:
    """Let new instances of PACKAGE start on VERSION; running ones stay on theirs."""
    _activated(ActivateVersion(package, version, reason))


@versions.command("rollback")
@click.argument("package")
@click.option("--reason", default="", help="Why, for the record.")
@told
def rollback(package: str, reason: str) -> None:
    """Activate the version that was active before the present one."""
    _activated(RollBack(package, reason))


@versions.command("deactivate")
@click.argument("package")
@click.option("--reason", required=True, help="Why: whoever is refused reads it.")
@click.option("--even-called", is_flag=True, help="Also when active packages call it.")
@told
def deactivate(package: str, reason: str, even_called: bool) -> None:
    """Take PACKAGE out of service: nothing starts on it, running instances go on."""
    with system_of(Settings.from_environment()) as system:
        answer = system.engine.run(DeactivatePackage(package, reason, even_called), CONSOLE)
    before = answer["previous"]
    was = f"version {before} was active" if before is not None else "no version was active before either"
    click.echo(f"{package}: out of service ({was})")


def _activated(command: ActivateVersion | RollBack) -> None:
    with system_of(Settings.from_environment()) as system:
        answer = system.engine.run(command, CONSOLE)
    before = answer["previous"]
    was = f"before: version {before}" if before is not None else "none was before"
    click.echo(f"{answer['package']}: version {answer['version']} is active ({was})")


def _document(line: VersionLine) -> dict[str, Any]:
    return {**vars(line), "deployed_at": line.deployed_at.isoformat()}
