"""The comparison has teeth: with any one rule of the oracle made wrong, the two sides soon disagree.

So a rule that the engine got wrong would be seen too; a fault that survives here is a hole in the generator.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.oracle import activities, game, joins, lockstep, moves, paths, undoing
from tests.oracle.engine_side import compiled
from tests.oracle.game import Turn
from tests.oracle.generate import Size, generate
from tests.oracle.lockstep import Lockstep, Mismatch, Tally
from tests.oracle.marking import (
    ENDED,
    Active,
    Ending,
    Inside,
    Listening,
    On,
    Resetting,
    Waiting,
    exhausted,
    without,
)
from tests.oracle.outcome import DONE, Raised, Thrown

FIRST, MOST_PROCESSES = 1_000_000, 1_000


def about(theme):
    """Say what the processes are about in which a fault is looked for."""

    def marked(fault):
        fault.theme = theme
        return fault

    return marked


def a_parallel_join_takes_every_token(patch):
    def consumed(marking, flows):
        return tuple(item for item in marking if item not in [On(flow.id) for flow in flows])

    patch.setattr(Turn, "_consumed", staticmethod(consumed))


def a_parallel_join_waits_for_no_one(patch):
    right = joins.is_join
    for module in (game, joins):
        patch.setattr(module, "is_join", lambda scope, node: node.kind == "inclusive" and right(scope, node))


def an_inclusive_join_waits_for_no_one(patch):
    patch.setattr(joins, "reach", lambda scope, item, gateway: frozenset())


def an_inclusive_join_waits_for_every_flow(patch):
    patch.setattr(joins, "reach", lambda scope, item, gateway: _unfilled(scope, gateway))


def _unfilled(scope, gateway):
    return frozenset(flow.id for flow in scope.entering[gateway])


def an_inclusive_join_waits_although_the_token_could_join_a_filled_flow(patch):
    def inclusive_joins(self, scope, marking):
        for node in scope.nodes:
            flows = scope.entering[node.id]
            if node.kind == "inclusive" and joins.is_join(scope, node):
                empty = {flow.id for flow in flows if On(flow.id) not in marking}
                if len(empty) < len(flows) and not any(
                    joins.reach(scope, i, node.id) & empty for i in marking
                ):
                    yield self._consumed(marking, flows) + self.visited(scope, node)

    patch.setattr(Turn, "inclusive_joins", inclusive_joins)


def no_path_leaves_an_activity_by_its_border(patch):
    def from_node(scope, node, gateway):
        return right(_without_borders(scope), node, gateway)

    right = paths.from_node
    patch.setattr(joins, "from_node", from_node)
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
            if isinstance(item, Ending) and scope.node[item.node].kind == "terminate":
                yield terminated(marking, index)
        yield from (result for result in right(self, scope, marking) if result != ENDED)

    return endings


def an_error_is_caught_without_ending_the_activity(patch):
    right = Turn.caught

    def caught(self, scope, others, node, error):
        result = right(self, scope, others, node, error)
        handled = not isinstance(result, Thrown) and node.kind == "sub"
        return (*result, Active(node.id, Inside(self.begun(node.inside)))) if handled else result

    patch.setattr(Turn, "caught", caught)


def an_error_event_sub_process_leaves_the_rest_of_its_scope(patch):
    right = Turn.handled

    def handled(self, scope, marking, error):
        result = right(self, scope, marking, error)
        return result if isinstance(result, Thrown) else marking + result

    patch.setattr(Turn, "handled", handled)


def an_error_in_a_member_ends_only_that_member(patch):
    right = Turn.member_changed

    def member_changed(self, node, members, index, outcome):
        return right(self, node, members, index, DONE if isinstance(outcome, Thrown) else outcome)

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
    patch.setattr(Turn, "fired", _with_events("boundary", interrupting=False))


def a_boundary_event_always_interrupts(patch):
    patch.setattr(Turn, "fired", _with_events("boundary", interrupting=True))


def _with_events(kind, **changes):
    right = Turn.fired

    def fired(self, scope, others, item, node, number, last=False):
        node = replace(node, **changes) if node.kind == kind else node
        return right(self, scope, others, item, node, number, last)

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
    right = Turn.started

    def started(self, others, item, node, number, last):
        kept = tuple(one for one in others if isinstance(one, Listening)) if node.interrupting else ()
        return right(self, others, item, node, number, last) + kept

    patch.setattr(Turn, "started", started)


def an_event_sub_process_never_interrupts(patch):
    patch.setattr(Turn, "fired", _with_events("event_sub", interrupting=False))


def the_other_events_after_an_event_based_gateway_wait_on(patch):
    right = Turn.fired

    def fired(self, scope, others, item, node, number, last=False):
        more = (item,) if isinstance(item, Waiting) and item.node != node.id else ()
        return right(self, scope, others, item, node, number, last) + more

    patch.setattr(Turn, "fired", fired)


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


def a_link_leads_nowhere(patch):
    _visited(patch, lambda node: node.kind == "link_throw", lambda right: ())


def _visited(patch, which, changed):
    right = Turn.visited

    def visited(self, scope, node):
        return changed(right(self, scope, node)) if which(node) else right(self, scope, node)

    patch.setattr(Turn, "visited", visited)


def an_abstract_task_waits_for_somebody(patch):
    patch.setattr(activities, "WAITING_WORK", ("user", "manual", "receive", "abstract"))


def a_send_task_sends_nothing(patch):
    right = Turn.worked

    def worked(self, node):
        done = right(self, node)
        self.sent.clear()
        return done

    patch.setattr(Turn, "worked", worked)


def a_script_assigns_the_contrary(patch):
    right = Turn.worked

    def worked(self, node):
        done = right(self, node)
        self.assigned = {name: not value for name, value in self.assigned.items()}
        return done

    patch.setattr(Turn, "worked", worked)


@about("signals")
def a_signal_is_heard_by_nobody(patch):
    patch.setattr(Turn, "heard", lambda self, scope, marking, name: marking)


@about("signals")
def a_signal_is_heard_in_the_outermost_scope_only(patch):
    patch.setattr(Turn, "_heard_inside", lambda self, scope, item, name: item)


@about("signals")
def a_signal_is_heard_by_the_first_alone(patch):
    right = Turn.heard

    def heard(self, scope, marking, name):
        inner = tuple(self._heard_inside(scope, item, name) for item in marking)
        return inner if inner != marking else right(self, scope, marking, name)

    patch.setattr(Turn, "heard", heard)


@about("conditions")
def a_condition_never_happens(patch):
    patch.setattr(Turn, "conditions", lambda self, scope, marking: iter(()))


@about("conditions")
def a_condition_that_has_happened_never_happens_again(patch):
    patch.setattr(Turn, "released", lambda self, scope, marking: marking)


@about("several triggers")
def the_first_of_all_triggers_is_enough(patch):
    right = Turn.fired

    def fired(self, scope, others, item, node, number, last=False):
        return right(self, scope, others, item, replace(node, all_of_them=False), number, last)

    patch.setattr(Turn, "fired", fired)


@about("escalations")
def an_escalation_always_interrupts(patch):
    right = Turn.noticed

    def noticed(self, scope, others, item, raised):
        nodes = tuple(replace(node, interrupting=True) for node in scope.nodes)
        return right(self, replace(scope, nodes=nodes), others, item, raised)

    patch.setattr(Turn, "noticed", noticed)


@about("escalations")
def an_escalation_does_not_leave_its_scope(patch):
    right = Turn.escalated

    def escalated(self, scope, marking, code, source):
        result = right(self, scope, marking, code, source)
        return result.rest if isinstance(result, Raised) else result

    patch.setattr(Turn, "escalated", escalated)


@about("signals")
def an_event_throws_its_first_result_only(patch):
    right = Turn.thrown_on

    def thrown_on(self, scope, marking, index):
        node = scope.node[marking[index].node]
        last = replace(marking[index], thrown=len(node.throws) - 1)
        return right(self, scope, (*marking[:index], last, *marking[index + 1 :]), index)

    patch.setattr(Turn, "thrown_on", thrown_on)


@about("complex joins")
def a_complex_gateway_waits_for_all(patch):
    right = Turn.activations

    def activations(self, scope, marking):
        nodes = tuple(replace(node, activation=len(scope.entering[node.id])) for node in scope.nodes)
        return right(self, replace(scope, nodes=nodes), marking)

    patch.setattr(Turn, "activations", activations)


@about("complex joins")
def a_complex_gateway_is_never_reset(patch):
    patch.setattr(Turn, "resets", lambda self, scope, marking: iter(()))


@about("complex joins")
def a_late_token_starts_a_complex_gateway_anew(patch):
    right = Turn.activations

    def activations(self, scope, marking):
        for result in right(self, scope, marking):
            yield tuple(item for item in result if not isinstance(item, Resetting))

    patch.setattr(Turn, "activations", activations)


@about("complex joins")
def a_complex_gateway_always_waits_for_late_tokens(patch):
    right = Turn.resets

    def resets(self, scope, marking):
        gateways = {item.node: item for item in marking if isinstance(item, Resetting)}
        if all(On(flow) in marking for item in gateways.values() for flow in item.missing):
            yield from right(self, scope, marking)

    patch.setattr(Turn, "resets", resets)


@about("ad hoc")
def an_ad_hoc_sub_process_is_never_enough(patch):
    patch.setattr(Turn, "asked", lambda self, scope, marking: marking)


@about("ad hoc")
def an_ad_hoc_sub_process_offers_nothing_anew(patch):
    patch.setattr(Turn, "emptied", lambda self, scope, marking: DONE)


@about("ad hoc")
def a_sequential_ad_hoc_sub_process_offers_all_at_once(patch):
    right = Turn._offered

    def offered(self, scope, offering):
        return right(self, replace(scope, ad_hoc=replace(scope.ad_hoc, sequential=False)), offering)

    patch.setattr(Turn, "_offered", offered)


@about("ad hoc")
def an_ad_hoc_sub_process_always_takes_away_what_still_runs(patch):
    right = Turn.asked

    def asked(self, scope, marking):
        if scope.ad_hoc is not None:
            scope = replace(scope, ad_hoc=replace(scope.ad_hoc, cancels=True))
        return right(self, scope, marking)

    patch.setattr(Turn, "asked", asked)


def a_process_begun_by_a_gateway_waits_for_no_other_event(patch):
    right = Turn.begun_by

    def begun_by(self, process, event):
        return tuple(item for item in right(self, process, event) if not isinstance(item, Waiting))

    patch.setattr(Turn, "begun_by", begun_by)


@about("compensation")
def what_was_completed_first_is_undone_first(patch):
    right = Turn._begun_undoing
    patch.setattr(
        Turn,
        "_begun_undoing",
        lambda self, scope, node, thrown, pending: right(self, scope, node, thrown, pending[::-1]),
    )


@about("compensation")
def what_has_been_undone_is_undone_again(patch):
    right = Turn.compensated

    def compensated(self, scope, marking, node, thrown, wanted):
        result = right(self, scope, marking, node, thrown, wanted)
        return (*undoing.unrecorded(result), *undoing.only_record(marking))

    patch.setattr(Turn, "compensated", compensated)


@about("compensation")
def a_sub_process_that_has_ended_cannot_be_undone(patch):
    right = Turn.recorded
    patch.setattr(
        Turn,
        "recorded",
        lambda self, scope, marking, node, done: (
            marking if done.record else right(self, scope, marking, node, done)
        ),
    )


@about("compensation")
def a_cancelled_transaction_is_left_without_being_undone(patch):
    patch.setattr(Turn, "cancelled", lambda self, scope, marking, node: Thrown(None, "cancel"))


@about("compensation")
def compensation_of_one_activity_undoes_all(patch):
    right = Turn.compensated
    patch.setattr(
        Turn,
        "compensated",
        lambda self, scope, marking, node, thrown, wanted: right(self, scope, marking, node, thrown, None),
    )


FAULTS = [
    value
    for name, value in list(globals().items())
    if callable(value)
    and getattr(value, "__module__", "") == __name__
    and not name.startswith("_")
    and name != "about"
]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_wrong_rule_is_seen(fault, monkeypatch, record_property):
    fault(monkeypatch)
    for number in range(MOST_PROCESSES):
        process = generate(FIRST + number, Size(depth=4, nodes=9), getattr(fault, "theme", "nothing"))
        try:
            Lockstep(process, compiled(process), random.Random(number), Tally()).run()
        except Mismatch as mismatch:
            if "nonsense" not in mismatch.what:
                record_property("processes until seen", number + 1)
                return
    pytest.fail(f"{MOST_PROCESSES} processes played alike although {fault.__name__.replace('_', ' ')}")
