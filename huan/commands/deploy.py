"""`huan deploy`: put packages into the database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from engine.commands import Answer, Engine
from engine.commands.deploy import DeployPackages
from engine.definitions import (
    DiagramRefused,
    Finding,
    Package,
    finding_of,
    read_folder,
    refuse_unfit,
)
from engine.definitions.package import SHEET, scenario_files
from engine.errors import InvalidInput
from engine.org import Actor
from engine.words import Words
from huan.console import FINDINGS, language, system_of, told
from huan.settings import Settings

INSTALLER = Actor("system:install")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
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
                click.echo(finding.told(language()))
            raise SystemExit(FINDINGS) from None


def deploy_folders(
    engine: Engine, paths: tuple[Path, ...], dry_run: bool = False, *, only_new: bool = False
) -> list[str]:
    """Deploy every package at or below the paths, all in one transaction; return a line for each.

    `only_new` leaves versions that are known as they are: what somebody deactivated or rolled back stays so.

    Raises:
        DiagramRefused: with the findings of all of them; nothing has changed.
        InvalidInput: a path is no package and holds none.
    """
    packages = _read(folder for path in paths for folder in package_folders(path))
    command = DeployPackages(
        [_texts(package) for package in packages],
        [package.origin for package in packages],
        dry_run,
        only_new,
    )
    answer = engine.run(command, INSTALLER)
    return [line for of_one in answer["packages"] for line in _told(of_one, dry_run)]


def _texts(package: Package) -> dict[str, str]:
    """Return the files of a package that was read from its folder, with its scenarios.

    Raises:
        DiagramRefused: a scenario is no text that can be kept.
    """
    scenarios = scenario_files(Path(package.origin))
    refuse_unfit(scenarios, package.origin)
    return {path: content.decode() for path, content in {**package.files, **scenarios}.items()}


def _told(answer: Answer, dry_run: bool) -> list[str]:
    news = "new" if answer["new"] else "unchanged"
    what = "would be active" if dry_run else "is active" if answer["active"] else "is known, not active"
    warnings = [finding_of(found).told(language()) for found in answer["findings"]]
    return [*warnings, f"{answer['package']}: version {answer['version']} {what} ({news})"]


def _read(folders: Iterable[Path]) -> list[Package]:
    packages: list[Package] = []
    found: list[Finding] = []
    for folder in dict.fromkeys(folders):
        try:
            packages.append(read_folder(folder))
        except DiagramRefused as refused:
            found += refused.report
    if found:
        raise DiagramRefused(found)
    return packages


def package_folders(path: Path) -> list[Path]:
    """Return the package at a path, or the packages in it.

    Raises:
        InvalidInput: there is none.
    """
    if not path.exists():
        raise InvalidInput(Words(f"{path} does not exist", f"{path} 不存在"))
    if path.is_file():
        raise InvalidInput(
            Words(
                f"{path} is a file: give the folder of its package, {path.parent}",
                f"{path} 是文件：请给出它的流程包的文件夹 {path.parent}",
            )
        )
    if (path / SHEET).is_file():
        return [path]
    found = sorted(folder for folder in path.iterdir() if (folder / SHEET).is_file())
    if not found:
        raise InvalidInput(
            Words(
                f"{path} is no package and holds none: a package has a {SHEET}",
                f"{path} 不是流程包，也不含流程包：流程包有 {SHEET}",
            )
        )
    return found
