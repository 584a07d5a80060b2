"""The events of generated processes: what is waited for, and what is thrown."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.oracle.draft import Draft, Names
from tests.oracle.structure import Event

#: Names of signals and codes of escalations: few, so that what is thrown is often caught.
SIGNALS = ("S1", "S2")
ESCALATIONS = ("X1", "X2")
#: Only what every process had from the beginning: timers, messages and errors, user tasks, simple joins.
PLAIN = "plain"
#: What a process is about: so much of it that its parts meet. Several are about nothing.
THEMES = (
    "nothing",
    "nothing",
    "signals",
    "conditions",
    "escalations",
    "several triggers",
    "complex joins",
    "ad hoc",
    "compensation",
)
#: What waits in one place already: no two events of one place wait for the same signal or escalation.
Taken = set[tuple[str, str | None]]


class EventGenerator:
    """Draws events; `…_around` count the scopes and the multi-instances around what is being drawn."""

    def __init__(self, rng: random.Random, theme: str | None = None) -> None:
        self.rng = rng
        self.theme = theme or rng.choice(THEMES)
        self.names = Names(rng)
        self.multi_instances_around = 0
        self.scopes_around = 0
        self.repeats_around = 0
        self.event_subs_around = 0

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def about(self, theme: str, likely: float, else_: float) -> float:
        """Return a probability or weight: `likely` in a process that is about `theme`."""
        return likely if self.theme == theme else else_

    def added(self, theme: str, likely: float, else_: float) -> float:
        """Return the same, but zero in a plain process."""
        return 0.0 if self.theme == PLAIN else self.about(theme, likely, else_)

    def event(
        self, taken: Taken | None = None, cycle: bool = True, several: bool = True
    ) -> dict[str, object]:
        """Return what an event waits for, as attributes of its node.

        Now and then several triggers, none of which brings values: any of them, or, if `several`, all.
        """
        taken = set() if taken is None else taken
        if not self.chance(self.added("several triggers", 0.5, 0.05)):
            return {"event": self._trigger(taken, cycle)}
        all_of_them = several and self.chance(0.5)
        number = self.rng.randint(2, 3)
        first, *more = (self._trigger(taken, cycle and not all_of_them, plain=True) for _ in range(number))
        return {"event": first, "more": tuple(more), "all_of_them": all_of_them}

    def _trigger(self, taken: Taken, cycle: bool, plain: bool = False) -> Event:
        kinds = ("timer", "message", "signal", "condition")
        weights = (5, 5, self.added("signals", 20, 1.5), self.added("conditions", 12, 1))
        kind = self.rng.choices(kinds, weights)[0]
        if kind == "signal" and (free := [name for name in SIGNALS if (kind, name) not in taken]):
            name = self.rng.choice(free)
            taken.add((kind, name))
            return Event("signal", code=name)
        if kind == "condition":
            return Event("condition", code=self.names.variable())
        if kind == "timer":
            return Event("timer", cycle=cycle and self.chance(0.5))
        return Event("message", carries=() if plain else self.carried())

    def carried(self) -> tuple[str, ...]:
        """Return the truths that a message brings; members must not overwrite each other's."""
        known = self.names.variables if not self.multi_instances_around else []
        return tuple(self.rng.sample(known, min(len(known), self.rng.randint(0, 2))))

    def escalation(self, taken: Taken) -> Event | None:
        """Return an escalation that can be waited for in this place, None when all are."""
        free = [code for code in (*ESCALATIONS, None) if ("escalation", code) not in taken]
        if not free:
            return None
        code = self.rng.choice(free)
        taken.add(("escalation", code))
        return Event("escalation", code=code)

    def thrower(self, draft: Draft, kind: str) -> tuple[str, str]:
        """Draw an event that throws, and a task before it; return both.

        The task lets every signal and escalation cost a person's move: none can call each other for ever.
        """
        throws = tuple(self._thrown(draft) for _ in range(2 if self.chance(0.25) else 1))
        undoing = [event for event in throws if event.kind == "compensate"]
        throws = tuple(undoing[:1]) or throws  # compensation stands alone
        key = draft.add(kind, throws=throws)
        task = draft.add("task")
        draft.link(task, key)
        return task, key

    def _thrown(self, draft: Draft) -> Event:
        draw: list[Callable[[], Event]] = [
            lambda: Event("signal", code=self.rng.choice(SIGNALS)),
            lambda: Event("escalation", code=self.rng.choice(ESCALATIONS)),
            lambda: Event("message"),
            lambda: Event("compensate", code=self._undone(draft)),
        ]
        undoing = self.added("compensation", 14, 0.3) if self.can_undo else 0.0
        weights = (self.about("signals", 12, 3), self.about("escalations", 12, 3), 2, undoing)
        return self.rng.choices(draw, weights)[0]()

    @property
    def can_undo(self) -> bool:
        """Return whether compensation may be drawn here.

        Not in what is repeated, where each run has a record of its own, nor in event sub-processes, which undo
        what the scope around them has completed.
        """
        return not self.repeats_around and not self.event_subs_around

    def _undone(self, draft: Draft) -> str | None:
        hosts = [node.host for node in draft.nodes.values() if node.handler is not None]
        return self.rng.choice(hosts) if hosts and self.chance(0.4) else None

    def throwing(self, likely: float, else_: float) -> float:
        """Return how likely something is thrown, `likely` where that is what the process is about."""
        if self.theme == PLAIN:
            return 0.0
        return likely if self.theme in ("signals", "escalations", "compensation") else else_
