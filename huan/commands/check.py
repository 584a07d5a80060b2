"""`huan check`: what is wrong with packages, element by element."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from engine.definitions import errors_of, rules
from engine.errors import NotFound
from engine.scenarios import check_paths
from engine.words import Words
from huan.console import language
from huan.limit_files import check_limit_files, limit_files


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="The findings' language; else the locale's.")
@click.option("--rules", "list_rules", is_flag=True, help="Only tell what is checked, rule by rule.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
def check(paths: tuple[Path, ...], lang: str | None, list_rules: bool, as_json: bool) -> None:
    """Check the packages at each PATH: a package, or a folder of packages; or files of limits.

    Files of limits are the vocabulary (vocabulary.yaml) and operator profiles, or their folder.

    Each finding is one line: file: element (name): what is wrong — what to do. Exit code 0: no errors
    (warnings may be there). 1: errors. 2: a PATH does not exist or is no package. The JSON document has every
    finding in both languages.
    """
    if list_rules:
        for name, sentence in rules().items():
            click.echo(f"{name}: {sentence.within(language(lang))}")
        return
    if not paths:
        raise click.UsageError("name at least one PATH, or give --rules")
    of_limits = {path: limit_files(path) for path in paths}
    files = [file for found in of_limits.values() for file in found]
    try:
        packages, findings = check_paths([path for path in paths if not of_limits[path]])
        findings = [*findings, *check_limit_files(files)]
    except NotFound as error:
        click.echo(error.message.within(language(lang)), err=True)
        sys.exit(2)
    errors = len(errors_of(findings))
    if as_json:
        told = {
            "format": 1,
            "packages": packages,
            "limit_files": len(files),
            "errors": errors,
            "findings": [finding.document() for finding in findings],
        }
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    else:
        for finding in findings:
            click.echo(finding.told(language(lang)))
        click.echo(_summary(packages, len(files), errors, len(findings) - errors).within(language(lang)))
    sys.exit(1 if errors else 0)


def _summary(packages: int, files: int, errors: int, warnings: int) -> Words:
    of_limits = Words(f"{files} file(s) of limits, ", f"{files} 个时限文件，") if files else Words("", "")
    return Words(
        f"{packages} package(s), {of_limits}{errors} error(s), {warnings} warning(s)",
        f"{packages} 个流程包，{of_limits.zh}{errors} 个错误，{warnings} 个警告",
    )
