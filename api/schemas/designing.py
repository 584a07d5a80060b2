"""Packages that are being drawn: what is wrong with them, how their scenarios go."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import CATEGORIES, flag, part, parts, text, texts, whole
from api.schemas.drafts import files
from api.schemas.problems import Finding
from api.schemas.traces import CoverageShown, PlayedScenario, ScenarioProblem

_FILES = (
    "Text by path relative to the package's folder, such as forms/intake.json; scenarios may be among them."
)


class CheckPackageBody(Schema):
    """The files of a package."""

    files = files(_FILES)


class SheetShown(Schema):
    """What a package's sheet says."""

    key_ = text("The package's key.", attribute="key", data_key="key")
    name_zh = text("Its Chinese name.")
    name_en = text("Its English name.")
    process = text("Its main process.")
    category = text("The order category that it serves; null: none by itself.", null=True, one_of=CATEGORIES)
    calls = texts("The packages that it calls.")
    diagram = text("The path of its diagram.")


class CheckedPackage(Schema):
    """What was found."""

    findings = parts(Finding, "Errors first, then by file and line; up to 500.")
    errors = whole("How many of them forbid to deploy.")
    package = part(SheetShown, "What the sheet says; null: the package cannot be read.", null=True)
    source_hash = text(
        "SHA-256 of its files without scenarios, hex, which a version of them would have; null: the package "
        "cannot be read.",
        null=True,
    )


class TestPackageBody(Schema):
    """The files of a package with its scenarios, and which to play."""

    files = files(_FILES)
    scenario = text("The name of the only one to play; left out: all.", given=False, least=1, most=500)


class TestedPackage(Schema):
    """How the scenarios went."""

    format = whole("Counts changes of this form.")
    passed = flag("Everything could be read, and went as expected.")
    problems = parts(ScenarioProblem, "What cannot be read or played.")
    scenarios = parts(PlayedScenario, "Each scenario, with a frame for every step.")
    coverage = part(CoverageShown, "What was visited of the package, and what never was.")
    beside = parts(CoverageShown, "The same of other packages that took part.")
