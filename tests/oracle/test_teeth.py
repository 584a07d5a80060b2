"""The comparison has teeth: with any one rule of the oracle made wrong, the two sides soon disagree.

So a rule that the engine got wrong would be seen too; a fault that survives here is a hole in the generator.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.oracle import game, lockstep, moves, paths
from tests.oracle.engine_side import compiled
from tests.oracle.game import DONE, Turn
from tests.oracle.generate import Size, generate
from tests.oracle.lockstep import Lockstep, Mismatch, Tally
from tests.oracle.marking import ENDED, Active, Listening, On, Waiting, exhausted, without

FIRST, MOST_PROCESSES = 1_000_000, 1_000


def a_parallel_join_takes_every_token(patch):
    def consumed(marking, flows):
        return tuple(item for item in marking if item not in [On(flow.id) for flow in flows])

    patch.setattr(Turn, "_consumed", staticmethod(consumed))


def a_parallel_join_waits_for_no_one(patch):
    right = game.is_join
    patch.setattr(game, "is_join", lambda scope, node: node.kind == "inclusive" and right(scope, node))


def an_inclusive_join_waits_for_no_one(patch):
    patch.setattr(game, "reach", lambda scope, item, gateway: frozenset())


def an_inclusive_join_waits_for_every_flow(patch):
    patch.setattr(game, "reach", lambda scope, item, gateway: _unfilled(scope, gateway))


def _unfilled(scope, gateway):
    return frozenset(flow.id for flow in scope.entering[gateway])


def an_inclusive_join_waits_although_the_token_could_join_a_filled_flow(patch):
    def inclusive_joins(self, scope, marking):
        for node in scope.nodes:
            flows = scope.entering[node.id]
            if node.kind == "inclusive" and game.is_join(scope, node):
                empty = {flow.id for flow in flows if On(flow.id) not in marking}
                if len(empty) < len(flows) and not any(
                    game.reach(scope, i, node.id) & empty for i in marking
                ):
                    yield self._consumed(marking, flows) + self.visited(scope, node)

    patch.setattr(Turn, "inclusive_joins", inclusive_joins)


def no_path_leaves_an_activity_by_its_border(patch):
    def from_node(scope, node, gateway):
        return right(_without_borders(scope), node, gateway)

    right = paths.from_node
    patch.setattr(game, "from_node", from_node)
    patch.setattr(paths, "from_node", from_node)


def _without_borders(scope):
    return replace(scope, nodes=tuple(replace(node, host=None) for node in scope.nodes))


def an_exclusive_gateway_takes_the_last_true_flow(patch):
    right = Turn._first_true

    def last_true(self, scope, node):
        backwards = dict(scope.leaving) | {node.id: scope.leaving[node.id][::-1]}
        copy = replace(scope)
        copy.__dict__["leaving"] = backwards
        return right(self, copy, node)

    patch.setattr(Turn, "_first_true", last_true)


def an_inclusive_gateway_always_takes_its_default(patch):
    right = Turn.left

    def left(self, scope, node):
        taken = right(self, scope, node)
        default = () if node.default is None or On(node.default) in taken else (On(node.default),)
        return taken + default

    patch.setattr(Turn, "left", left)


def a_terminate_end_event_ends_only_its_own_branch(patch):
    patch.setattr(Turn, "endings", _endings(terminated=lambda marking, index: without(marking, index)))


def a_terminate_end_event_leaves_running_event_sub_processes(patch):
    def terminated(marking, index):
        return tuple(i for i in without(marking, index) if isinstance(i, Active) and i.node.startswith("es"))

    patch.setattr(Turn, "endings", _endings(terminated))


def _endings(terminated):
    right = Turn.endings

    def endings(self, scope, marking):
        for index, item in enumerate(marking):
            if isinstance(item, game.Ending) and scope.node[item.node].kind == "terminate":
                yield terminated(marking, index)
        yield from (result for result in right(self, scope, marking) if result != ENDED)

    return endings


def an_error_is_caught_without_ending_the_activity(patch):
    right = Turn.caught

    def caught(self, scope, others, node, error):
        result = right(self, scope, others, node, error)
        handled = not isinstance(result, game.Thrown) and node.kind == "sub"
        return (*result, Active(node.id, game.Inside(self.begun(node.inside)))) if handled else result

    patch.setattr(Turn, "caught", caught)


def an_error_event_sub_process_leaves_the_rest_of_its_scope(patch):
    right = Turn.handled

    def handled(self, scope, marking, error):
        result = right(self, scope, marking, error)
        return result if isinstance(result, game.Thrown) else marking + result

    patch.setattr(Turn, "handled", handled)


def an_error_in_a_member_ends_only_that_member(patch):
    right = Turn.member_changed

    def member_changed(self, node, members, index, outcome):
        return right(self, node, members, index, DONE if isinstance(outcome, game.Thrown) else outcome)

    patch.setattr(Turn, "member_changed", member_changed)


def a_completion_condition_is_not_asked(patch):
    patch.setattr(Turn, "_enough", lambda self, node, done: done == node.repeat.count)


def a_sequential_multi_instance_begins_all_at_once(patch):
    right = Turn._begun_work

    def begun_work(self, node):
        if node.repeat is not None and node.repeat.kind == "sequential":
            node = replace(node, repeat=replace(node.repeat, kind="parallel"))
        return right(self, node)

    patch.setattr(Turn, "_begun_work", begun_work)


def a_loop_is_always_asked_after_its_first_round(patch):
    right = Turn._begun_work

    def begun_work(self, node):
        if node.repeat is not None:
            node = replace(node, repeat=replace(node.repeat, before=False))
        return right(self, node)

    patch.setattr(Turn, "_begun_work", begun_work)


def a_loop_runs_once_more_than_its_maximum(patch):
    right = Turn._again
    patch.setattr(
        Turn, "_again", lambda self, repeat, done: right(self, replace(repeat, count=repeat.count + 1), done)
    )


def a_boundary_event_does_not_interrupt(patch):
    patch.setattr(moves, "_fired", _with_events(lambda node: replace(node, interrupting=False), "boundary"))


def a_boundary_event_always_interrupts(patch):
    patch.setattr(moves, "_fired", _with_events(lambda node: replace(node, interrupting=True), "boundary"))


def _with_events(change, kind):
    right = moves._fired

    def fired(turn, scope, others, item, move):
        nodes = tuple(change(node) if node.kind == kind else node for node in scope.nodes)
        return right(turn, replace(scope, nodes=nodes), others, item, move)

    return fired


def an_event_that_does_not_interrupt_happens_once(patch):
    _every_move(patch, last=True)


def an_event_that_does_not_interrupt_waits_again_for_ever(patch):
    _every_move(patch, last=False)


def _every_move(patch, last):
    right = moves.play
    patch.setattr(
        lockstep,
        "play",
        lambda turn, process, marking, move: right(turn, process, marking, replace(move, last=last)),
    )


def an_interrupting_event_sub_process_leaves_the_other_listeners(patch):
    right = moves._started_event_sub

    def started(turn, others, node, move):
        kept = tuple(item for item in others if isinstance(item, Listening)) if node.interrupting else ()
        return right(turn, others, node, move) + kept

    patch.setattr(moves, "_started_event_sub", started)


def an_event_sub_process_never_interrupts(patch):
    patch.setattr(moves, "_fired", _with_events(lambda node: replace(node, interrupting=False), "event_sub"))


def the_other_events_after_an_event_based_gateway_wait_on(patch):
    right = moves._fired

    def fired(turn, scope, others, item, move):
        more = (item,) if isinstance(item, Waiting) and scope.node[item.node].kind == "events" else ()
        return right(turn, scope, others, item, move) + more

    patch.setattr(moves, "_fired", fired)


def a_scope_ends_although_an_event_sub_process_runs(patch):
    def ended(marking):
        return all(
            isinstance(i, Listening) or (isinstance(i, Active) and i.node.startswith("es")) for i in marking
        )

    patch.setattr(game, "exhausted", ended)


def a_scope_waits_for_its_listeners(patch):
    patch.setattr(game, "exhausted", lambda marking: exhausted(marking) and not marking)


def two_tokens_in_one_activity_end_together(patch):
    right = Turn.settled

    def settled(self, scope, others, item, outcome):
        if outcome == DONE:
            others = tuple(one for one in others if not (isinstance(one, Active) and one == item))
        return right(self, scope, others, item, outcome)

    patch.setattr(Turn, "settled", settled)


FAULTS = [
    value
    for name, value in list(globals().items())
    if callable(value) and getattr(value, "__module__", "") == __name__ and not name.startswith("_")
]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_wrong_rule_is_seen(fault, monkeypatch, record_property):
    fault(monkeypatch)
    for number in range(MOST_PROCESSES):
        process = generate(FIRST + number, Size(depth=4, nodes=9))
        try:
            Lockstep(process, compiled(process), random.Random(number), Tally()).run()
        except Mismatch as mismatch:
            if "nonsense" not in mismatch.what:
                record_property("processes until seen", number + 1)
                return
    pytest.fail(f"{MOST_PROCESSES} processes played alike although {fault.__name__.replace('_', ' ')}")
