"""Find the cases of BPMN constructs: each is a diagram with a story in words beside it.

    NAME.bpmn    the diagram; its first process is the main one
    NAME.yaml    scenarios, as docs/scenarios.md has them; `given: {order: {}}` begins at the plain start
    NAME/        a folder of packages instead, each with its scenarios, where one diagram is not enough

A form `values` with the fields below is there for every diagram: `camunda:formKey="values"`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson
import yaml

from engine.definitions import Package, read_files
from engine.definitions.reading import read_diagram
from engine.scenarios import Scenario, read_scenarios
from engine.scenarios.folders import find

FOLDER = Path(__file__).parent
CATEGORY = "enquiry"
FORM = {
    "type": "object",
    "properties": {
        "x": {"type": "number"},
        "y": {"type": "number"},
        "text": {"type": "string"},
        "flag": {"type": "boolean"},
        "items": {"type": "array", "items": {"type": "number"}},
    },
}


@dataclass(frozen=True)
class Construct:
    """One case: its scenarios, and the packages that play; those in `own` are to be visited completely."""

    name: str
    packages: dict[str, Package]
    own: tuple[str, ...]
    scenarios: list[Scenario]


def names() -> list[str]:
    """Return the names of all cases."""
    files = {path.stem for path in FOLDER.glob("*.bpmn")} | {path.stem for path in FOLDER.glob("*.yaml")}
    return sorted(files | {path.parent.parent.name for path in FOLDER.glob("*/*/package.yaml")})


def read(name: str) -> Construct:
    """Return one case."""
    return _of_folder(name) if (FOLDER / name).is_dir() else _of_files(name)


def _of_files(name: str) -> Construct:
    content = (FOLDER / f"{name}.bpmn").read_bytes()
    diagram = read_diagram(content, f"{name}.bpmn")
    main = next(iter(diagram.processes.values()))
    sheet = {
        "key": name,
        "name": {"zh": name, "en": name},
        "diagram": f"{name}.bpmn",
        "process": main.id,
        **({"category": CATEGORY} if main.begins_plainly else {}),
    }
    files = {
        "package.yaml": yaml.safe_dump(sheet).encode(),
        f"{name}.bpmn": content,
        "forms/values.json": orjson.dumps(FORM),
    }
    packages = {name: read_files(files, name)}
    story = FOLDER / f"{name}.yaml"
    return Construct(name, packages, (name,), read_scenarios(story.read_text(), story.name, name, packages))


def _of_folder(name: str) -> Construct:
    found = find([FOLDER / name])
    assert not found.refused, found.refused
    packages = {package.key: package for package in found.packages.values()}
    scenarios = [
        scenario
        for folder, files in found.files.items()
        for file in files
        for scenario in read_scenarios(file.read_text(), file.name, found.packages[folder].key, packages)
    ]
    return Construct(name, packages, tuple(packages), scenarios)
