"""The oracle by itself: small games whose outcome the standard's text gives, worked out by hand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.oracle.game import Turn
from tests.oracle.marking import Active, Entry, Inside, Members, On, Open, Resetting, Undoing, Waiting
from tests.oracle.moves import Move, can_move, play
from tests.oracle.routing import Failed
from tests.oracle.seeing import see_item
from tests.oracle.structure import AdHoc, Event, Flow, Node, Repeat, Scope
from tests.oracle.undoing import entries


def scope(flows, *special, key="p"):
    """Return a scope drawn as `s > a > b [condition] ; a > c [default]`; nodes not given are tasks.

    A given name such as `parallel:f` is a node of that kind; whole nodes may be given too.
    """
    nodes = {}
    for given in special:
        node = given if isinstance(given, Node) else Node(given.split(":")[1], given.split(":")[0])
        nodes[node.id] = node
    made = []
    for part in filter(None, flows.split(";")):
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

    def __init__(self, process, *true, event=None):
        self.process = process
        (self.marking,) = self._turn(true).start(process, event)

    @staticmethod
    def _turn(true):
        return Turn(lambda name: name in true)

    def done(self, task, *true, member=None):
        item = next(i for i in self.marking if isinstance(i, Active) and i.node == task)
        return self._play(Move("complete", task, (), see_item(self.process, item)[0], member), true)

    def fire(self, event, at, *true, last=False, trigger=0):
        item = next(i for i in self.marking if getattr(i, "node", None) == at)
        view = see_item(self.process, item)[0]
        return self._play(Move("fire", event, (), view, last=last, trigger=trigger), true)

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
    assert next(item for item in game.marking if item.node == "a").armed == ()


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


def border(key, host, *events, **attributes):
    first, *more = events
    return Node(key, "boundary", host=host, event=first, more=tuple(more), **attributes)


def catch(key, *events, **attributes):
    first, *more = events
    return Node(key, "catch", event=first, more=tuple(more), **attributes)


def handler(key, *events, inside=None, **attributes):
    first, *more = events
    inner = inside or scope(f"{key}s > {key}t", f"start:{key}s")
    return Node(key, "event_sub", event=first, more=tuple(more), inside=inner, **attributes)


def signal(name):
    return Event("signal", code=name)


def test_a_link_is_a_flow_whose_ends_are_drawn_apart():
    process = scope("s > l ; l > k ; k > a", "start:s", "link_throw:l", "link_catch:k")
    assert Game(process).tasks == ["a"]


@pytest.mark.parametrize(("work", "then"), [("send", ["z"]), ("abstract", ["z"]), ("receive", ["a"])])
def test_a_task_waits_for_somebody_or_a_message_or_is_done_by_itself(work, then):
    process = scope("s > a > z", "start:s", Node("a", "task", work=work, event=Event("message")))
    game = Game(process)
    assert game.tasks == then
    if work == "receive":
        assert game.fire("a", "a").tasks == ["z"]


def test_what_a_script_assigns_is_seen_by_what_follows():
    script = Node("a", "task", work="script", assigns=("w", "f"))
    process = scope("s > a ; a > b [w] ; a > c [default]", "start:s", script)
    assert Game(process, "f").tasks == ["b"]
    assert Game(process).tasks == ["c"]


def test_a_signal_is_heard_by_all_who_wait_for_it_in_the_whole_process_at_that_moment():
    inner = Node("x", "sub", inside=scope("xs > c > xa", "start:xs", catch("c", signal("S"))))
    process = scope(
        "f > x ; f > a ; f > t > th ; b > d",
        "parallel:f", inner, border("b", "a", signal("S"), interrupting=False),
        Node("th", "end", throws=(signal("S"),)),
    )  # fmt: skip
    game = Game(process).done("t")
    assert game.tasks == ["a", "d", "x"]
    assert [item.node for item in next(i for i in game.marking if i.node == "x").work.marking] == ["xa"]


def test_whether_a_token_hears_a_signal_of_the_same_step_depends_on_which_moves_first():
    process = scope(
        "t > f > c > a ; f > th",
        "parallel:f",
        catch("c", signal("S")),
        Node("th", "end", throws=(signal("S"),)),
    )
    turn = Turn(lambda _: False)
    (before,) = turn.start(process)
    move = Move("complete", "t", (), see_item(process, before[0])[0])
    outcomes = play(turn, process, before, move)
    assert outcomes == {(Waiting("c"),), (Active("a", Open()),)}


def test_an_event_throws_one_result_after_the_other():
    process = scope(
        "f > c > a ; f > d > b ; f > t > th > z", "parallel:f", catch("c", signal("S")), catch("d", signal("T")),
        Node("th", "throw", throws=(signal("S"), signal("T"))),
    )  # fmt: skip
    assert Game(process).done("t").tasks == ["a", "b", "z"]


def test_a_condition_happens_when_it_becomes_true_and_again_when_it_was_false_in_between():
    process = scope(
        "s > a > z ; s > m > m ; b > d",
        "start:s",
        border("b", "a", Event("condition", code="v"), interrupting=False),
    )
    game = Game(process).done("m").done("m", "v")
    assert game.tasks == ["a", "d", "m"]
    assert game.done("m", "v").tasks == ["a", "d", "m"]
    assert game.done("m").done("m", "v").tasks == ["a", "d", "d", "m"]


def test_a_condition_that_is_true_already_happens_at_once():
    process = scope("s > c > a", "start:s", catch("c", Event("condition", code="v")))
    assert Game(process, "v").tasks == ["a"]
    assert Game(process).tasks == []


def test_any_of_several_triggers_is_enough():
    process = scope("s > c > a", "start:s", catch("c", Event("timer"), Event("message")))
    assert Game(process).fire("c", "c", trigger=1).tasks == ["a"]


def test_an_event_that_needs_all_its_triggers_waits_for_the_last_and_then_for_all_again():
    waits = border("b", "a", Event("timer"), Event("message"), interrupting=False, all_of_them=True)
    game = Game(scope("s > a > z ; b > c", "start:s", waits)).fire("b", "a", trigger=1)
    assert game.tasks == ["a"]
    assert game.marking[0].armed == (("b", 0),)
    game.fire("b", "a", trigger=0)
    assert game.tasks == ["a", "c"]
    assert game.marking[0].armed == (("b", 0), ("b", 1))


def test_an_escalation_goes_outwards_to_the_first_that_catches_it_and_what_threw_it_goes_on():
    raised = Event("escalation", code="X")
    inner = Node("y", "sub", inside=scope("ys > yt > yz", "start:ys", Node("yt", "throw", throws=(raised,))))
    outer = Node("x", "sub", inside=Scope("xi", (inner,), ()))
    beside = handler("h", raised, interrupting=False)
    process = scope(
        "s > x > z ; b > r", "start:s", outer, beside, border("b", "x", raised, interrupting=False)
    )
    assert Game(process).tasks == ["r", "x"]
    within = Node("x", "sub", inside=Scope("xi", (inner, replace(beside, interrupting=True)), ()))
    game = Game(scope("s > x > z ; b > r", "start:s", within, border("b", "x", raised)))
    assert [item.node for item in game.marking[0].work.marking] == ["h"]


def test_an_escalation_that_nobody_catches_changes_nothing():
    raised = Node("t", "throw", throws=(Event("escalation", code="X"),))
    assert Game(scope("s > t > z", "start:s", raised)).tasks == ["z"]


def test_a_handler_does_not_catch_the_escalation_that_it_throws_itself():
    raised = Event("escalation", code="X")
    inside = scope("hs > ht > he", "start:hs", Node("he", "end", throws=(raised,)))
    own = handler("h", Event("escalation"), inside=inside, interrupting=False)
    game = Game(scope("s > t > z", "start:s", Node("t", "throw", throws=(raised,)), own))
    assert game.tasks == ["h", "z"]
    (path,) = [view for item in game.marking for view in see_item(game.process, item) if view[1] == "h"]
    task = path[2][1][0]
    game._play(Move("complete", "ht", ((path, None),), task), ())
    assert game.tasks == ["z"]


COMPLEX = "f > a > j ; f > b > j ; f > c > j ; j > z [starting] ; j > y [late]"


def test_a_complex_gateway_fires_when_enough_have_come_and_is_reset_by_the_late_ones():
    process = scope(COMPLEX, "parallel:f", Node("j", "complex", activation=2))
    game = Game(process).done("a").done("c")
    assert game.tasks == ["b", "z"]
    assert game.done("b").tasks == ["y", "z"]
    assert not [item for item in game.marking if isinstance(item, Resetting)]


def test_a_complex_gateway_without_late_tokens_is_reset_and_starts_again():
    process = scope(
        f"{COMPLEX} ; t > e",
        "parallel:f",
        Node("j", "complex", activation=2),
        border("t", "b", Event("timer")),
    )
    game = Game(process).done("a").done("c").fire("t", "b").done("e")
    assert game.tasks == ["z"]
    assert not [item for item in game.marking if isinstance(item, Resetting)]


def test_a_complex_gateway_that_never_gets_enough_is_a_deadlock():
    process = scope("f > a > j > z ; f > b > j", "parallel:f", Node("j", "complex", activation=3))
    assert not can_move(process, Game(process).done("a").done("b").marking)


def ad_hoc(**how):
    inner = replace(scope("", Node("a", "task"), Node("b", "task")), ad_hoc=AdHoc("v", **how))
    return Game(scope("s > x > z", "start:s", Node("x", "sub", inside=inner)))


def inner_tasks(game):
    return [item.node for item in game.marking[0].work.marking if isinstance(item, Active)]


def finish(game, task, *true):
    (around,) = see_item(game.process, game.marking[0])
    (view,) = [one for one in around[2][1] if one[1] == task]
    return game._play(Move("complete", task, ((around, None),), view), true)


def test_an_ad_hoc_sub_process_offers_all_at_once_or_one_after_the_other():
    assert inner_tasks(ad_hoc()) == ["a", "b"]
    game = ad_hoc(sequential=True)
    assert inner_tasks(game) == ["a"]
    assert inner_tasks(finish(game, "a")) == ["b"]


def test_an_ad_hoc_sub_process_offers_its_activities_anew_until_it_is_enough():
    game = finish(finish(ad_hoc(), "a"), "b")
    assert inner_tasks(game) == ["a", "b"]
    assert finish(game, "b", "v").tasks == ["z"]


def test_an_ad_hoc_sub_process_may_wait_for_what_still_runs():
    game = finish(ad_hoc(cancels=False), "a", "v")
    assert inner_tasks(game) == ["b"]
    assert finish(game, "b").tasks == ["z"]


def begun_by_gateway(kind):
    gateway = Node("g", "events", instantiates=kind)
    process = scope(
        "g > c > a ; g > d > b", gateway, catch("c", Event("message")), catch("d", Event("message"))
    )
    return Game(process, event="d")


def test_a_process_begun_by_the_first_event_of_a_gateway_waits_for_no_other():
    assert begun_by_gateway("Exclusive").marking == (Active("b", Open()),)


def test_a_process_begun_by_a_parallel_gateway_waits_for_all_its_events():
    game = begun_by_gateway("Parallel")
    assert game.marking == (Active("b", Open()), Waiting("c"))
    assert game.fire("c", "c").tasks == ["a", "b"]


def test_a_receive_task_or_a_start_event_with_a_trigger_begins_a_process():
    receive = Node("r", "task", work="receive", event=Event("message"), instantiates="Exclusive")
    assert Game(scope("r > a", receive), event="r").tasks == ["a"]
    begin = Node("s", "start", event=Event("timer"))
    assert Game(scope("s > a", begin), event="s").tasks == ["a"]


def undone_by(host):
    return Node(f"c{host}", "boundary", host=host, event=Event("compensate"), handler=f"un{host}")


def compensable(flows, *special):
    """Return a scope in which `a` and `b` can be undone."""
    handlers = (Node("una", "handler"), Node("unb", "handler"))
    return scope(flows, *special, undone_by("a"), undone_by("b"), *handlers)


def undo(game):
    """Complete the compensation handler that runs, in the outermost scope."""
    (item,) = [one for one in game.marking if isinstance(one, Undoing)]
    view = see_item(game.process, item)[-1]
    return game._play(Move("complete", item.current.node, (), view), ())


def undoing(game):
    return [item.current.node for item in game.marking if isinstance(item, Undoing)]


def test_compensation_undoes_what_was_completed_the_latest_first_and_once():
    thrower = Node("t", "throw", throws=(Event("compensate"),))
    game = Game(compensable("s > a > b > t > z", "start:s", thrower)).done("a").done("b")
    assert undoing(game) == ["unb"]
    assert undoing(undo(game)) == ["una"]
    assert undo(game).tasks == ["z"]
    assert not entries(game.marking)


def test_compensation_may_undo_one_activity_alone():
    thrower = Node("t", "throw", throws=(Event("compensate", code="a"),))
    game = Game(compensable("s > a > b > t > z", "start:s", thrower)).done("a").done("b")
    assert undoing(game) == ["una"]
    assert undo(game).tasks == ["z"]
    assert entries(game.marking) == (Entry("b"),)


def test_what_has_not_completed_is_not_undone():
    thrower = Node("t", "throw", throws=(Event("compensate"),))
    game = Game(compensable("f > a ; f > b ; f > m > t > z", "parallel:f", thrower)).done("m")
    assert game.tasks == ["a", "b", "z"]


def test_a_sub_process_that_has_ended_is_undone_by_what_was_completed_in_it():
    inner = Node("x", "sub", inside=compensable("xs > a > b", "start:xs"))
    process = scope("s > x > m > t > z", "start:s", inner, Node("t", "throw", throws=(Event("compensate"),)))
    game = finish(finish(Game(process), "a"), "b").done("m")
    assert undoing(game) == ["x"]
    assert game.marking[0].current.work.marking[0].current.node == "unb"
    assert undoing(undo(game)) == ["x"]
    assert undo(game).tasks == ["z"]


def test_a_cancelled_transaction_is_undone_and_then_left_by_its_cancel_event():
    inside = compensable("f > a > c ; f > b", "parallel:f", "cancel:c")
    inner = Node("x", "sub", inside=inside, transaction=True)
    process = scope("s > x > z ; k > r", "start:s", inner, border("k", "x", Event("cancel")))
    game = finish(Game(process), "a")
    assert [item.current.node for item in game.marking[0].work.marking] == ["una"]
    (around,) = see_item(process, game.marking[0])
    (handler_,) = [view for view in around[2][1] if view[1] == "una"]
    assert game._play(Move("complete", "una", ((around, None),), handler_), ()).tasks == ["r"]
