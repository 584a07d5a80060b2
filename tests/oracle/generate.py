"""Seeded processes: structured blocks, nested, then a few flows drawn across them.

A process may deadlock, and may send several tokens along one flow: both sides must agree on that too. It
never throws an error that nobody catches, never asks a gateway without a way out, and never loops without
a pause.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle.draft import Draft, Exit, Names
from tests.oracle.structure import Event, Node, Repeat, Scope
from tests.oracle.unstructured import draw_across, pause_every_loop

Block = tuple[str, list[Exit]]


@dataclass(frozen=True)
class Size:
    """How large a process may become: nested blocks, and nodes (roughly)."""

    depth: int = 4
    nodes: int = 26


def generate(seed: int, size: Size | None = None) -> Scope:
    """Return the process with this number."""
    return Generator(random.Random(seed), size or Size()).process()


class Generator:
    """Draws one process. `left` counts down the blocks that may still be drawn."""

    def __init__(self, rng: random.Random, size: Size) -> None:
        self.rng = rng
        self.names = Names(rng)
        self.depth = size.depth
        self.left = rng.randint(3, size.nodes)
        self.wildness = rng.choice((0, 0, 1, 1, 2, 4))
        self.multi_instances_around = 0

    def process(self) -> Scope:
        return self.scope("p", self.depth, frozenset())

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    # Scopes

    def scope(self, key: str, depth: int, codes: frozenset[str], start: str | None = None) -> Scope:
        """Draw a scope; `codes` are the errors that somebody outside catches.

        `start` is the id of the start event of an event sub-process; others may begin without any.
        """
        draft = Draft(self.names, key)
        inner_codes = codes | self.error_event_sub(draft, depth, codes)
        if start is not None:
            draft.nodes[start] = Node(start, "start")
        if draft.id != "p" and self.chance(0.1):
            draft.link(start or draft.add("start"), self.end(draft, frozenset()))
        else:
            entries, exits = self.body(draft, depth, inner_codes)
            if start is None and (self.chance(0.8) or any(draft.entering(entry) for entry in entries)):
                start = draft.add("start")
            if start is not None:
                for entry in entries:
                    draft.link(start, entry)
            self.finish(draft, exits, inner_codes)
        self.event_subs(draft, depth, codes)
        for _ in range(self.rng.randint(0, self.wildness)):
            draw_across(draft, self.rng)
        pause_every_loop(draft)
        return draft.finished()

    def body(self, draft: Draft, depth: int, codes: frozenset[str]) -> tuple[list[str], list[Exit]]:
        """Draw one block, sometimes two side by side."""
        blocks = [self.block(draft, depth, codes) for _ in range(2 if self.chance(0.08) else 1)]
        return [entry for entry, _ in blocks], [way for _, exits in blocks for way in exits]

    def finish(self, draft: Draft, exits: list[Exit], codes: frozenset[str]) -> None:
        """End every way out: in an end event of its own, in a shared one, or in none."""
        shared = draft.add("end") if len(exits) > 1 and self.chance(0.4) else None
        for way in exits:
            lonely = draft.nodes[way[0]].kind in ("task", "sub") and not draft.leaving(way[0])
            if lonely and way[1:] == (None, False) and self.chance(0.3):
                continue
            draft.connect([way], shared or self.end(draft, codes))

    def end(self, draft: Draft, codes: frozenset[str]) -> str:
        """Draw an end event of some kind."""
        if codes and self.chance(0.35):
            return draft.add("error", code=self.rng.choice(sorted(codes)))
        return draft.add("terminate" if self.chance(0.12) else "end")

    def event_subs(self, draft: Draft, depth: int, codes: frozenset[str]) -> None:
        while depth > 0 and self.chance(0.16):
            self.event_sub(draft, depth, codes, self.event())

    def error_event_sub(self, draft: Draft, depth: int, codes: frozenset[str]) -> frozenset[str]:
        """Sometimes let the scope catch errors itself; return the codes that it catches."""
        if depth < 1 or not self.chance(0.1):
            return frozenset()
        code = self.names.new("E")
        caught = Event("error", code=code if self.chance(0.7) else None)
        self.event_sub(draft, depth, codes, caught)
        return frozenset((code,))

    def event_sub(self, draft: Draft, depth: int, codes: frozenset[str], event: Event) -> None:
        start = self.names.new("st")
        interrupting = event.kind == "error" or self.chance(0.5)
        key = draft.add("event_sub", event=event, interrupting=interrupting)
        draft.change(key, inside=self.scope(key, min(depth - 1, 2), codes, start))

    # Blocks: each has one entry, and ways out that the caller connects.

    def block(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        """Draw a block of some kind."""
        self.left -= 1
        if depth <= 0 or self.left <= 0:
            return self.task(draft, depth, codes)
        kinds: list[tuple[Callable[[Draft, int, frozenset[str]], Block], int]] = [
            (self.task, 3),
            (self.catch, 1),
            (self.sequence, 5),
            (self.exclusive, 3),
            (self.parallel, 6),
            (self.inclusive, 4),
            (self.loop, 3),
            (self.events, 2),
            (self.sub, 4),
        ]
        draw = self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        return draw(draft, depth, codes)

    def sequence(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        entry, exits = self.block(draft, depth - 1, codes)
        for _ in range(self.rng.randint(1, 2)):
            following, further = self.block(draft, depth - 1, codes)
            draft.connect(exits, following)
            exits = further
        return entry, exits

    def task(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        repeat = self.repeat() if self.chance(0.22) else None
        return self.with_borders(draft, depth, codes, draft.add("task", repeat=repeat), 0.25)

    def catch(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        del depth, codes
        key = draft.add("catch", event=self.event(cycle=False))
        return key, [(key, None, False)]

    def sub(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        key = draft.add("sub", repeat=self.repeat() if self.chance(0.35) else None)
        own = frozenset((self.names.new("E"),)) if self.chance(0.4) else frozenset()
        block = self.with_borders(draft, depth, codes, key, 0.45, own)
        repeat = draft.nodes[key].repeat
        several = repeat is not None and repeat.kind != "loop"
        self.multi_instances_around += several
        draft.change(key, inside=self.scope(key, depth - 1, codes | own))
        self.multi_instances_around -= several
        return block

    def exclusive(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        gateway = draft.add("exclusive")
        exits = self.branches(draft, depth, codes, gateway, [*self.truths(self.rng.randint(1, 2)), None])
        return gateway, self.merged(draft, exits, {"exclusive": 6, "inclusive": 1, "none": 3})

    def parallel(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        entry = draft.add("parallel" if self.chance(0.75) else "task")
        exits: list[Exit] = []
        for number in range(self.rng.randint(2, 3)):
            if number == 2 and self.chance(0.3):
                exits = self.merged(draft, exits, {"exclusive": 1})  # two tokens on one flow
            exits += self.branch(draft, depth, codes, (entry, None, False), early_end=0.04)
        return entry, self.merged(draft, exits, {"parallel": 12, "inclusive": 3, "exclusive": 1, "none": 1})

    def inclusive(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        entry = draft.add("inclusive" if self.chance(0.8) else "task")
        conditions = [*self.truths(self.rng.randint(2, 3)), None]
        exits = self.branches(draft, depth, codes, entry, conditions)
        return entry, self.merged(draft, exits, {"inclusive": 12, "exclusive": 1, "none": 1})

    def loop(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        """Draw a body that an exclusive gateway may lead back to."""
        entry, exits = self.block(draft, depth - 1, codes)
        head = entry
        if draft.nodes[entry].kind == "catch" or self.chance(0.85):
            head = draft.add(self.rng.choices(("exclusive", "inclusive"), (6, 1))[0])
            draft.link(head, entry)
        gateway = draft.add("exclusive")
        draft.connect(exits, gateway)
        again = self.names.truth()
        if self.chance(0.5):
            draft.link(gateway, head, again)
            return head, [(gateway, None, True)]
        draft.link(gateway, head, None, default=True)
        return head, [(gateway, again, False)]

    def events(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        gateway = draft.add("events")
        exits = []
        for _ in range(self.rng.randint(2, 3)):
            key = draft.add("catch", event=self.event(cycle=False))
            draft.link(gateway, key)
            exits += self.branch(draft, depth, codes, (key, None, False), early_end=0.1)
        exits = exits or self.branch(draft, depth, codes, (key, None, False), early_end=0)
        return gateway, self.merged(draft, exits, {"exclusive": 6, "inclusive": 1, "none": 3})

    # Parts of blocks

    def truths(self, count: int) -> list[str]:
        return [self.names.truth() for _ in range(count)]

    def branches(
        self, draft: Draft, depth: int, codes: frozenset[str], split: str, conditions: list[str | None]
    ) -> list[Exit]:
        """Draw a branch for each condition, None being the default, in any order; some end inside."""
        self.rng.shuffle(conditions)
        last = conditions.pop()
        exits = []
        for condition in conditions:
            exits += self.branch(draft, depth, codes, (split, condition, condition is None), 0.12)
        return exits + self.branch(draft, depth, codes, (split, last, last is None), early_end=0)

    def branch(
        self, draft: Draft, depth: int, codes: frozenset[str], way: Exit, early_end: float
    ) -> list[Exit]:
        """Draw a branch, which may be empty, or end without coming back."""
        if self.chance(early_end):
            draft.connect([way], self.end(draft, codes))
            return []
        if self.chance(0.2):
            return [way]
        entry, exits = self.block(draft, depth - 1, codes)
        draft.connect([way], entry)
        return exits

    def merged(self, draft: Draft, exits: list[Exit], kinds: dict[str, int]) -> list[Exit]:
        """Bring branches together in a gateway, or leave it to what follows."""
        kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
        if kind == "none" or not exits:
            return exits
        gateway = draft.add(kind)
        draft.connect(exits, gateway)
        return [(gateway, None, False)]

    def with_borders(
        self,
        draft: Draft,
        depth: int,
        codes: frozenset[str],
        host: str,
        chance: float,
        caught: frozenset[str] = frozenset(),
    ) -> Block:
        """Put boundary events on an activity; what follows them ends there or joins the way out."""
        exits: list[Exit] = [(host, None, False)]
        for code in caught:
            border = draft.add(
                "boundary", host=host, event=Event("error", code=self.rng.choice((code, None)))
            )
            exits += self.after_border(draft, depth, codes, border)
        while self.chance(chance):
            interrupting = self.chance(0.5)
            border = draft.add("boundary", host=host, event=self.event(), interrupting=interrupting)
            exits += self.after_border(draft, depth, codes, border)
        return host, exits

    def after_border(self, draft: Draft, depth: int, codes: frozenset[str], border: str) -> list[Exit]:
        exits = self.branch(draft, depth, codes, (border, None, False), early_end=0.15)
        if self.chance(0.45):
            return exits
        for way in exits:
            draft.connect([way], self.end(draft, codes))
        return []

    def event(self, cycle: bool = True) -> Event:
        """Return a timer, or a message that brings some values; members must not overwrite each other's."""
        if self.chance(0.5):
            return Event("timer", cycle=cycle and self.chance(0.5))
        known = self.names.variables if not self.multi_instances_around else []
        return Event(
            "message", carries=tuple(self.rng.sample(known, min(len(known), self.rng.randint(0, 2))))
        )

    def repeat(self) -> Repeat:
        kind = self.rng.choice(("parallel", "sequential", "loop"))
        count = self.rng.choices((0, 1, 2, 3), (1, 3, 6, 4))[0]
        if kind == "loop":
            again = self.names.truth() if self.chance(0.7) else None
            return Repeat(kind, max(1, count), again=again, before=self.chance(0.5))
        enough = self.rng.randint(1, count) if count and self.chance(0.3) else None
        until = self.names.truth() if self.chance(0.25) else None
        return Repeat(kind, count, enough=enough, until=until)
