"""Running repair orders are migrated to a new version, in each of their stages, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from engine.commands.claim import ClaimTask
from engine.commands.correlate import CorrelateMessage
from engine.commands.deploy import Deploy
from engine.commands.erase import EraseValues
from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.commands.instances import ResumeInstance, SuspendInstance
from engine.commands.jobs import BeginJob, FinishJob
from engine.commands.migration import MigrationRequest
from engine.commands.order_requests import RequestCancellation
from engine.commands.preview_migration import preview
from engine.commands.retry_incident import RetryIncident
from engine.commands.return_task import ReturnTask
from engine.commands.save_draft import SaveDraft
from engine.commands.start_migration import StartMigration
from engine.commands.undo_migration import UndoMigration
from engine.errors import Conflict, InvalidInput, NotAllowed
from engine.history import state_at
from engine.org import Actor
from engine.queries import Reading
from engine.queries.doctor import examine
from engine.queries.order_state import order_diagrams, order_state
from engine.store.instance_migrations import counts_of, migrated_instances
from engine.store.tables import instance, task, timer
from engine.workers import advance_migrations
from tests.drawing import boundary, draw, end, gateway, mapped, message, service, start, user
from tests.engine.commands.repair_versions import second_version, without_arbitration
from tests.stage import SYSTEM, Stage

REJECT = {"decision": "reject", "reject_reason": "misdirected", "evidence": "不在本县"}
#: What brings an order into each stage, and what completes the stage's task in the new version.
STEPS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("dispatch", "dispatch", "agent", {}),
    ("accept", "take-over", "desk", {"decision": "accept"}),
    ("assign", "assign", "desk", {"crew": "A1-C1"}),
    ("arrive", "arrive", "crew", {}),
    ("restore", "restore", "crew", {"cause": "other", "work_done": "x"}),
    ("report", "report", "crew", {"report": "y"}),
    ("review", "review", "desk", {"decision": "approve"}),
    ("call-customer", "call-customer", "agent", {"reached": True, "restored": True, "satisfied": True}),
]
STAGES = [element for element, *_ in STEPS]


def healthy(stage: Stage) -> list[str]:
    services = stage.engine.services
    found = examine(stage.system.database, lambda tx, key: services.definition(tx, key).compiled)
    return [str(one) for one in found]


def bring_to(stage: Stage, element: str) -> str:
    """Open an order and work on it until a task of version 1 is open; a minute passes at each step."""
    order = str(stage.open_order(beside=True)["order"])
    for here, _, by, values in STEPS:
        stage.later(minutes=1)
        if here == element:
            return order
        stage.do(here, by, values)
    raise AssertionError(element)


def order_migration(stage: Stage, source: int = 1, target: int = 2, **more: Any) -> str:
    answer = stage.run(StartMigration(MigrationRequest("repair", source, target, **more)), "designer")
    return str(answer["migration"])


def carry_out(stage: Stage) -> None:
    while advance_migrations(stage.engine):
        pass


def statuses(stage: Stage, migration: str) -> dict[str, int]:
    with stage.system.database.reading() as tx:
        return counts_of(tx, migration)


def reports(stage: Stage, migration: str) -> list[dict[str, Any]]:
    with stage.system.database.reading() as tx:
        return [one.report or {} for one in migrated_instances(tx, migration, None, 100)]


def state_of(stage: Stage, order: str) -> dict[str, Any]:
    """Everything that migrating and undoing may touch, without revisions, times of change and the chain."""
    kept = ("id", "token", "element_id", "due_at", "limit_rule", "spec", "armed_at", "parked")
    tasks = (
        "id",
        "token",
        "element_id",
        "name",
        "form_key",
        "stage",
        "status",
        "limit_rule",
        "holder_id",
        "draft",
    )
    due = ("promise_due_at", "target_due_at")
    (row,) = stage.rows(select(instance).where(instance.c.order_id == order))
    timers = stage.rows(select(timer).where(timer.c.order_id == order).order_by(timer.c.id))
    found = stage.rows(select(task).where(task.c.order_id == order).order_by(task.c.id))
    return {
        "state": orjson.loads(row["state"]),
        "definition": row["definition_id"],
        "stage": stage.order(order).stage,
        "timers": [{name: one[name] for name in kept} for one in timers],
        "tasks": [{name: one[name] for name in (*tasks, *due)} for one in found],
    }


@pytest.fixture
def second(stage: Stage) -> Callable[[], None]:
    """Deploy the second version when called."""
    return lambda: stage.run(Deploy(second_version()), SYSTEM)


@pytest.mark.parametrize("element", STAGES)
def test_an_order_in_each_of_its_stages_goes_on_in_the_new_version(
    stage: Stage, second: Callable[[], None], element: str
) -> None:
    order = bring_to(stage, element)
    before = {row["element_id"]: row for row in stage.tasks(order)}
    timers = stage.timers()
    second()
    migration = order_migration(stage)
    carry_out(stage)
    assert statuses(stage, migration) == {"migrated": 1}
    assert healthy(stage) == []
    # The task is the same one, with its new id and name; what it shows as due is what it was.
    (now,) = stage.tasks(order)
    new_id = "take-over" if element == "accept" else element
    old = before[element]
    assert (now["id"], now["element_id"]) == (old["id"], new_id)
    assert (now["promise_due_at"], now["target_due_at"]) == (old["promise_due_at"], old["target_due_at"])
    assert now["name"] == ("填写回单" if element == "report" else old["name"])
    # Timers that mean the same keep their due time to the microsecond; one that changed has the new one.
    assert len(stage.timers()) == len(timers)
    for key, due in stage.timers().items():
        if key == "accept-late":
            # Half of the three minutes since the dispatch, a minute ago.
            assert due == stage.now + timedelta(seconds=30)
        else:
            assert due == timers[key], key
    # And the order goes on to its end, by the new version's steps.
    for here, later, by, values in STEPS[STAGES.index(element) :]:
        stage.do(later, by, values)
        if here == "assign":
            assert stage.open(order) == ["brief"]
            stage.do("brief", "crew", {})
    archived = stage.order(order)
    assert (archived.status, archived.outcome) == ("archived", "confirmed")
    assert (stage.open(order), healthy(stage)) == ([], [])


def test_drafts_claims_and_inbox_lines_are_carried_over(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "accept")
    stage.claim("accept", "desk")
    key = stage.task("accept")["id"]
    stage.run(SaveDraft(key, {"decision": "accept"}), "desk")
    lines = stage.lines("accept")
    second()
    migration = order_migration(stage)
    carry_out(stage)
    now = stage.task("take-over")
    assert (now["id"], now["holder_id"], now["draft"]) == (key, stage.ids["desk"], {"decision": "accept"})
    assert stage.lines("take-over") == lines
    (told,) = reports(stage, migration)[0]["tasks"]
    assert (told["element"], told["to_element"], told["held"], told["drafted"]) == (
        "accept",
        "take-over",
        True,
        True,
    )
    stage.do("take-over", "desk", {"decision": "accept"})
    assert stage.open(order) == ["assign"]


def test_a_changed_duration_counts_from_when_the_task_was_opened(
    stage: Stage, second: Callable[[], None]
) -> None:
    bring_to(stage, "accept")
    stage.do("accept", "desk", REJECT)
    opened = stage.now
    stage.later(minutes=4)
    assert stage.timers()["arbitrate-late"] == opened + timedelta(minutes=10)
    second()
    order_migration(stage)
    carry_out(stage)
    assert stage.timers()["arbitrate-late"] == opened + timedelta(minutes=20)


def test_what_has_fired_does_not_fire_again(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "accept")
    stage.later(minutes=4)
    attention = stage.order(order).attention
    assert "accept-late" not in stage.timers()
    second()
    order_migration(stage)
    carry_out(stage)
    stage.drain()
    assert (set(stage.timers()), stage.order(order).attention) == ({"accept-later"}, attention)


def test_a_cancellation_that_is_being_decided_goes_on(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "arrive")
    stage.run(RequestCancellation(order, "不用了"), "agent")
    stage.drain()
    second()
    order_migration(stage)
    carry_out(stage)
    assert (stage.open(order), healthy(stage)) == (["arrive", "check-cancel"], [])
    stage.do("check-cancel", "desk", {"cancel_verdict": "agree", "cancel_note": "无危险"})
    assert stage.order(order).status == "cancelled"


def test_a_held_order_is_migrated_and_released(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "restore")
    stage.run(HoldOrder(order, "awaiting-parts", stage.now + timedelta(hours=3)), "duty")
    due = stage.timers()["restore-late"]
    assert due is None
    second()
    order_migration(stage)
    carry_out(stage)
    assert stage.timers()["restore-late"] is None
    stage.later(minutes=30)
    stage.run(ReleaseOrder(order), "duty")
    assert stage.timers()["restore-late"] is not None
    assert healthy(stage) == []


def test_work_can_still_be_returned_to_who_completed_a_renamed_task(
    stage: Stage, second: Callable[[], None]
) -> None:
    bring_to(stage, "assign")
    second()
    order_migration(stage)
    carry_out(stage)
    stage.run(ReturnTask(stage.task("assign")["id"], "take-over", "误接"), "desk")
    assert stage.task("take-over")["holder_id"] == stage.ids["desk"]


# The unsafe


def test_an_unsafe_change_is_refused_with_the_reason_and_the_others_go_on(stage: Stage) -> None:
    safe = bring_to(stage, "report")
    unsafe = bring_to(stage, "accept")
    stage.do("accept", "desk", REJECT)
    before = state_of(stage, unsafe)
    stage.run(Deploy(without_arbitration()), SYSTEM)
    migration = order_migration(stage)
    carry_out(stage)
    assert statuses(stage, migration) == {"migrated": 1, "refused": 1}
    (refused,) = (one for one in reports(stage, migration) if "refusals" in one)
    (why,) = refused["refusals"]
    assert (why["code"], why["element"]) == ("removed", "arbitrate")
    assert why["problem"].startswith("裁定归属 (arbitrate) is not in the new version: map it to")
    assert why["problem_zh"].startswith("新版本中没有“裁定归属”")
    assert state_of(stage, unsafe) == before
    assert stage.open(safe) == ["report"]
    assert healthy(stage) == []
    # By an explicit mapping it can be done all the same: the county decides itself.
    again = order_migration(stage, elements={"accept": None, "arbitrate": "accept"})
    carry_out(stage)
    assert statuses(stage, again) == {"migrated": 1}
    assert stage.open(unsafe) == ["accept"]
    assert "arbitrate-late" not in stage.timers()
    assert healthy(stage) == []


def test_a_dry_run_says_what_would_happen_and_nothing_does(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "accept")
    stage.claim("accept", "desk")
    second()
    before, events = state_of(stage, order), len(stage.history(order))
    (row,) = stage.rows(select(instance.c.id).where(instance.c.order_id == order))
    designer = Actor(stage.ids["designer"])
    told = preview(stage.engine, designer, MigrationRequest("repair", 1, 2), row["id"])
    assert (told["outcome"], told["number"], told["undoable"]) == (
        "migrates",
        stage.order(order).number,
        True,
    )
    moves = {(one["source"], one["target"]): one["outcome"] for one in told["tokens"]}
    assert moves["accept", "take-over"] == "moves"
    assert moves["accept-late", "accept-late"] == "rearmed"
    assert moves["accept-later", "accept-later"] == "stays"
    timers = {(one["element"], one["outcome"]): one for one in told["timers"]}
    assert datetime.fromisoformat(timers["accept-late", "new"]["due_at_after"]) == stage.now + timedelta(
        seconds=30
    )
    kept = timers["accept-later", "keeps"]
    assert kept["due_at"] == kept["due_at_after"] is not None
    assert (state_of(stage, order), len(stage.history(order)), healthy(stage)) == (before, events, [])
    refused = preview(stage.engine, designer, MigrationRequest("repair", 1, 2, {"accept": None}), row["id"])
    assert [one["code"] for one in refused["refusals"]] == ["removed"]


def test_a_wrong_mapping_is_refused_line_by_line_before_anything_begins(
    stage: Stage, second: Callable[[], None]
) -> None:
    second()
    with pytest.raises(InvalidInput) as refused:
        order_migration(stage, elements={"accept": "dispatch", "nosuch": "arrive", "report": "take-over"})
    found = {one["field"]: one["problem"] for one in refused.value.findings}
    assert found["nosuch"] == "nosuch is not in the old version"
    with pytest.raises(InvalidInput, match="on that version already"):
        order_migration(stage, 1, 1)
    with pytest.raises(NotAllowed):
        stage.run(StartMigration(MigrationRequest("repair", 1, 2)), "agent")


# Undo


@pytest.mark.parametrize("element", STAGES)
def test_a_migration_is_undone_to_the_very_state_before(
    stage: Stage, second: Callable[[], None], element: str
) -> None:
    order = bring_to(stage, element)
    before = state_of(stage, order)
    second()
    migration = order_migration(stage)
    carry_out(stage)
    assert state_of(stage, order) != before
    stage.run(UndoMigration(migration), "designer")
    carry_out(stage)
    assert statuses(stage, migration) == {"undone": 1}
    assert (state_of(stage, order), healthy(stage)) == (before, [])
    for here, _, by, values in STEPS[STAGES.index(element) :]:
        stage.do(here, by, values)
    assert stage.order(order).status == "archived"


def test_a_draft_typed_since_stays_and_a_task_completed_since_forbids_undoing(
    stage: Stage, second: Callable[[], None]
) -> None:
    drafted, completed = bring_to(stage, "assign"), bring_to(stage, "accept")
    second()
    migration = order_migration(stage)
    carry_out(stage)
    (row,) = stage.tasks(drafted)
    stage.run(ClaimTask(row["id"]), "desk")
    stage.run(SaveDraft(row["id"], {"crew": "A1-C1"}), "desk")
    stage.do("take-over", "desk", {"decision": "accept"})
    moved = state_of(stage, completed)
    stage.run(UndoMigration(migration), "designer")
    carry_out(stage)
    assert statuses(stage, migration) == {"migrated": 1, "undone": 1}
    assert stage.tasks(drafted)[0]["draft"] == {"crew": "A1-C1"}
    assert state_of(stage, completed) == moved
    (why,) = (one["refusals"][0] for one in reports(stage, migration) if one.get("refusals"))
    assert "the process has moved since it was migrated" in why["problem"]
    assert healthy(stage) == []
    with pytest.raises(Conflict, match="nothing of this migration can be undone"):
        stage.run(UndoMigration(migration), "designer")


def test_due_times_that_moved_since_are_not_moved_back_by_undoing(
    stage: Stage, second: Callable[[], None]
) -> None:
    order = bring_to(stage, "accept")
    second()
    migration = order_migration(stage)
    carry_out(stage)
    stage.run(HoldOrder(order, "awaiting-parts", stage.now + timedelta(hours=3)), "duty")
    held = {key: due for key, due in stage.timers().items() if key.startswith("accept")}
    stage.run(UndoMigration(migration), "designer")
    carry_out(stage)
    back = {key: due for key, due in stage.timers().items() if key.startswith("accept")}
    assert back["accept-later"] == held["accept-later"]
    assert healthy(stage) == []


# Batches


def test_a_batch_goes_in_chunks_and_goes_on_where_it_was_cut_off(
    stage: Stage, second: Callable[[], None]
) -> None:
    for _ in range(5):
        stage.open_order(beside=True)
    second()
    migration = order_migration(stage)
    assert advance_migrations(stage.engine, most=2) == 2
    assert statuses(stage, migration) == {"migrated": 2, "waiting": 3}
    with pytest.raises(Conflict, match="has not ended yet"):
        order_migration(stage)
    # A worker that was killed has left whole instances behind; the next one takes the rest.
    assert advance_migrations(stage.engine, most=10) == 3
    assert statuses(stage, migration) == {"migrated": 5}
    assert advance_migrations(stage.engine) == 0
    assert healthy(stage) == []


def test_an_order_that_ended_before_its_turn_is_left_alone(stage: Stage, second: Callable[[], None]) -> None:
    bring_to(stage, "call-customer")
    second()
    migration = order_migration(stage)
    stage.do("call-customer", "agent", {"reached": True, "restored": True, "satisfied": True})
    carry_out(stage)
    assert statuses(stage, migration) == {"ended": 1}


def test_a_called_process_is_migrated_where_it_runs(stage: Stage) -> None:
    """A new version of follow-up reaches the orders that are being followed up; repair stays as it is."""
    from tests.stage import PACKAGES, package_files

    order = bring_to(stage, "call-customer")
    files = package_files(PACKAGES / "follow-up")
    files["follow-up.bpmn"] = files["follow-up.bpmn"].replace('name="电话回访"', 'name="回访用户"')
    stage.run(Deploy(files), SYSTEM)
    answer = stage.run(StartMigration(MigrationRequest("follow-up", 1, 2)), "designer")
    assert answer["instances"] == 1
    carry_out(stage)
    (row,) = stage.tasks(order)
    assert (row["element_id"], row["name"]) == ("call-customer", "回访用户")
    assert healthy(stage) == []
    stage.do("call-customer", "agent", {"reached": True, "restored": True, "satisfied": True})
    assert stage.order(order).status == "archived"


def test_the_history_says_who_migrated_what_and_stays_whole(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "accept")
    second()
    migration = order_migration(stage)
    carry_out(stage)
    event = stage.history(order)[-1]
    body = orjson.loads(event.body)
    assert (event.type, event.actor) == ("instance.migrated", stage.ids["designer"])
    assert (body["migration"], body["versions"], body["renamed"]) == (
        migration,
        [1, 2],
        {"accept": "take-over"},
    )
    assert ["moves", "accept", "take-over"] in [[one[0], one[2], one[3]] for one in body["tokens"]]


def test_the_state_at_any_moment_is_told_in_the_version_of_that_moment(
    stage: Stage, second: Callable[[], None]
) -> None:
    order = bring_to(stage, "accept")
    first = stage.rows(select(instance.c.definition_id))[0]["definition_id"]
    moments = [stage.now]
    stage.later(seconds=1)
    second()
    migration = order_migration(stage)
    carry_out(stage)
    moments.append(stage.now)
    stage.later(seconds=1)
    stage.run(UndoMigration(migration), "designer")
    carry_out(stage)
    moments.append(stage.now)
    seen = []
    for at in moments:
        moment = state_at(stage.history(order), at)
        (version,) = moment.versions.values()
        (active,) = moment.active.values()
        (waiting,) = moment.waiting.values()
        tasks = [one["element"] for one in moment.tasks.values()]
        late = sorted(element for element in waiting.values() if element.startswith("accept"))
        seen.append((version == first, sorted(active.values()), late, tasks))
    old = (True, ["accept"], ["accept-late", "accept-later"], ["accept"])
    new = (False, ["take-over"], ["accept-late", "accept-later"], ["take-over"])
    assert seen == [old, new, old]
    with stage.system.database.reading() as tx:
        look = Reading.begin(tx, Actor(stage.ids["desk"]), stage.engine.services)
        order_row = stage.order(order)
        drawn = order_diagrams(look, order_row)
        versions = {one.version for one in drawn.versions if one.package == "repair"}
        then = order_state(look, order_row, moments[1]).instances[0]
    assert versions == {1, 2}
    assert (then.definition, [place.name for place in then.active]) == (
        next(one.id for one in drawn.versions if one.package == "repair" and one.version == 2),
        ["接单"],
    )


def test_erasing_values_forgets_the_states_from_before(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "accept")
    second()
    migration = order_migration(stage)
    carry_out(stage)
    stage.run(EraseValues(order, ["caller_name"], "要求删除"), "auditor")
    with stage.system.database.reading() as tx:
        assert [one.undo for one in migrated_instances(tx, migration, None, 10)] == [None]
    with pytest.raises(Conflict, match="nothing of this migration can be undone"):
        stage.run(UndoMigration(migration), "designer")


def test_a_tasks_own_due_time_stays_whatever_happens_to_its_version(stage: Stage) -> None:
    """`camunda:dueDate` is evaluated once, when the task opens."""

    def version(key: str) -> dict[str, str]:
        sheet = "key: asking\nname: {zh: 问, en: Asking}\ndiagram: d.bpmn\nprocess: p\ncategory: enquiry\n"
        task_ = user(key, name="答复", camunda_dueDate="PT4H")
        diagram = draw(start("s"), task_, end("e"), flows=f"s > {key} > e")
        return {"package.yaml": sheet, "d.bpmn": diagram.decode()}

    stage.run(Deploy(version("a")), SYSTEM)
    stage.open_order(category="enquiry", fields={}, beside=True)
    due = stage.task("a")["promise_due_at"]
    assert due == stage.now + timedelta(hours=4)
    stage.later(minutes=5)
    stage.run(Deploy(version("b")), SYSTEM)
    migration = stage.run(StartMigration(MigrationRequest("asking", 1, 2)), SYSTEM)["migration"]
    carry_out(stage)
    assert stage.task("b")["promise_due_at"] == due
    stage.run(UndoMigration(migration), SYSTEM)
    carry_out(stage)
    assert stage.task("a")["promise_due_at"] == due


MESSAGES = "key: asking\nname: {zh: 问, en: Asking}\ndiagram: d.bpmn\nprocess: p\ncategory: enquiry\n"


def waiting_for(name: str) -> dict[str, str]:
    """A package whose task can be left by a message."""
    left = boundary("t", "a", message(name))
    diagram = draw(start("s"), user("a"), left, user("z"), end("e"), flows="s > a > e ; t > z")
    return {"package.yaml": MESSAGES, "d.bpmn": diagram.decode()}


def test_a_message_that_waits_for_the_new_version_is_taken_and_one_under_way_is_not_lost(
    stage: Stage,
) -> None:
    stage.run(Deploy(waiting_for("old")), SYSTEM)
    first = stage.open_order(category="enquiry", fields={}, beside=True)
    second = stage.open_order(category="enquiry", fields={}, beside=True)
    stage.run(Deploy(waiting_for("new")), SYSTEM)
    assert stage.run(CorrelateMessage("old", first["number"]), SYSTEM)["outcome"] == "instance"
    assert stage.run(CorrelateMessage("new", second["number"]), SYSTEM)["outcome"] == "waiting"
    migration = stage.run(StartMigration(MigrationRequest("asking", 1, 2)), SYSTEM)["migration"]
    carry_out(stage)
    assert statuses(stage, migration) == {"migrated": 1, "refused": 1}
    (why,) = (one["refusals"][0] for one in reports(stage, migration) if "refusals" in one)
    assert (why["code"], why["element"]) == ("message-matched", "t")
    stage.drain()
    assert (stage.open(first["order"]), stage.open(second["order"])) == (["z"], ["z"])
    assert healthy(stage) == []


def test_undoing_waits_until_what_is_on_its_way_has_come(stage: Stage) -> None:
    stage.run(Deploy(waiting_for("old")), SYSTEM)
    order = stage.open_order(category="enquiry", fields={}, beside=True)
    stage.run(Deploy(waiting_for("new")), SYSTEM)
    migration = stage.run(StartMigration(MigrationRequest("asking", 1, 2)), SYSTEM)["migration"]
    carry_out(stage)
    stage.run(CorrelateMessage("new", order["number"]), SYSTEM)
    stage.run(UndoMigration(migration), SYSTEM)
    carry_out(stage)
    (why,) = reports(stage, migration)[0]["refusals"]
    assert "on its way: try again in a moment" in why["problem"]
    stage.drain()
    assert stage.open() == ["z"]
    stage.run(UndoMigration(migration), SYSTEM)
    carry_out(stage)
    assert "has moved since" in reports(stage, migration)[0]["refusals"][0]["problem"]
    assert (stage.open(), healthy(stage)) == (["z"], [])


def test_an_effect_that_nobody_has_begun_goes_on_and_one_at_work_is_waited_for(stage: Stage) -> None:
    def version(task_: str) -> dict[str, str]:
        told = mapped({"text": '"x"', "department": '"repair@county"'})
        diagram = draw(
            start("s"), service("j", "notify", told), user(task_), end("e"), flows=f"s > j > {task_} > e"
        )
        return {"package.yaml": MESSAGES, "d.bpmn": diagram.decode()}

    stage.run(Deploy(version("a")), SYSTEM)
    first, second = (stage.open_order(category="enquiry", fields={}, beside=True)["order"] for _ in range(2))
    stage.run(Deploy(version("b")), SYSTEM)
    begun = stage.run(BeginJob("w"), SYSTEM)["job"]
    migration = stage.run(StartMigration(MigrationRequest("asking", 1, 2)), SYSTEM)["migration"]
    carry_out(stage)
    assert statuses(stage, migration) == {"migrated": 1, "refused": 1}
    (why,) = (one["refusals"][0] for one in reports(stage, migration) if "refusals" in one)
    assert (why["code"], why["element"]) == ("job-running", "j")
    stage.run(FinishJob(begun, {}), SYSTEM)
    stage.run(FinishJob(stage.run(BeginJob("w"), SYSTEM)["job"], {}), SYSTEM)
    assert (stage.open(first), stage.open(second), healthy(stage)) == (["a"], ["b"], [])


def test_a_stuck_completion_is_mended_by_a_new_version(stage: Stage) -> None:
    """What somebody completed waits as an incident; migrated to the mended diagram, it goes on."""

    def version(condition: str) -> dict[str, str]:
        gate = gateway("exclusive", "g", default="g-c")
        diagram = draw(
            start("s"), user("a"), gate, user("b"), user("c"), flows=f"s > a > g > b [{condition}] ; g > c"
        )
        return {"package.yaml": MESSAGES, "d.bpmn": diagram.decode()}

    stage.run(Deploy(version("missing > 5")), SYSTEM)
    stage.open_order(category="enquiry", fields={}, beside=True)
    stage.do("a", "desk")
    (stuck,) = stage.incidents()
    assert stage.task("a")["status"] == "stuck"
    stage.run(Deploy(version("missing = null")), SYSTEM)
    migration = stage.run(StartMigration(MigrationRequest("asking", 1, 2)), SYSTEM)["migration"]
    carry_out(stage)
    assert (statuses(stage, migration), stage.task("a")["status"]) == ({"migrated": 1}, "stuck")
    stage.run(RetryIncident(stuck["id"]), "operator")
    assert (stage.open(), healthy(stage)) == (["b"], [])


def test_a_suspended_process_is_migrated_where_it_stands(stage: Stage, second: Callable[[], None]) -> None:
    order = bring_to(stage, "accept")
    (row,) = stage.rows(select(instance.c.id).where(instance.c.order_id == order))
    stage.run(SuspendInstance(row["id"], "检查"), "leader")
    second()
    migration = order_migration(stage)
    carry_out(stage)
    assert statuses(stage, migration) == {"migrated": 1}
    stage.run(ResumeInstance(row["id"]), "leader")
    stage.do("take-over", "desk", {"decision": "accept"})
    assert (stage.open(order), healthy(stage)) == (["assign"], [])
