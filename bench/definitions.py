"""What a package costs: to read, check and compile it, to refuse one that is too large, to keep many."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure
from bench.stage import SYSTEM, BenchStage
from engine.commands.deploy import Deploy
from engine.definitions import (
    DiagramRefused,
    check_package,
    compile_package,
    errors_of,
    read_files,
    read_folder,
)
from engine.definitions.blank import blank_package
from engine.definitions.soundness import examine
from engine.orders import OPERATIONS
from engine.scenarios import catalogue_of
from engine.store.definitions import active_definitions
from huan.console import quiet_logs
from huan.settings import Settings

RUNS = 5
PACKAGES = 200
SHIPPED = ("follow-up", "inbound-call", "repair")
_GROUPS = 'camunda:candidateGroups="customer-service@province"'


def run() -> list[Figure]:
    """Measure each figure; the memory in a process of its own."""
    large = _package(_chain(500))
    vast = _package(_chain(10_000))
    form = {**_package(_chain(8)), "forms/handle.json": b'{"title": "' + b"x" * 1_000_000 + b'"}'}
    return [
        Figure("definitions.compile-500", "s", _seconds(lambda: _compiled(large)), 1),
        Figure("definitions.refuse-10000", "s", _seconds(lambda: _refused(vast)), 1),
        Figure("definitions.refuse-form", "s", _seconds(lambda: _refused(form)), 1),
        *_sound(),
        Figure("definitions.memory-200", "MB", [_in_a_process_of_its_own(_memory)], 300),
    ]


def _package(diagram: bytes) -> dict[str, bytes]:
    files = {path: text.encode() for path, text in blank_package("bench", "压测", "Bench").items()}
    del files["scenarios/bench.yaml"]
    return {**files, "bench.bpmn": diagram}


def _chain(elements: int) -> bytes:
    """Return a diagram with so many nodes and flows: tasks with an alternative each, and late warnings."""
    rounds = elements // 8
    parts = []
    for n in range(rounds):
        after = f"split-{n + 1}" if n + 1 < rounds else "handle"
        parts.append(
            f'<bpmn:exclusiveGateway id="split-{n}" default="plain-{n}"/>'
            f'<bpmn:userTask id="do-{n}" name="{n}" {_GROUPS}/>'
            f'<bpmn:exclusiveGateway id="join-{n}"/>'
            f'<bpmn:sequenceFlow id="yes-{n}" sourceRef="split-{n}" targetRef="do-{n}">'
            f"<bpmn:conditionExpression>order.round &gt; {n} and order.priority = 1"
            "</bpmn:conditionExpression></bpmn:sequenceFlow>"
            f'<bpmn:sequenceFlow id="plain-{n}" sourceRef="split-{n}" targetRef="join-{n}"/>'
            f'<bpmn:sequenceFlow id="done-{n}" sourceRef="do-{n}" targetRef="join-{n}"/>'
            f'<bpmn:sequenceFlow id="on-{n}" sourceRef="join-{n}" targetRef="{after}"/>'
            f'<bpmn:dataObject id="data-{n}" name="data{n}"/>'
        )
    text = blank_package("bench", "压测", "Bench")["bench.bpmn"]
    text = text.replace('sourceRef="begin" targetRef="handle"', 'sourceRef="begin" targetRef="split-0"')
    text = text.replace("<bpmn:incoming>begin-handle</bpmn:incoming>", "")
    return text.replace("</bpmn:process>", "".join(parts) + "</bpmn:process>").encode()


def _seconds(work: Callable[[], object]) -> list[float]:
    runs = []
    for _ in range(RUNS):
        gc.collect()
        begun = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begun)
    return runs


def _compiled(files: dict[str, bytes]) -> None:
    package = read_files(files, "bench")
    errors = errors_of(check_package(package, catalogue_of(package, [])))
    if errors:
        raise RuntimeError(f"the diagram of this measurement is refused: {errors[0]}")
    compile_package(package, "bench", frozenset(OPERATIONS))


def _refused(files: dict[str, bytes]) -> None:
    try:
        read_files(files, "bench")
    except DiagramRefused:
        return
    raise RuntimeError("what is too large was not refused")


def _sound() -> list[Figure]:
    """Measure each shipped package; one that is not proved sound is no figure, but a failure."""
    figures = []
    for name in SHIPPED:
        diagram = read_folder(Settings().packages / name).diagram
        faults = examine(diagram)
        if faults:
            raise RuntimeError(f"{name} is not sound, or not decided: {faults[0]}")
        runs = _seconds(lambda diagram=diagram: examine(diagram))  # type: ignore[misc]
        figures.append(Figure(f"definitions.soundness-{name}", "s", runs, 2))
    return figures


def _in_a_process_of_its_own(work: Callable[[], float]) -> float:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work)


def _memory() -> float:
    """Return how much a process grows that deploys so many packages and keeps all of them ready to run."""
    quiet_logs()
    with TemporaryDirectory(prefix="huan-bench-") as folder:
        stage = BenchStage(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        _ready(stage)
        before = _resident()
        shipped = {name: _texts(name) for name in SHIPPED}
        for number in range(PACKAGES):
            name = SHIPPED[number % len(SHIPPED)]
            stage.engine.run(Deploy(_renamed(shipped[name], name, f"{name}-{number}")), SYSTEM)
        _ready(stage)
        return _resident() - before


def _texts(name: str) -> dict[str, str]:
    files = read_folder(Settings().packages / name).files
    return {path: content.decode() for path, content in files.items()}


def _renamed(files: dict[str, str], name: str, key: str) -> dict[str, str]:
    """Return a package under another key, with a process of its own, serving no category."""
    sheet = "\n".join(
        f"{entry}: {key}" if entry in ("key", "process") else line
        for line in files["package.yaml"].splitlines()
        if (entry := line.partition(":")[0]) != "category"
    )
    diagram = f"{name}.bpmn"
    own = files[diagram].replace(f'<bpmn:process id="{name}"', f'<bpmn:process id="{key}"')
    own = own.replace(f'bpmnElement="{name}"', f'bpmnElement="{key}"')
    return {**files, "package.yaml": sheet, diagram: own}


def _ready(stage: BenchStage) -> None:
    """Compile every active version, as a server does that has work on each."""
    engine = stage.engine
    with engine.database.reading() as tx:
        for row in active_definitions(tx):
            engine.services.definition(tx, row.id)
    gc.collect()


def _resident() -> float:
    """Return the resident memory of this process in MB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
