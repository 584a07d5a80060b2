"""Play one process on both sides, move by move, and tell where they disagree.

Truths. Both sides must see the same values at the same moment, also when several tokens pass in one step:
a truth has one value during a whole step. Facts (`f…`) are drawn anew for every move and given to the
engine as `order`. Variables (`v…`) change only with what a completed task or a message brings; what a
member of a multi-instance task is given stays with that member; the completion condition sees it when that
member ends, as the engine documents.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.runtime import CompiledDefinition, is_stuck
from tests.oracle.drawing import text
from tests.oracle.engine_side import Choice, EngineSide
from tests.oracle.game import TooMany, Turn
from tests.oracle.marking import ENDED, Marking
from tests.oracle.moves import Move, can_move, play
from tests.oracle.routing import Failed
from tests.oracle.seeing import see
from tests.oracle.structure import Scope, truths

#: A play is broken off after so many moves, and when so many moves are possible at once.
MOST_MOVES = 40
MOST_CHOICES = 60
#: More markings than this cannot be told apart by what is seen: the play proves nothing any more.
MOST_MARKINGS = 200


@dataclass
class Mismatch(Exception):
    """The two sides disagree."""

    what: str
    process: Scope
    trace: list[str]
    engine: object
    oracle: object

    def __str__(self) -> str:
        moves = "\n".join(f"  {number}. {move}" for number, move in enumerate(self.trace))
        return (
            f"{self.what}\n\nTHE PROCESS\n{text(self.process)}\n\nTHE MOVES\n{moves}\n\n"
            f"THE ENGINE\n  {self.engine}\n\nTHE ORACLE\n  {self.oracle}\n"
        )


@dataclass
class Tally:
    """What was compared: plays, moves and so on; how often each construct occurred, and in how many plays."""

    totals: Counter[str] = field(default_factory=Counter)
    constructs: Counter[str] = field(default_factory=Counter)
    plays: Counter[str] = field(default_factory=Counter)

    def add(self, occurred: Counter[str]) -> None:
        """Count what occurred in one play."""
        self.constructs += occurred
        self.plays.update(occurred.keys())

    def told(self) -> str:
        """Return totals and constructs, one line each."""
        totals = (f"{count:,} {name}" for name, count in self.totals.most_common())
        constructs = (
            f"{name} {self.constructs[name]:,} ({count:,})" for name, count in self.plays.most_common()
        )
        return f"{' · '.join(totals)}\nconstructs, with occurrences and (plays): {' · '.join(constructs)}"


@dataclass
class Lockstep:
    """One play of one process; the random numbers decide moves, truths and when to save and reload."""

    process: Scope
    definition: CompiledDefinition
    rng: random.Random
    tally: Tally

    def __post_init__(self) -> None:
        self.engine = EngineSide.of(self.process, self.definition)
        names = sorted(truths(self.process))
        self.fact_names = [name for name in names if name.startswith("f")]
        self.variable_names = [name for name in names if name.startswith("v")]
        self.trace: list[str] = []
        self.reload_chance = self.rng.choice((0.0, 0.3, 1.0))
        self.truthfulness = self.rng.choice((0.3, 0.5, 0.7))
        self.markings: frozenset[Marking] = frozenset()
        self.occurred: Counter[str] = Counter()

    def run(self) -> None:
        """Play until the end, a deadlock, or the limits of this play.

        Raises:
            Mismatch: the sides disagree.
        """
        try:
            self._run()
        except TooMany:
            self.tally.totals["broken off"] += 1
        self.tally.totals["plays"] += 1
        self.tally.add(self.occurred)

    def _run(self) -> None:
        self._start()
        for _ in range(MOST_MOVES):
            self._compare()
            if self.engine.instance.ended:
                self.tally.totals["ended"] += 1
                return
            choices = self.engine.choices()
            if not choices:
                stuck = is_stuck(self.engine.instance)
                self.tally.totals["deadlocks" if stuck else "waits for a condition"] += 1
                return
            if len(choices) > MOST_CHOICES or len(self.markings) > MOST_MARKINGS:
                self.tally.totals["broken off"] += 1
                return
            self._move(self.rng.choice(choices))
        self._compare()
        self.tally.totals["broken off"] += 1

    def _start(self) -> None:
        facts, self.variables = self._draw(self.fact_names), self._draw(self.variable_names)
        starts = self.process.event_starts
        event = self.rng.choice(starts) if starts else None
        at = f" at {event}" if event is not None else ""
        self.trace.append(f"start{at} with {_told(facts | self.variables)}")
        turn = self._turn(facts)
        self._both(
            lambda: self.engine.start(facts, self.variables, event),
            lambda: turn.start(self.process, event),
        )
        self._compare_flows(turn)

    def _move(self, choice: Choice) -> None:
        if self.rng.random() < self.reload_chance:
            self.engine.reload()
            self.tally.totals["reloads"] += 1
            self.trace.append("save and reload")
        self.tally.totals["moves"] += 1
        move = replace(choice.move, last=self._is_last(choice, choice.move))
        facts, values = self._draw(self.fact_names), self._brought(choice, move)
        self.trace.append(f"{move} with {_told(facts | values)}")
        is_common = move.action == "fire" or choice.node.repeat is None or choice.node.repeat.kind == "loop"
        if is_common:
            self.variables = self.variables | values
        turn = self._turn(facts, {} if is_common else values, choice.node.id)
        before = self.markings
        self._both(
            lambda: self.engine.play(choice, move, facts, values),
            lambda: frozenset().union(*(play(turn, self.process, marking, move) for marking in before)),
        )
        if len(before) == 1:
            self._compare_flows(turn)

    def _is_last(self, choice: Choice, move: Move) -> bool:
        """A message is awaited again; a timer's duration passes once, its cycle until some last time."""
        if not choice.repeats or choice.node.triggers[move.trigger].kind != "timer":
            return False
        event = choice.node.triggers[move.trigger]
        return not event.cycle or self.rng.random() < 0.4

    def _brought(self, choice: Choice, move: Move) -> dict[str, bool]:
        if move.action == "complete":
            return self._draw([name for name in self.variable_names if self.rng.random() < 0.7])
        return self._draw(choice.node.triggers[move.trigger].carries)

    def _draw(self, names: list[str] | tuple[str, ...]) -> dict[str, bool]:
        return {name: self.rng.random() < self.truthfulness for name in names}

    def _turn(
        self, facts: dict[str, bool], of_member: dict[str, bool] | None = None, member_of: str | None = None
    ) -> Turn:
        values = facts | self.variables

        def note(what: str) -> None:
            self.occurred[what] += 1

        return Turn(values.__getitem__, note, of_member, member_of)

    def _both(self, engine: Callable[[], None], oracle: Callable[[], frozenset[Marking]]) -> None:
        """Let both sides move; neither may fail."""
        try:
            self.markings = oracle()
        except Failed as failure:
            raise Mismatch(
                f"the generator drew nonsense: {failure}", self.process, self.trace, "", ""
            ) from failure
        try:
            engine()
        except Exception as failure:
            seen = [see(self.process, marking) for marking in self.markings]
            raise Mismatch("the engine failed", self.process, self.trace, repr(failure), seen) from failure

    def _compare(self) -> None:
        seen = self.engine.see()
        possible = {marking: see(self.process, marking) for marking in self.markings}
        if len(set(possible.values())) > 1:
            self.tally.totals["moves with several allowed outcomes"] += 1
        self.markings = frozenset(marking for marking, view in possible.items() if view == seen)
        if not self.markings:
            self._disagree("what is open and awaited differs", seen, list(possible.items()))
        self._compare_ends()
        rows, live = Counter(self.engine.rows.values()), self.engine.flat()
        if rows != live:
            self._disagree("the transition log tells other open tasks and events than there are", live, rows)

    def _compare_flows(self, turn: Turn) -> None:
        """Where only one order was possible, the log must tell exactly the flows that tokens took."""
        if turn.certain:
            self.tally.totals["moves with flows compared"] += 1
            told, taken = self.engine.taken(), Counter(turn.taken)
            if told != taken:
                self._disagree("the flows taken differ", told - taken, taken - told)
            told, sent = self.engine.sent(), Counter(turn.sent)
            if told != sent:
                self._disagree("the messages and signals sent differ", told - sent, sent - told)

    def _compare_ends(self) -> None:
        instance = self.engine.instance
        told = (instance.ended, is_stuck(instance))
        allowed = {
            marking: (marking == ENDED, marking != ENDED and not can_move(self.process, marking))
            for marking in self.markings
        }
        self.markings = frozenset(marking for marking, state in allowed.items() if state == told)
        if not self.markings:
            self._disagree("(ended, stuck) differ", told, list(allowed.items()))

    def _disagree(self, what: str, engine: object, oracle: object) -> None:
        raise Mismatch(what, self.process, self.trace, engine, oracle)


def _told(values: dict[str, bool]) -> str:
    return (
        " ".join(f"{name}={'yes' if value else 'no'}" for name, value in sorted(values.items())) or "nothing"
    )
