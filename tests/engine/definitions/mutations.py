"""Changes that a broken tool, or somebody who means ill, may make to a package's files."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from engine.definitions import SHEET

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
HUAN = "urn:huan:bpmn:1"
TAGS = """process subProcess userTask serviceTask scriptTask callActivity receiveTask startEvent endEvent
intermediateCatchEvent intermediateThrowEvent boundaryEvent exclusiveGateway parallelGateway inclusiveGateway
eventBasedGateway complexGateway sequenceFlow timerEventDefinition messageEventDefinition errorEventDefinition
signalEventDefinition linkEventDefinition timeDuration timeCycle conditionExpression extensionElements
multiInstanceLoopCharacteristics standardLoopCharacteristics loopCardinality transaction adHocSubProcess
laneSet dataObject collaboration participant definitions documentation""".split()
ATTRIBUTES = """id name sourceRef targetRef attachedToRef default calledElement messageRef errorRef isExecutable
cancelActivity triggeredByEvent isSequential processRef""".split()
FOREIGN = [
    f"{{{CAMUNDA}}}{name}"
    for name in "candidateGroups assignee formKey topic type collection elementVariable priority".split()
] + [f"{{{HUAN}}}{name}" for name in "limit stage milestone correlationKey escalateTo".split()]
VALUES = [
    "",
    " ",
    "true",
    "x",
    "repair",
    "accept",
    "\u202e?",
    "=1",
    "((((((((((",
    "[" * 2_000,
    "1 + " * 3_000 + "1",
    'limit("accept") * 0.8',
    "R/PT0S",
    "P99999999999Y",
    "9" * 400,
    "if " * 500,
    "$" + "{x}",
    "for x in 1..99999999 return x",
    "a." * 2_000 + "a",
    "-" * 3_000 + "1",
    '"' + "a" * 10_000 + '"',
    "😀" * 50,
]
Mutation = Callable[[random.Random, list[etree._Element]], None]


def _parent(element: etree._Element) -> etree._Element | None:
    return element.getparent()


def drop(dice: random.Random, elements: list[etree._Element]) -> None:
    element = dice.choice(elements)
    parent = _parent(element)
    if parent is not None:
        parent.remove(element)


def duplicate(dice: random.Random, elements: list[etree._Element]) -> None:
    element = dice.choice(elements)
    parent = _parent(element)
    if parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))


def move(dice: random.Random, elements: list[etree._Element]) -> None:
    element, target = dice.choice(elements), dice.choice(elements)
    inside = set(element.iter())
    if _parent(element) is not None and target not in inside:
        target.append(element)


def rename(dice: random.Random, elements: list[etree._Element]) -> None:
    dice.choice(elements).tag = f"{{{BPMN}}}{dice.choice(TAGS)}"


def set_attribute(dice: random.Random, elements: list[etree._Element]) -> None:
    dice.choice(elements).set(dice.choice(ATTRIBUTES + FOREIGN), dice.choice(VALUES))


def swap_attribute(dice: random.Random, elements: list[etree._Element]) -> None:
    with_one = [element for element in elements if element.attrib]
    one, other = dice.choice(with_one), dice.choice(with_one)
    one.set(dice.choice(list(one.attrib)), dice.choice(list(other.attrib.values())))


def drop_attribute(dice: random.Random, elements: list[etree._Element]) -> None:
    element = dice.choice([one for one in elements if one.attrib])
    del element.attrib[dice.choice(list(element.attrib))]


def set_text(dice: random.Random, elements: list[etree._Element]) -> None:
    dice.choice(elements).text = dice.choice(VALUES)


def wrap_deep(dice: random.Random, elements: list[etree._Element]) -> None:
    element = dice.choice(elements)
    for _ in range(dice.choice((3, 30, 150))):
        element = etree.SubElement(element, f"{{{BPMN}}}subProcess", id=f"deep-{dice.random()}")


def add_comment(dice: random.Random, elements: list[etree._Element]) -> None:
    dice.choice(elements).append(dice.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"))))


MUTATIONS: tuple[Mutation, ...] = (
    drop,
    duplicate,
    move,
    rename,
    set_attribute,
    swap_attribute,
    drop_attribute,
    set_text,
    wrap_deep,
    add_comment,
)


def mutated_diagram(content: bytes, seed: int, changes: int) -> bytes:
    """Return a diagram after so many changes; the same seed gives the same ones."""
    dice = random.Random(seed)
    root = etree.fromstring(content)
    for _ in range(changes):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        mutation = dice.choice(MUTATIONS)
        if len(elements) > 2 and any(element.attrib for element in elements):
            mutation(dice, elements[1:] if mutation in (drop, duplicate, move) else elements)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def mutated_bytes(content: bytes, seed: int, changes: int) -> bytes:
    """Return bytes of which some were cut, doubled, flipped or replaced."""
    dice = random.Random(seed)
    made = bytearray(content)
    for _ in range(changes):
        at = dice.randrange(len(made) or 1)
        length = dice.choice((1, 1, 2, 30, 300))
        piece = made[at : at + length]
        made[at : at + length] = dice.choice(
            (b"", piece * 2, bytes(dice.randrange(256) for _ in piece), dice.choice(VALUES).encode())
        )
        if not made:
            return b""
    return bytes(made)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a package without its scenarios."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "scenarios" not in path.parts
    }


def mutated_package(files: Mapping[str, bytes], seed: int, changes: int) -> dict[str, bytes]:
    """Return a package in which a diagram, and sometimes another file, was changed."""
    dice = random.Random(seed)
    made = dict(files)
    for path in files:
        if path.endswith(".bpmn") and dice.random() < 0.9:
            change = mutated_diagram if dice.random() < 0.85 else mutated_bytes
            made[path] = change(files[path], seed, changes)
        elif dice.random() < (0.08 if path == SHEET else 0.02):
            made[path] = mutated_bytes(files[path], seed, min(changes, 3))
    if dice.random() < 0.03:
        del made[dice.choice(sorted(made))]
    return made
