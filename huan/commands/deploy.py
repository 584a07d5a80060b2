"""`huan deploy`: put packages into the database."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands import Engine
from engine.commands.deploy import Deploy
from engine.definitions import DiagramRefused, Package, read_folder
from engine.definitions.package import SHEET
from engine.errors import InvalidInput
from engine.org import Actor
from huan.console import FINDINGS, system_of, told
from huan.settings import Settings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
INSTALLER = Actor("system:install")


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@told
def deploy(paths: tuple[Path, ...], dry_run: bool) -> None:
    """Deploy packages: folders of packages, or packages themselves. All of them, or none."""
    settings = Settings.from_environment()
    with system_of(settings) as system:
        try:
            for line in deploy_folders(system.engine, paths, dry_run):
                click.echo(line)
        except DiagramRefused as refused:
            for finding in refused.report:
                click.echo(str(finding))
            raise SystemExit(FINDINGS) from None


def deploy_folders(engine: Engine, paths: tuple[Path, ...], dry_run: bool = False) -> list[str]:
    """Deploy every package at or below the paths; return a line for each.

    Checked together first, so that one broken package leaves all others as they were.
    """
    packages = [read_folder(folder) for path in paths for folder in package_folders(path)]
    others = {process: package.key for package in packages for process in package.diagram.processes}
    for package in packages:
        engine.run(_deploy(package, others, dry_run=True), INSTALLER)
    lines = []
    for package in packages:
        answer = engine.run(_deploy(package, others, dry_run=dry_run), INSTALLER)
        what = "would be" if dry_run else "is"
        news = "new" if answer["new"] else "unchanged"
        lines.append(f"{package.key}: version {answer['version']} {what} active ({news})")
    return lines


def _deploy(package: Package, others: dict[str, str], *, dry_run: bool) -> Deploy:
    files = {path: content.decode() for path, content in package.files.items()}
    return Deploy(files, {p: key for p, key in others.items() if key != package.key}, dry_run)


def package_folders(path: Path) -> list[Path]:
    """Return the package at a path, or the packages in it.

    Raises:
        InvalidInput: there is none.
    """
    if (path / SHEET).is_file():
        return [path]
    found = sorted(folder for folder in path.iterdir() if (folder / SHEET).is_file())
    if not found:
        raise InvalidInput(f"{path} is no package and holds none: a package has a {SHEET}")
    return found
