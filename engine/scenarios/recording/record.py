"""Write the scenario of a real order, and make sure that it passes and goes the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from engine.definitions import Package
from engine.history import SealedEvent
from engine.org import Directory
from engine.scenarios.databases import Databases
from engine.scenarios.expectations import Expectation
from engine.scenarios.play import Failure, Run, Stopped, play
from engine.scenarios.reading import read_scenarios
from engine.scenarios.recording.naming import with_names
from engine.scenarios.recording.operations import BESIDE
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.roles import Roles
from engine.scenarios.recording.steps import REQUESTS, Writer, Written
from engine.scenarios.recording.story_of import Story, story_of
from engine.scenarios.recording.writing import as_yaml
from engine.scenarios.seen import body_of
from engine.scenarios.stage import Stage, Theatre
from engine.scenarios.story import Scenario
from engine.scenarios.tracing import Frame, Trace
from engine.store.database import Database
from engine.store.organisation import read_directory
from engine.words import Words

COMMENT = "由真实工单的历史写成：人换成演员表中的人，私人文字已略去。 Recorded from a real order's history."
Path = list[tuple[str, str, tuple[tuple[str, str], ...]]]


@dataclass(frozen=True)
class Recorded:
    """A recorded scenario: the text of its file, and how many events of the history it goes through."""

    text: str
    events: int


def record(
    database: Database, key: str, package: Package, packages: Mapping[str, Package], name: str
) -> Recorded:
    """Return the scenario of what happened to an order (number or id), or to a call or instance (id).

    Raises:
        NotFound: there is nothing with this number or id.
        RecordingRefused: it cannot be told by a scenario, with the reason.
    """
    with database.reading() as tx:
        story = story_of(tx, key)
        directory = read_directory(tx)
    return record_story(story, directory, package, packages, name)


def record_story(
    story: Story,
    directory: Directory,
    package: Package,
    packages: Mapping[str, Package],
    name: str,
    databases: Databases | None = None,
) -> Recorded:
    """Return the scenario of a story that was read from its history; `databases` is as of `Theatre`.

    1. Write its steps, by people of the cast and without private texts. 2. Play them, and compare the way
    with the real one; where seconds are too coarse, to the microsecond. 3. Write down what was to be seen
    after each step as what is expected. 4. Play it as every scenario is played, twice.

    Raises:
        RecordingRefused: it cannot be told by a scenario, with the reason.
    """
    if package.key not in story.packages.values():
        ran = ", ".join(sorted(set(story.packages.values()))) or "none"
        raise RecordingRefused(
            Words(
                f"it ran on {ran}, not on {package.key}: name that package",
                f"它运行的流程包是 {ran}，不是 {package.key}：请指明那个流程包",
            )
        )
    home = _home(story)
    real = way_of(story.events)
    with Theatre(packages, databases) as theatre:
        for exact in (False, True):
            roles = Roles(directory, home)
            written = Writer(story, package, packages, roles, exact).write()
            [scenario] = _read(written, name, package, packages)
            frames, way = _rehearse(scenario, theatre, packages)
            if way == real:
                break
        else:
            raise RecordingRefused(_another_way(real, way))
        in_play = [packages[key] for key in scenario.given.packages]
        named = with_names(_expecting(written, frames), in_play)
        text = as_yaml(_document(named, name), COMMENT)
        [final] = read_scenarios(text, "recorded", package.key, packages)
        outcome = play(final, theatre, packages)
    if outcome.failure is not None:
        raise RecordingRefused(_did_not_pass(outcome.failure))
    return Recorded(text, len(story.events))


def way_of(events: Iterable[SealedEvent]) -> Path:
    """Return the way that events went: their types and elements, and the moves of tokens, without ids."""
    return [
        (
            event.type,
            event.element_id or "",
            tuple((kind, element) for kind, element, _, _ in body_of(event).get("moves", ())),
        )
        for event in events
        if event.type not in REQUESTS
        and event.type not in BESIDE - {"task.review-decided"}
        and event.type not in ("clocks.determined", "clocks.recomputed")
    ]


class _Rehearsal(Run):
    """A play that expects nothing: what is to be seen is only being found out."""

    def _compare(self, expect: Expectation) -> list[str]:
        del expect
        return []


def _rehearse(
    scenario: Scenario, theatre: Theatre, packages: Mapping[str, Package]
) -> tuple[list[Frame], Path]:
    """Play the steps once; return what was to be seen after each, and the way."""
    trace = Trace()
    with theatre.stage(scenario.given) as stage:
        run = _Rehearsal(scenario, stage, False, packages, trace)
        try:
            run.play()
        except Stopped as stopped:
            raise RecordingRefused(_did_not_pass(stopped.failure)) from None
        return trace.frames, way_of(_played(stage, run).events)


def _played(stage: Stage, run: Run) -> Story:
    """Return what has happened in the play to the same thing that was recorded."""
    memory = run.memory
    with stage.database.reading() as tx:
        instance = run.seen.instances[0].id if run.seen.instances else ""
        return story_of(tx, memory.order_id or memory.call_id or instance)


def _home(story: Story) -> str | None:
    for event in story.events:
        if event.type == "order.opened":
            tier: str = body_of(event)["tier"]
            return tier
    return None


def _read(written: Written, name: str, package: Package, packages: Mapping[str, Package]) -> list[Scenario]:
    return read_scenarios(as_yaml(_document(written, name), COMMENT), "recorded", package.key, packages)


def _document(written: Written, name: str) -> dict[str, Any]:
    return {"scenarios": [{"name": name, "given": written.given, "steps": written.steps}]}


def _expecting(written: Written, frames: list[Frame]) -> Written:
    """Return the steps with what was to be seen after each that changed it."""
    steps = []
    before = _seen_in(frames[0])
    for step, frame in zip(written.steps, frames[1:], strict=True):
        now = _seen_in(frame)
        changed = {name: value for name, value in now.items() if value != before.get(name)}
        steps.append({**step, "expect": changed} if changed else dict(step))
        before = now
    return Written(written.given, steps)


def _seen_in(frame: Frame) -> dict[str, Any]:
    order = frame.order or {}
    seen: dict[str, Any] = {
        "open": [task["element"] for task in frame.tasks] or "none",
        "incidents": [{"kind": one["kind"]} for one in frame.incidents] or "none",
        "ended": not frame.tokens,
    }
    if order:
        seen["order"] = {"status": order["status"], "stage": order["stage"], "attention": order["attention"]}
    return seen


def _another_way(real: Path, way: Path) -> Words:
    """Say where the play left the real way."""
    ended: tuple[str, str, tuple[tuple[str, str], ...]] = ("nothing", "", ())
    pairs = enumerate(zip_longest(real, way, fillvalue=ended), 1)
    number, one, other = next((number, one, other) for number, (one, other) in pairs if one != other)
    return Words(
        f"played, it goes another way: event {number} was {_told(one)}, but is {_told(other)}. A private "
        "text, a timer that was late, or another version of the package may have decided",
        f"演出来走的是另一条路：第 {number} 个事件原为 {_told(one)}，现为 {_told(other)}。可能由私人文字、"
        "晚到的定时器或流程包的另一版本决定",
    )


def _told(step: tuple[str, str, tuple[tuple[str, str], ...]]) -> str:
    kind, element, moves = step
    flows = [name for letter, name in moves if letter == "f"]
    return f"{kind}{f' at {element}' if element else ''}" + (f" ({' > '.join(flows[:6])})" if flows else "")


def _did_not_pass(failure: Failure) -> Words:
    problems = "; ".join(failure.problems[:3])
    return Words(
        f"the scenario of it cannot be played: step {failure.step}: {problems}",
        f"它的场景演不下去：第 {failure.step} 步：{problems}",
    )
