"""The jobs: plain functions over the files of a package, which give JSON. A new one is a line in `JOBS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.definitions import (
    Catalogue,
    DiagramRefused,
    Package,
    bytes_of,
    check_package,
    digest_of,
    errors_of,
    key_in,
    processes_beside,
    read_files,
    without_scenarios,
)
from engine.definitions.archive import unpack
from engine.definitions.blank import blank_package
from engine.definitions.comparison import Difference, compare
from engine.importing import Dialect, Options, translate
from engine.org import Directory
from engine.sandbox.deciding import decide
from engine.sandbox.job import Job
from engine.scenarios import SqliteDatabases, run_files
from engine.scenarios.recording import Story, record_story
from engine.sheets import read_table

Files = Mapping[str, str]


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


def review(files: Files, catalogue: Catalogue, active: Files | None) -> dict[str, Any]:
    """Return what `check` does, and what differs from the `active` version, None where there is none.

    What cannot be read differs in nothing that anybody could tell.
    """
    checked = check(files, catalogue)
    differences: list[Difference] = []
    if active is not None and checked["package"] is not None:
        new = read_files(without_scenarios(bytes_of(files)))
        differences = compare(read_files(bytes_of(active)), new)
    return {**checked, "differences": [one.document() for one in differences]}


def test(files: Files, beside: Mapping[str, Files], only: str | None) -> dict[str, Any]:
    """Play the scenarios among the files, or the one called `only`; see `run_files` for the answer.

    `beside` are the files of the packages that it may call or play with, by key.
    """
    packages = [read_files(bytes_of(texts), key) for key, texts in beside.items()]
    # The folder is removed with everything in it once this process has ended, however it ends.
    databases = SqliteDatabases(Path.cwd())
    return run_files(bytes_of(files), packages, only, databases=databases)


def record_order(
    files: Files, beside: Mapping[str, Files], story: Story, directory: Directory, name: str
) -> dict[str, Any]:
    """Return the scenario of what happened to an order, played on these files.

    `story` and `directory` are what the database has of it; `beside` is as for `test`.
    """
    package = read_files(without_scenarios(bytes_of(files)))
    others = {key: read_files(bytes_of(texts), key) for key, texts in beside.items()}
    packages = {**others, package.key: package}
    recorded = record_story(story, directory, package, packages, name, SqliteDatabases(Path.cwd()))
    return {"text": recorded.text, "events": recorded.events}


def unpack_archive(content: bytes, catalogue: Catalogue) -> dict[str, Any]:
    """Return the files of a package's zip file, and the findings on them.

    `catalogue` is as an installation has it for a new package; the package itself is no other to itself.
    """
    files = unpack(content)
    texts = {path: text.decode() for path, text in files.items()}
    return {**check(texts, _without(catalogue, key_in(files))), "files": texts}


def translate_files(
    files: Files, catalogue: Catalogue, dialect: str | None, key: str | None, category: str | None
) -> dict[str, Any]:
    """Return the packages that diagrams of other engines become, with what became of each element.

    `dialect` None is seen in the file; `key` and `category` None are made of the process, or none.
    """
    options = Options(dialect=Dialect(dialect) if dialect is not None else None, key=key, category=category)
    made = translate(bytes_of(files), options, lambda package, beside: _beside(catalogue, package, beside))
    return {
        "packages": [
            {**one.document(), "files": {path: text.decode() for path, text in one.files.items()}}
            for one in made
        ]
    }


def _without(catalogue: Catalogue, key: str | None) -> Catalogue:
    others = {name: ids for name, ids in (catalogue.packages or {}).items() if name != key}
    return replace(catalogue, packages=others)


def _beside(catalogue: Catalogue, package: Package, beside: Sequence[Package]) -> Catalogue:
    others = {**(catalogue.packages or {}), **processes_beside(package, beside)}
    return _without(replace(catalogue, packages=others), package.key)


def read_records(content: bytes, file: str, kind: str) -> dict[str, Any]:
    """Return the records of an uploaded table by sheet, and what is wrong with its lines, as findings."""
    read = read_table(content, file, kind)
    return {"sheets": read.records, "problems": [one.finding() for one in read.problems]}


JOBS: Mapping[str, Callable[..., Any]] = {
    Job.CHECK: check,
    Job.DECIDE: decide,
    Job.RECORD: record_order,
    Job.READ_TABLE: read_records,
    Job.REVIEW: review,
    Job.TEST: test,
    Job.TRANSLATE: translate_files,
    Job.UNPACK: unpack_archive,
}


def warm_up() -> None:
    """Do once what every process would do at its first job: tables and patterns that are made when needed."""
    check(blank_package("warm", "热身", "Warm-up"), Catalogue())
