"""The oracle by itself: small games whose outcome the standard's text gives, worked out by hand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.oracle.game import Turn
from tests.oracle.marking import Active, Inside, Members, On, Waiting, see_item
from tests.oracle.moves import Move, can_move, play
from tests.oracle.routing import Failed
from tests.oracle.structure import Event, Flow, Node, Repeat, Scope


def scope(flows, *special, key="p"):
    """Return a scope drawn as `s > a > b [condition] ; a > c [default]`; nodes not given are tasks.

    A given name such as `parallel:f` is a node of that kind; whole nodes may be given too.
    """
    nodes = {}
    for given in special:
        node = given if isinstance(given, Node) else Node(given.split(":")[1], given.split(":")[0])
        nodes[node.id] = node
    made = []
    for part in flows.split(";"):
        path, condition = re.fullmatch(r"\s*([^\[]*?)\s*(?:\[(.*)\])?\s*", part).groups()
        steps = list(pairwise(name.strip() for name in path.split(">")))
        for number, (source, target) in enumerate(steps):
            for name in (source, target):
                nodes.setdefault(name, Node(name, "task"))
            asked = condition if number == len(steps) - 1 else None
            made.append(Flow(f"{source}-{target}", source, target, None if asked == "default" else asked))
            if asked == "default":
                nodes[source] = replace(nodes[source], default=made[-1].id)
    return Scope(key, tuple(nodes.values()), tuple(made))


class Game:
    """A game in which one outcome is possible; `true` names the truths that hold."""

    def __init__(self, process, *true):
        self.process = process
        (self.marking,) = self._turn(true).start(process)

    @staticmethod
    def _turn(true):
        return Turn(lambda name: name in true)

    def done(self, task, *true, member=None):
        item = next(i for i in self.marking if isinstance(i, Active) and i.node == task)
        return self._play(Move("complete", task, (), see_item(self.process, item), member), true)

    def fire(self, event, at, *true, last=False):
        item = next(i for i in self.marking if getattr(i, "node", None) == at)
        return self._play(Move("fire", event, (), see_item(self.process, item), last=last), true)

    def _play(self, move, true):
        (self.marking,) = play(self._turn(true), self.process, self.marking, move)
        return self

    @property
    def tasks(self):
        return sorted(item.node for item in self.marking if isinstance(item, Active))


def test_a_parallel_join_needs_a_token_on_each_flow_and_keeps_the_others():
    process = scope(
        "f > a > m > j ; f > b > j ; f > c > m ; j > z", "parallel:f", "parallel:j", "exclusive:m"
    )
    game = Game(process).done("a").done("c")
    assert Counter(game.marking)[On("m-j")] == 2
    game.done("b")
    assert game.tasks == ["z"]
    assert On("m-j") in game.marking
    assert not can_move(process, game.done("z").marking)


def test_an_exclusive_gateway_takes_the_first_true_flow_in_the_order_drawn():
    process = scope("s > g ; g > a [x] ; g > b [y] ; g > c [default]", "exclusive:g", "start:s")
    assert Game(process, "x", "y").tasks == ["a"]
    assert Game(process, "y").tasks == ["b"]
    assert Game(process).tasks == ["c"]


def test_an_exclusive_gateway_without_a_way_out_fails():
    with pytest.raises(Failed, match="no way out of g"):
        Turn(lambda _: False).start(scope("g > a [x] ; g > b [y]", "exclusive:g"))


def test_an_inclusive_gateway_takes_every_true_flow_and_its_default_only_without_one():
    process = scope("g > a [x] ; g > b [y] ; g > c [default]", "inclusive:g")
    assert Game(process, "x", "y").tasks == ["a", "b"]
    assert Game(process).tasks == ["c"]


def test_an_inclusive_join_waits_for_what_can_still_come_and_for_nothing_else():
    process = scope(
        "g > a [x] ; g > b [y] ; g > c [default] ; a > j > z ; b > j ; c > j", "inclusive:g", "inclusive:j"
    )
    game = Game(process, "x", "y").done("a")
    assert game.tasks == ["b"]
    assert game.done("b").tasks == ["z"]
    assert Game(process, "x").done("a").tasks == ["z"]


def test_a_token_that_can_also_reach_a_filled_flow_does_not_hold_an_inclusive_join_back():
    process = scope(
        "f > m > j > z ; f > a > g ; g > m [x] ; g > j [default]",
        "parallel:f", "exclusive:m", "exclusive:g", "inclusive:j",
    )  # fmt: skip
    assert Game(process).tasks == ["a", "z"]


def test_a_path_may_leave_an_activity_by_its_boundary_event():
    border = Node("t", "boundary", host="a", event=Event("timer"))
    process = scope("f > j > z ; f > a > e ; t > j", "parallel:f", "inclusive:j", "end:e", border)
    game = Game(process)
    assert game.tasks == ["a"]
    assert game.done("a").tasks == ["z"]


def test_no_path_visits_the_inclusive_gateway_itself():
    process = scope(
        "s > f > a > j ; f > m > b > j ; j > c > m", "start:s", "parallel:f", "inclusive:j", "exclusive:m"
    )
    game = Game(process).done("a").done("b")
    assert game.tasks == ["c"]
    assert game.done("c").done("b").tasks == ["c"]


def test_two_inclusive_joins_that_wait_for_each_other_are_a_deadlock():
    process = scope(
        "f > j > x ; f > k > y ; x > e [c] ; x > k [default] ; y > e [c] ; y > j [default]",
        "parallel:f", "inclusive:j", "inclusive:k", "exclusive:x", "exclusive:y", "end:e",
    )  # fmt: skip
    game = Game(process)
    assert game.marking == (On("f-j"), On("f-k"))
    assert not can_move(process, game.marking)


def test_when_several_inclusive_joins_could_fire_every_outcome_is_given():
    process = scope(
        "f > mk > k > z ; f > mj > j > x ; f > a > g ; g > mj [c] ; g > j [default] ; x > mk [c] ; x > k [default]",
        "parallel:f", "exclusive:mk", "exclusive:mj", "inclusive:j", "inclusive:k", "exclusive:g", "exclusive:x",
    )  # fmt: skip
    outcomes = Turn(lambda _: False).start(process)
    assert sorted([item.node for item in marking] for marking in outcomes) == [["a", "z"], ["a", "z", "z"]]


def test_the_first_event_after_an_event_based_gateway_decides():
    catches = (Node("m", "catch", event=Event("message")), Node("t", "catch", event=Event("timer")))
    process = scope("g > m > a ; g > t > b", "events:g", *catches)
    game = Game(process)
    assert game.marking == (Waiting("g"),)
    assert game.fire("t", "g").marking[0].node == "b"
    assert game.tasks == ["b"]


def test_an_interrupting_boundary_event_takes_the_whole_multi_instance_away():
    border = Node("t", "boundary", host="a", event=Event("timer"))
    process = scope("s > a > z ; t > b", "start:s", Node("a", "task", repeat=Repeat("parallel", 3)), border)
    assert Game(process).done("a", member=1).fire("t", "a").tasks == ["b"]


def test_an_event_that_does_not_interrupt_waits_again_until_its_last_time():
    border = Node("t", "boundary", host="a", event=Event("timer", cycle=True), interrupting=False)
    game = Game(scope("s > a > z ; t > b", "start:s", border)).fire("t", "a").fire("t", "a", last=True)
    assert game.tasks == ["a", "b", "b"]
    assert next(item for item in game.marking if item.node == "a").armed == frozenset()


def test_a_completion_condition_takes_the_other_members_away():
    process = scope("s > a > z", "start:s", Node("a", "task", repeat=Repeat("parallel", 5, enough=2)))
    assert Game(process).done("a", member=4).done("a", member=0).tasks == ["z"]


def test_a_sequential_multi_instance_runs_one_member_after_the_other():
    process = scope("s > a > z", "start:s", Node("a", "task", repeat=Repeat("sequential", 2)))
    game = Game(process).done("a", member=0)
    assert [index for index, _ in game.marking[0].work.running] == [1]
    assert game.done("a", member=1).tasks == ["z"]


@pytest.mark.parametrize(("before", "rounds"), [(False, 1), (True, 0)])
def test_a_loop_whose_condition_is_false_runs_once_or_never(before, rounds):
    repeat = Repeat("loop", 3, again="x", before=before)
    game = Game(scope("s > a > z", "start:s", Node("a", "task", repeat=repeat)))
    for number in range(rounds):
        game.done("a", member=number)
    assert game.tasks == ["z"]


def test_a_loop_stops_at_its_maximum():
    process = scope("s > a > z", "start:s", Node("a", "task", repeat=Repeat("loop", 2, again="x")))
    assert Game(process).done("a", "x", member=0).done("a", "x", member=1).tasks == ["z"]


def test_a_sub_process_without_tokens_has_ended_whatever_its_listeners():
    handler = Node("h", "event_sub", inside=scope("hs > ht", "start:hs"), event=Event("message"))
    inner = scope("xs > xe", "start:xs", "end:xe", handler)
    assert Game(scope("s > x > a", "start:s", Node("x", "sub", inside=inner))).tasks == ["a"]


def test_an_interrupting_event_sub_process_is_alone_in_its_scope_and_then_the_scope_ends():
    urgent = Node("h", "event_sub", inside=scope("hs > ht", "start:hs"), event=Event("message"))
    other = Node(
        "k", "event_sub", inside=scope("ks > kt", "start:ks"), event=Event("timer"), interrupting=False
    )
    game = Game(scope("s > a", "start:s", urgent, other)).fire("ks", "k").fire("hs", "h")
    assert game.tasks == ["h"]
    assert len(game.marking) == 1


def test_a_terminate_end_event_ends_only_its_own_sub_process():
    inner = scope("f > a ; f > xe", "parallel:f", "terminate:xe")
    assert Game(scope("s > x > z", "start:s", Node("x", "sub", inside=inner))).tasks == ["z"]
    several = Node(
        "x",
        "sub",
        inside=scope("f > a > xe ; f > b", "parallel:f", "terminate:xe"),
        repeat=Repeat("parallel", 2),
    )
    game = Game(scope("s > x > z", "start:s", several))
    assert isinstance(game.marking[0].work, Members)
    assert all(isinstance(work, Inside) for _, work in game.marking[0].work.running)


def test_an_error_takes_the_sub_process_away_and_goes_on_from_its_border():
    inner = scope("f > a ; f > xe", "parallel:f", Node("xe", "error", code="E1"))
    middle = Scope("m", (Node("y", "sub", inside=inner),), ())
    border = Node("c", "boundary", host="x", event=Event("error", code="E1"))
    assert Game(scope("s > x > z ; c > r", "start:s", Node("x", "sub", inside=middle), border)).tasks == ["r"]


def test_an_error_event_sub_process_catches_before_the_border():
    handler = Node("h", "event_sub", inside=scope("hs > ht", "start:hs"), event=Event("error"))
    inner = scope("f > a ; f > xe", "parallel:f", Node("xe", "error", code="E1"), handler)
    border = Node("c", "boundary", host="x", event=Event("error"))
    game = Game(scope("s > x > z ; c > r", "start:s", Node("x", "sub", inside=inner), border))
    assert [item.node for item in game.marking[0].work.marking] == ["h"]


def test_a_loop_without_a_pause_fails():
    process = scope("m > g ; g > m [x] ; g > e [default]", "exclusive:m", "exclusive:g", "end:e", "start:s")
    process = replace(process, flows=(Flow("s-m", "s", "m"), *process.flows))
    with pytest.raises(Failed, match="without a pause"):
        Turn(lambda _: True).start(process)
