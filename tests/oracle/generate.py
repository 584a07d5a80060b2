"""Seeded processes: structured blocks, nested, then a few flows drawn across them.

A process may deadlock, and may send several tokens along one flow: both sides must agree on that too. It
never throws an error that nobody catches, never asks a gateway without a way out, and never loops without
a pause.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.oracle.draft import Draft, Exit
from tests.oracle.generate_events import PLAIN, EventGenerator, Taken
from tests.oracle.structure import LATE, STARTING, WORK, AdHoc, Event, Node, Repeat, Scope
from tests.oracle.unstructured import draw_across, pause_every_loop

Block = tuple[str, list[Exit]]


@dataclass(frozen=True)
class Size:
    """How large a process may become: nested blocks, and nodes (roughly)."""

    depth: int = 4
    nodes: int = 30


def generate(seed: int, size: Size | None = None, theme: str | None = None) -> Scope:
    """Return the process with this number, about `theme` if that is given."""
    return Generator(random.Random(seed), size or Size(), theme).process()


class Generator(EventGenerator):
    """Draws one process. `left` counts down the blocks that may still be drawn."""

    def __init__(self, rng: random.Random, size: Size, theme: str | None) -> None:
        super().__init__(rng, theme)
        self.depth = size.depth
        self.left = rng.randint(3, size.nodes)
        self.transactions: set[str] = set()
        self.wildness = rng.choice((0, 0, 1, 1, 2, 4))

    def process(self) -> Scope:
        return self.scope("p", self.depth, frozenset())

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
        elif draft.id == "p" and self.chance(self.added("nothing", 0.25, 0.03)):
            self.finish(draft, self.begun_by_events(draft, depth, inner_codes), inner_codes)
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
            draw_across(draft, self.rng, links=self.theme != PLAIN)
        pause_every_loop(draft)
        return draft.finished()

    def begun_by_events(self, draft: Draft, depth: int, codes: frozenset[str]) -> list[Exit]:
        """Draw what begins the process when a message or signal comes, and what follows; return the ways out."""
        match self.rng.choice(("start", "receive", "Exclusive", "Parallel", "Parallel")):
            case "start":
                event = (
                    Event(self.rng.choice(("message", "timer")))
                    if self.chance(0.7)
                    else Event("signal", code="S1")
                )
                return self.branch(draft, depth, codes, (draft.add("start", event=event), None, False), 0)
            case "receive":
                event = Event("message")
                key = draft.add("task", work="receive", event=event, instantiates="Exclusive")
                return self.branch(draft, depth, codes, (key, None, False), 0)
            case how:
                gateway = draft.add("events", instantiates=how)
        exits: list[Exit] = []
        for _ in range(self.rng.randint(2, 3)):
            task = {"kind": "task", "work": "receive"} if self.chance(0.3) else {"kind": "catch"}
            key = draft.add(**task, event=Event("message"))
            draft.link(gateway, key)
            exits += self.branch(draft, depth, codes, (key, None, False), 0)
        kinds = (
            {"parallel": 4, "inclusive": 2, "exclusive": 1, "none": 1}
            if how == "Parallel"
            else {"exclusive": 2, "none": 1}
        )
        return self.merged(draft, exits, kinds)

    def body(self, draft: Draft, depth: int, codes: frozenset[str]) -> tuple[list[str], list[Exit]]:
        """Draw one block, sometimes two side by side; what is thrown needs somebody who can catch it."""
        if draft.id == "p" and self.throwing(1, 0):
            blocks = [self.sub(draft, depth, codes), self.block(draft, depth, codes)]
            return [entry for entry, _ in blocks], [way for _, exits in blocks for way in exits]
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
        if draft.id in self.transactions and self.chance(0.4):
            return draft.add("cancel")
        if self.chance(self.throwing(0.35, 0.05)):
            return self.thrower(draft, "end")[0]
        return draft.add("terminate" if self.chance(0.12) else "end")

    def event_subs(self, draft: Draft, depth: int, codes: frozenset[str]) -> None:
        taken: Taken = set()
        while depth > 0 and self.chance(0.18 if self.theme == "nothing" else 0.26):
            raised = self.escalation(taken) if self.chance(self.added("escalations", 0.6, 0.05)) else None
            caught = {"event": raised} if raised is not None else self.event(taken)
            self.event_sub(draft, depth, codes, caught)

    def error_event_sub(self, draft: Draft, depth: int, codes: frozenset[str]) -> frozenset[str]:
        """Sometimes let the scope catch errors itself; return the codes that it catches."""
        if depth < 1 or not self.chance(0.1):
            return frozenset()
        code = self.names.new("E")
        caught = Event("error", code=code if self.chance(0.7) else None)
        self.event_sub(draft, depth, codes, {"event": caught})
        return frozenset((code,))

    def event_sub(self, draft: Draft, depth: int, codes: frozenset[str], caught: dict[str, object]) -> None:
        start = self.names.new("st")
        key = draft.add("event_sub", **caught)
        draft.change(key, interrupting=draft.kind_of_event(key) == "error" or self.chance(0.5))
        self.event_subs_around += 1
        draft.change(key, inside=self.scope(key, min(depth - 1, 2), codes, start))
        self.event_subs_around -= 1

    # Blocks: each has one entry, and ways out that the caller connects.

    def block(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        """Draw a block of some kind."""
        self.left -= 1
        if depth <= 0 or self.left <= 0:
            return self.task(draft, depth, codes)
        kinds: list[tuple[Callable[[Draft, int, frozenset[str]], Block], float]] = [
            (self.task, 3),
            (self.catch, self.about("several triggers", 3, 1.2)),
            (self.sequence, 5),
            (self.exclusive, 3),
            (self.parallel, self.about("complex joins", 12, 6)),
            (self.inclusive, self.about("complex joins", 8, 4)),
            (self.loop, 3),
            (self.events, 2),
            (self.sub, max(5, self.throwing(8, 5), self.added("ad hoc", 12, 0))),
            (self.throw, self.throwing(10, 1)),
            (self.script, self.added("nothing", 1.5, 0.5)),
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
        several = repeat is not None and repeat.kind != "loop"
        works = [work for work in WORK if work != "script"]
        usual = {"nothing": 12, PLAIN: 1}.get(self.theme, 30)
        work = self.rng.choices(works, (usual, *(0 if self.theme == PLAIN else n for n in (1, 2, 1, 1))))[0]
        event = Event("message", carries=() if several else self.carried()) if work == "receive" else None
        key = draft.add("task", repeat=repeat, work=work, event=event)
        if repeat is None and self.can_undo and self.chance(self.added("compensation", 0.6, 0.02)):
            undoes = draft.add("handler")
            draft.add("boundary", host=key, event=Event("compensate"), handler=undoes)
        return self.with_borders(draft, depth, codes, key, 0.25)

    def script(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        """Draw a script, and flows out of it that ask what it has assigned: nobody else does."""
        if self.multi_instances_around:
            return self.task(draft, depth, codes)
        name = self.names.new("w")
        key = draft.add("task", work="script", assigns=(name, self.names.truth()))
        exits = self.branches(draft, depth, codes, key, [name, None])
        return key, self.merged(draft, exits, {"exclusive": 2, "none": 1})

    def throw(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        del depth, codes
        task, key = self.thrower(draft, "throw")
        return task, [(key, None, False)]

    def catch(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        del depth, codes
        key = draft.add("catch", **self.event(cycle=False))
        return key, [(key, None, False)]

    def sub(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        about_undoing = self.can_undo and self.chance(self.added("compensation", 0.8, 0.02))
        key = draft.add("sub", repeat=self.repeat() if self.chance(0.35) and not about_undoing else None)
        own = frozenset((self.names.new("E"),)) if self.chance(0.4) else frozenset()
        block = self.with_borders(draft, depth, codes, key, self.about("escalations", 0.65, 0.45), own)
        if about_undoing and self.chance(0.6):
            draft.change(key, transaction=True)
            self.transactions.add(key)
            border = draft.add("boundary", host=key, event=Event("cancel"))
            block[1].extend(self.after_border(draft, depth, codes, border))
        repeat = draft.nodes[key].repeat
        several = repeat is not None and repeat.kind != "loop"
        self.multi_instances_around += several
        self.repeats_around += repeat is not None
        self.scopes_around += 1
        if key not in self.transactions and self.chance(self.added("ad hoc", 0.7, 0.05)):
            draft.change(key, inside=self.ad_hoc(key))
        else:
            draft.change(key, inside=self.scope(key, depth - 1, codes | own))
        self.scopes_around -= 1
        self.repeats_around -= repeat is not None
        self.multi_instances_around -= several
        return block

    def ad_hoc(self, key: str) -> Scope:
        """Draw the inside of an ad-hoc sub-process: short paths, at least one of which waits for somebody."""
        draft = Draft(self.names, key)
        works = ["user", *self.rng.choices(("user", "receive", "abstract", "send"), (6, 2, 1, 1), k=2)]
        for work in self.rng.sample(works, self.rng.randint(1, 3)) if self.chance(0.8) else works:
            event = Event("message") if work == "receive" else None
            repeat = Repeat("parallel", 2) if self.chance(0.15) else None
            entry = draft.add("task", work=work, event=event, repeat=repeat)
            if self.chance(0.35):
                split = draft.add("parallel")
                draft.link(entry, split)
                for _ in range(self.rng.randint(1, 2)):
                    draft.link(split, draft.add("task"))
        if not any(node.work == "user" for node in draft.nodes.values()):
            draft.add("task")
        ordering = self.chance(0.4)
        draft.ad_hoc = AdHoc(self.names.truth(), sequential=ordering, cancels=self.chance(0.6))
        return draft.finished()

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
        return entry, self.merged(draft, exits, self.joins("parallel"))

    def inclusive(self, draft: Draft, depth: int, codes: frozenset[str]) -> Block:
        entry = draft.add("inclusive" if self.chance(0.8) else "task")
        conditions = [*self.truths(self.rng.randint(2, 3)), None]
        exits = self.branches(draft, depth, codes, entry, conditions)
        return entry, self.merged(draft, exits, self.joins("inclusive"))

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
        taken: Taken = set()
        for _ in range(self.rng.randint(2, 3)):
            if self.chance(self.added("several triggers", 0.2, 0.2)):
                key = draft.add("task", work="receive", event=Event("message", carries=self.carried()))
            else:
                key = draft.add("catch", **self.event(taken, cycle=False, several=False))
            draft.link(gateway, key)
            exits += self.branch(draft, depth, codes, (key, None, False), early_end=0.1)
        exits = exits or self.branch(draft, depth, codes, (key, None, False), early_end=0)
        return gateway, self.merged(draft, exits, {"exclusive": 6, "inclusive": 1, "none": 3})

    # Parts of blocks

    def joins(self, usual: str) -> dict[str, float]:
        """Return how likely each kind of gateway joins branches that the `usual` one should join."""
        kinds = {"inclusive": 3.0, "exclusive": 1.0, "none": 1.0, usual: 12.0}
        return {**kinds, "complex": self.added("complex joins", 30, 0.2)}

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

    def merged(self, draft: Draft, exits: list[Exit], kinds: Mapping[str, float]) -> list[Exit]:
        """Bring branches together in a gateway, or leave it to what follows."""
        kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
        if kind == "none" or not exits:
            return exits
        if kind == "complex":
            return self.complex_join(draft, exits)
        gateway = draft.add(kind)
        draft.connect(exits, gateway)
        return [(gateway, None, False)]

    def complex_join(self, draft: Draft, exits: list[Exit]) -> list[Exit]:
        """Bring branches together in a complex gateway, with ways out for the late tokens, or none."""
        gateway = draft.add("complex", activation=self.rng.randint(1, len(exits)))
        draft.connect(exits, gateway)
        match self.rng.randrange(5):
            case 0:
                return [(gateway, None, False)]
            case 1:
                draft.link(gateway, draft.add("end"), LATE)
                return [(gateway, STARTING, False)]
            case 2:
                late = draft.add("task")
                draft.link(gateway, late, LATE)
                draft.link(late, draft.add("end"))
                return [(gateway, STARTING, False)]
        return [(gateway, STARTING, False), (gateway, self.names.truth(), False)]

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
        taken: Taken = set()
        if draft.nodes[host].kind == "sub" and self.theme == "escalations" and self.chance(0.6):
            raised, interrupting = self.escalation(taken), self.chance(0.5)
            border = draft.add("boundary", host=host, event=raised, interrupting=interrupting)
            exits += self.after_border(draft, depth, codes, border)
        while self.chance(chance):
            interrupting = self.chance(0.5)
            raised = None
            if draft.nodes[host].kind == "sub" and self.chance(self.added("escalations", 0.7, 0.05)):
                raised = self.escalation(taken)
            what = {"event": raised} if raised else self.event(taken)
            border = draft.add("boundary", host=host, interrupting=interrupting, **what)
            exits += self.after_border(draft, depth, codes, border)
        return host, exits

    def after_border(self, draft: Draft, depth: int, codes: frozenset[str], border: str) -> list[Exit]:
        exits = self.branch(draft, depth, codes, (border, None, False), early_end=0.15)
        if self.chance(0.45):
            return exits
        for way in exits:
            draft.connect([way], self.end(draft, codes))
        return []

    def repeat(self) -> Repeat:
        kind = self.rng.choice(("parallel", "sequential", "loop"))
        count = self.rng.choices((0, 1, 2, 3), (1, 3, 6, 4))[0]
        if kind == "loop":
            again = self.names.truth() if self.chance(0.7) else None
            return Repeat(kind, max(1, count), again=again, before=self.chance(0.5))
        enough = self.rng.randint(1, count) if count and self.chance(0.3) else None
        until = self.names.truth() if self.chance(0.25) else None
        return Repeat(kind, count, enough=enough, until=until)
