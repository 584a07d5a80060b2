"""The jobs: plain functions over the files of a package, which give JSON. A new one is a line in `JOBS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.definitions import (
    Catalogue,
    DiagramRefused,
    bytes_of,
    check_package,
    digest_of,
    errors_of,
    read_files,
    without_scenarios,
)
from engine.definitions.blank import blank_package
from engine.scenarios import SqliteDatabases, run_files

Files = Mapping[str, str]


class Job(StrEnum):
    """What can be done."""

    CHECK = "check"
    TEST = "test"


def check(files: Files, catalogue: Catalogue) -> dict[str, Any]:
    """Return the findings on a package, and what of its sheet a page shows; None where nobody can tell."""
    try:
        package = read_files(without_scenarios(bytes_of(files)))
    except DiagramRefused as refused:
        return _checked(refused.report, None, None)
    sheet = {
        "key": package.key,
        "name_zh": package.name["zh"],
        "name_en": package.name["en"],
        "process": package.process,
        "category": package.category,
        "calls": list(package.calls),
        "diagram": package.diagram_path,
    }
    return _checked(check_package(package, catalogue), sheet, digest_of(package.files))


def _checked(findings: list[Any], sheet: Any, source_hash: str | None) -> dict[str, Any]:
    return {
        "findings": [finding.document() for finding in findings],
        "errors": len(errors_of(findings)),
        "package": sheet,
        "source_hash": source_hash,
    }


def test(files: Files, beside: Mapping[str, Files], only: str | None) -> dict[str, Any]:
    """Play the scenarios among the files, or the one called `only`; see `run_files` for the answer.

    `beside` are the files of the packages that it may call or play with, by key.
    """
    packages = [read_files(bytes_of(texts), key) for key, texts in beside.items()]
    # The folder is removed with everything in it once this process has ended, however it ends.
    databases = SqliteDatabases(Path.cwd())
    return run_files(bytes_of(files), packages, only, databases=databases)


JOBS: Mapping[str, Callable[..., Any]] = {Job.CHECK: check, Job.TEST: test}


def warm_up() -> None:
    """Do once what every process would do at its first job: tables and patterns that are made when needed."""
    check(blank_package("warm", "热身", "Warm-up"), Catalogue())
