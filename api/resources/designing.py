"""Packages that are being drawn: check them, play their scenarios. Nothing is stored."""

from __future__ import annotations

from typing import Any

from api.context import reading, system
from api.endpoint import Values, blueprint, endpoint
from api.resources.packages import MOST_BYTES
from api.schemas.designing import CheckedPackage, CheckPackageBody, TestedPackage, TestPackageBody
from engine.org import Action
from engine.queries.designing import catalogue_for, packages_beside
from engine.sandbox import LONG, Job

group = blueprint("designing", "Packages that are being drawn; nothing is stored.")
DESIGN = Action.DESIGN


@endpoint(
    group,
    "POST",
    "/packages/check",
    "checkPackage",
    DESIGN,
    body=CheckPackageBody,
    answer=CheckedPackage,
    most_bytes=MOST_BYTES,
)
def check(body: Values) -> Any:
    """What is wrong with a package, element by element, against what this installation offers.

    This is what deploying would refuse. It runs in a process of its own with limits; what needs more is
    refused (`too-heavy`), and beyond so many at once the answer is 503.
    """
    files = body["files"]
    with reading() as look:
        catalogue = catalogue_for(look, files)
    return system().sandbox.run(Job.CHECK, files=files, catalogue=catalogue)


@endpoint(
    group,
    "POST",
    "/packages/test",
    "testPackage",
    DESIGN,
    body=TestPackageBody,
    answer=TestedPackage,
    problems=(404,),
    most_bytes=MOST_BYTES,
)
def test(body: Values) -> Any:
    """Play the scenarios of a package, each twice, with a frame after every step.

    Packages that it calls or that a scenario names play along in their active versions. It runs in a process
    of its own with limits: what takes longer than a minute is refused (`too-heavy`).
    """
    files = body["files"]
    with reading() as look:
        beside = packages_beside(look, files)
    return system().sandbox.run(Job.TEST, LONG, files=files, beside=beside, only=body["scenario"])
