"""Play a scenario on the real engine, twice: the second time everything is closed between the steps.

The engine decodes and encodes an instance's state in every command anyway; what could still live in memory
are the caches (compiled diagrams, organisation, clock, calendars) and the connections. The second play
throws these away before every step, and must lead to the same history.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from engine.definitions import Package
from engine.errors import HuanError, MissingCalendar
from engine.history import SealedEvent
from engine.queries.audit import verify
from engine.queries.doctor import examine_work
from engine.scenarios.acting import Scene, act
from engine.scenarios.actions import Action, Begin
from engine.scenarios.coverage import Coverage, Walk, dialogue_moves
from engine.scenarios.expectations import Expectation, IncidentLike
from engine.scenarios.expecting import Comparison
from engine.scenarios.found import Found, Told
from engine.scenarios.moments import told
from engine.scenarios.seen import Memory, Seen, body_of, last_values, look, packages_of_instances
from engine.scenarios.stage import OutOfTime, Stage, Theatre
from engine.scenarios.story import Scenario, Step
from engine.scenarios.tokens import standing
from engine.scenarios.tracing import Frame, Trace, frame
from engine.scenarios.turns import drain
from engine.scenarios.unplayable import Unplayable
from engine.store.history import chain_events, chains
from engine.words import Words, in_chinese

History = list[tuple[object, ...]]


@dataclass(frozen=True)
class Failure:
    """Why a scenario failed. `step` counts from 1, 0 is what is given; `reloaded`: only the second play."""

    step: int
    line: int
    problems: tuple[str, ...]
    reloaded: bool = False


@dataclass(frozen=True)
class Outcome:
    """How one scenario ended. `failure` None: as it should. `trace` is there when it was asked for."""

    scenario: Scenario
    milliseconds: int
    failure: Failure | None
    coverage: Coverage
    trace: Trace | None = None

    @property
    def passed(self) -> bool:
        """Whether everything was as expected, in both plays."""
        return self.failure is None


class Stopped(Exception):
    """A play ends here; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.problems)
        self.failure = failure


def play(
    scenario: Scenario,
    theatre: Theatre,
    packages: Mapping[str, Package],
    *,
    traced: bool = False,
    deadline: float | None = None,
) -> Outcome:
    """Play a scenario twice, and say how it ended and what it visited.

    `traced` keeps what everything looked like after each step of the first play; `deadline` is the value of
    `time.monotonic()` at which the scenario fails, however far it came.
    """
    begun = time.perf_counter()
    coverage = Coverage(packages)
    trace = Trace() if traced else None
    failure: Failure | None = None
    kept: History | None = None
    for reloaded in (False, True):
        try:
            with theatre.stage(scenario.given, deadline) as stage:
                run = Run(scenario, stage, reloaded, packages, None if reloaded else trace)
                try:
                    run.play()
                finally:
                    if not reloaded:
                        run.count(coverage)
                history = run.history()
        except Stopped as stopped:
            failure = replace(stopped.failure, reloaded=reloaded)
            break
        except HuanError as error:
            failure = Failure(0, scenario.line, tuple(_told_error(error)))
            break
        if kept is not None and history != kept:
            problem = Words(
                "the play that was reloaded at every step led to another history",
                "每步都重新载入的那一遍走出了不同的历史",
            )
            failure = Failure(len(scenario.steps), scenario.line, (problem,), reloaded)
        kept = history
    return Outcome(scenario, round((time.perf_counter() - begun) * 1000), failure, coverage, trace)


class Run:
    """One play of a scenario."""

    def __init__(
        self,
        scenario: Scenario,
        stage: Stage,
        reloaded: bool,
        packages: Mapping[str, Package],
        trace: Trace | None,
    ) -> None:
        self.scenario, self.stage, self.reloaded = scenario, stage, reloaded
        self.trace, self.walk = trace, Walk(packages)
        self.packages = packages
        self.memory = Memory()
        #: How much of the dialogue's way the trace has shown.
        self.shown = 0
        #: What the last action was told when it was refused.
        self.refusal: str | None = None
        self.said: dict[str, object] = {}
        self.story: list[SealedEvent] = []
        #: The incidents that may be open since a step expected them.
        self.known_incidents: tuple[IncidentLike, ...] = ()

    def play(self) -> None:
        """Play from what is given to the last step."""
        scenario = self.scenario
        self.seen: Seen = look(self.stage, self.memory)
        first = Step(scenario.line, "given", None)
        for begin in scenario.given.begin:
            before = self.seen
            problems = self._act(first, begin)
            self.seen = self.seen.after(before)
            if problems:
                self._end_step(0, first, problems)
        self._step(0, replace(first, expect=scenario.expect_at_start), None)
        for number, step in enumerate(scenario.steps, 1):
            if self.reloaded and step.action is not None:
                self.stage.reopen()
            self._step(number, step, step.action)
        unsound = self._unsound()
        if unsound:
            raise Stopped(Failure(len(scenario.steps), scenario.line, tuple(unsound)))

    def _step(self, number: int, step: Step, action: Action | Begin | None) -> None:
        problems = self._act(step, action) if action is not None else []
        if not problems:
            problems = self._compare(step.expect)
        self._end_step(number, step, problems)

    def _end_step(self, number: int, step: Step, problems: list[str]) -> None:
        """Note how everything stands in the trace, and stop the play at a step that went wrong."""
        if self.trace is not None:
            self.trace.add(self._frame(number, step, problems))
        if problems:
            raise Stopped(Failure(number, step.line, tuple(problems)))

    def _frame(self, number: int, step: Step, problems: list[str]) -> Frame:
        looking = step.action is None and number > 0
        events = [] if looking else self.seen.events
        with self.stage.database.reading() as tx:
            moves = list(self.walk.moves(events, packages_of_instances(tx)))
        if self.memory.dialogue is not None and not looking:
            said = dialogue_moves(self.packages, self.scenario.package, self.memory.dialogue.moves)
            moves += islice(said, self.shown, None)
            self.shown = len(self.memory.dialogue.moves)
        return frame(self.stage, self.seen, number, step, self.refusal, problems, moves)

    def _act(self, step: Step, action: Action | Begin) -> list[str]:
        """Do it; return what went wrong."""
        scene = Scene(self.stage, self.memory, self.seen, self.scenario.package, self.scenario.jobs_by_hand)
        refusal: HuanError | None = None
        self.refusal = None
        try:
            act(scene, action)
        except (Unplayable, OutOfTime) as error:
            return [error.message]
        except HuanError as error:
            refusal = error
            self.refusal = error.message
        try:
            drain(self.stage, self.scenario.jobs_by_hand)
        except OutOfTime as error:
            return [error.message]
        except HuanError as error:
            return _told_error(error)
        self.seen = look(self.stage, self.memory)
        self.said |= last_values(self.seen.events)
        self.story += self.seen.events
        if refusal is None:
            done = Words(
                f"expected to be refused ({step.refused}), but it was done",
                f"应被拒绝（{step.refused}），却办成了",
            )
            return [done] if step.refused else []
        if step.refused is None:
            return _told_error(refusal)
        lines = _told_error(refusal)
        if step.refused == refusal.code or any(
            step.refused in line or step.refused in in_chinese(line) for line in lines
        ):
            return []
        otherwise = Words(
            f"expected to be refused otherwise: {step.refused}; found:",
            f"应以别的理由被拒绝：{step.refused}；实为：",
        )
        return [otherwise, *lines]

    def _compare(self, expect: Expectation) -> list[str]:
        so_far = Told(self.said, self.story, self._variables)
        comparison = Comparison(Found(self.seen, self.stage.cast, self.stage.now, so_far))
        try:
            problems = comparison.differences(expect)
        except MissingCalendar as error:
            return [error.message]
        if expect.incidents is not None:
            self.known_incidents = expect.incidents
            return [*problems]
        return [*problems, *comparison.surprises(self.known_incidents)]

    def _variables(self) -> list[Mapping[str, Any]]:
        """Return the variables of every scope of every instance."""
        with self.stage.database.reading() as tx:
            instances = [standing(self.stage, tx, one.id) for one in self.seen.instances]
        return [scope.values for instance in instances for scope in instance.variables]

    def _unsound(self) -> list[str]:
        """Return what `huan doctor` and `huan audit verify` would say at the end.

        The versions were deployed by the stage itself. A job whose error the diagram caught has ended; the
        doctor counts it as waiting, so jobs are left out.
        """
        broken = examine_work(self.stage.database, self.stage.definition)
        faults = verify(self.stage.database).faults
        return [
            *(
                Words(f"at the end the database is not sound: {one}", f"最后数据库不一致：{one}")
                for one in broken
                if one.rule != "job"
            ),
            *(
                Words(f"at the end the history is not sound: {fault}", f"最后历史不完整：{fault}")
                for fault in faults
            ),
        ]

    def history(self) -> History:
        """Return the history without what differs from play to play: ids, hashes, salts."""
        with self.stage.database.reading() as tx:
            return [
                (event.type, event.element_id, told(event.event_at), str(body_of(event).get("moves")))
                for chain in chains(tx)
                for event in chain_events(tx, chain)
            ]

    def count(self, coverage: Coverage) -> None:
        """Count what was visited, however far the play came."""
        with self.stage.database.reading() as tx:
            instances = packages_of_instances(tx)
            for chain in chains(tx):
                coverage.add(chain_events(tx, chain), instances)
        if self.memory.dialogue is not None:
            coverage.add_dialogue(self.scenario.package, self.memory.dialogue.moves)


def _told_error(error: HuanError) -> list[str]:
    findings = getattr(error, "findings", None) or []
    return [
        Words(f"refused ({error.code}): {error.message}", f"被拒绝（{error.code}）：{error.message.zh}"),
        *map(_told_finding, findings),
    ]


def _told_finding(finding: Mapping[str, Any]) -> Words:
    where = finding.get("field") or finding.get("element") or "—"
    problem, remedy = str(finding.get("problem")), str(finding.get("remedy"))
    problem_zh, remedy_zh = finding.get("problem_zh", problem), finding.get("remedy_zh", remedy)
    return Words(f"{where}: {problem} — {remedy}", f"{where}：{problem_zh} —— {remedy_zh}")
