"""Versions side by side: deployed together or not at all, activated, rolled back, taken out of service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.commands.activate_version import ActivateVersion, RollBack
from engine.commands.correlate import CorrelateMessage
from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy, DeployPackages
from engine.commands.retry_incident import RetryIncident
from engine.definitions import DiagramRefused
from engine.errors import BrokenVersion, Conflict, Deactivated, InvalidInput, NotAllowed, NotFound
from engine.queries.health import broken_versions
from engine.store.activations import activations_of
from engine.store.definitions import active_definitions
from engine.store.statement import Statement
from engine.store.tables import definition
from tests.drawing import draw, element, end, message, start, timer, user
from tests.stage import MORNING, SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {process}\n{more}"


def files(key: str, task: str, more: str = "", begin: str = start("s"), after: str = "") -> Mapping[str, str]:
    """Return a package with one task, begun by `begin`."""
    flows = f"s > {task} > {'c > ' if after else ''}e"
    diagram = draw(begin, user(task), after, end("e"), flows=flows, key=key)
    return {"package.yaml": SHEET.format(key=key, process=key, more=more), "t.bpmn": diagram.decode()}


def enquiry(task: str) -> Mapping[str, str]:
    return files("asking", task, "category: enquiry\n")


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    yield made
    made.system.close()


def active(stage: Stage) -> dict[str, int]:
    with stage.system.database.reading() as tx:
        return {row.package: row.version for row in active_definitions(tx)}


def record(stage: Stage, package: str) -> list[tuple[str, int | None, int | None]]:
    """What was done to a package, oldest first: what, version, version before."""
    with stage.system.database.reading() as tx:
        return [(row.what, row.version, row.previous_version) for row in activations_of(tx, package)][::-1]


def open_enquiry(stage: Stage, **given: Any) -> str:
    return str(stage.open_order(category="enquiry", fields={}, beside=True, **given)["order"])


def breaks(stage: Stage, package: str, version: int) -> None:
    """Damage a stored version, as a bad disk or a hand in the database would."""
    with stage.system.database.transaction() as tx:
        statement = update(definition).where(definition.c.package == package, definition.c.version == version)
        tx.write(Statement(statement.values(files={"package.yaml": "key: ["})))
    stage.engine.services.versions.clear()


def test_packages_of_one_call_are_deployed_all_or_none(stage: Stage) -> None:
    good, bad = files("one", "a"), files("two", "b", "category: nosuch\n")
    with pytest.raises(DiagramRefused, match="nosuch"):
        stage.run(DeployPackages([good, bad], ["one", "two"]), SYSTEM)
    assert active(stage) == {}
    stage.run(DeployPackages([good, files("two", "b")], ["one", "two"]), SYSTEM)
    assert active(stage) == {"one": 1, "two": 1}


def test_a_package_that_fails_while_it_is_put_in_place_takes_the_others_back(stage: Stage) -> None:
    """A start timer's value is found wrong only when it is armed: after the first package was stored."""
    late = start("s", timer("cycle", '"R/2026-01-01T00:00:00Z/" + "P0D"'))
    with pytest.raises(InvalidInput):
        stage.run(DeployPackages([files("one", "a"), files("two", "b", begin=late)], ["1", "2"]), SYSTEM)
    assert active(stage) == {}
    with stage.system.database.reading() as tx:
        assert activations_of(tx, "one") == []


def test_a_category_may_move_between_packages_of_one_call_but_have_one_owner(stage: Stage) -> None:
    stage.run(Deploy(enquiry("a")), SYSTEM)
    other = files("other", "b", "category: enquiry\n")
    with pytest.raises(InvalidInput, match="served by package 'asking' already"):
        stage.run(Deploy(other), SYSTEM)
    with pytest.raises(InvalidInput, match="both serve"):
        stage.run(DeployPackages([enquiry("a"), other], ["1", "2"]), SYSTEM)
    stage.run(DeployPackages([files("asking", "a"), other], ["1", "2"]), SYSTEM)
    assert active(stage) == {"asking": 2, "other": 1}


def test_running_orders_stay_on_their_version_while_new_ones_start_on_the_next(stage: Stage) -> None:
    stage.run(Deploy(enquiry("old")), SYSTEM)
    first = open_enquiry(stage)
    stage.run(Deploy(enquiry("new")), SYSTEM)
    second = open_enquiry(stage)
    assert (stage.open(first), stage.open(second)) == (["old"], ["new"])


def test_rolling_back_goes_back_one_version_each_time_and_all_of_it_is_on_record(stage: Stage) -> None:
    for task in ("a", "b", "c"):
        stage.run(Deploy(enquiry(task)), SYSTEM)
    assert stage.run(RollBack("asking", "c asks too much"), "designer")["version"] == 2
    assert stage.run(RollBack("asking"), "designer")["version"] == 1
    with pytest.raises(Conflict, match="no version of package 'asking' was active before"):
        stage.run(RollBack("asking"), "designer")
    assert stage.open(open_enquiry(stage)) == ["a"]
    stage.run(ActivateVersion("asking", 3), "designer")
    assert stage.run(RollBack("asking"), "designer")["version"] == 1
    assert record(stage, "asking") == [
        ("deployed", 1, None),
        ("deployed", 2, 1),
        ("deployed", 3, 2),
        ("rolled-back", 2, 3),
        ("rolled-back", 1, 2),
        ("activated", 3, 1),
        ("rolled-back", 1, 3),
    ]
    with stage.system.database.reading() as tx:
        row = activations_of(tx, "asking")[-4]
    assert (row.reason, row.actor_id, row.at) == ("c asks too much", stage.ids["designer"], MORNING)


def test_activating_what_is_active_changes_nothing(stage: Stage) -> None:
    stage.run(Deploy(enquiry("a")), SYSTEM)
    answer = stage.run(ActivateVersion("asking", 1), "designer")
    assert (answer["version"], answer["previous"], len(record(stage, "asking"))) == (1, 1, 1)


def test_nothing_starts_on_a_package_out_of_service_and_what_runs_goes_on(stage: Stage) -> None:
    stage.run(Deploy(enquiry("a")), SYSTEM)
    running = open_enquiry(stage)
    stage.run(DeactivatePackage("asking", "流程有误"), "designer")
    with pytest.raises(Deactivated, match=r"out of service \(流程有误\), deactivated by"):
        open_enquiry(stage)
    stage.do("a", "desk")
    assert stage.open(running) == []
    assert stage.run(RollBack("asking"), "designer")["version"] == 1
    assert stage.open(open_enquiry(stage)) == ["a"]
    assert [what for what, _, _ in record(stage, "asking")] == ["deployed", "deactivated", "activated"]


def test_start_events_wait_only_for_the_active_version(stage: Stage) -> None:
    begin = start("s", message("hello"))
    stage.run(Deploy(files("m", "a", begin=begin)), SYSTEM)
    stage.run(Deploy(files("m", "b", begin=begin)), SYSTEM)
    stage.run(CorrelateMessage("hello", "1"), SYSTEM)
    assert stage.open() == ["b"]
    stage.run(DeactivatePackage("m", "closed"), "designer")
    assert stage.run(CorrelateMessage("hello", "2"), SYSTEM)["outcome"] == "waiting"
    stage.run(ActivateVersion("m", 1), "designer")
    stage.run(CorrelateMessage("hello", "3"), SYSTEM)
    assert stage.open() == ["a", "b"]


def test_a_package_that_others_call_is_not_taken_from_under_them_unawares(stage: Stage) -> None:
    call = element("callActivity", "c", calledElement="inner")
    caller = files("asking", "a", "category: enquiry\ncalls: [inner]\n", after=call)
    stage.run(DeployPackages([files("inner", "i"), caller], ["1", "2"]), SYSTEM)
    with pytest.raises(Conflict, match="asking would call a package without an active version"):
        stage.run(DeactivatePackage("inner", "x"), "designer")
    stage.run(DeactivatePackage("inner", "x", even_called=True), "designer")
    order = open_enquiry(stage)
    stage.do("a", "desk")
    (stuck,) = stage.incidents()
    assert "no active version of inner has the process 'inner'" in stuck["message"]
    stage.run(ActivateVersion("inner", 1), "designer")
    stage.run(RetryIncident(stuck["id"]), "operator")
    assert stage.open(order) == ["i"]


def test_a_version_whose_calls_are_gone_is_not_activated(stage: Stage) -> None:
    call = element("callActivity", "c", calledElement="inner")
    caller = files("asking", "a", "category: enquiry\ncalls: [inner]\n", after=call)
    stage.run(DeployPackages([files("inner", "i"), caller], ["1", "2"]), SYSTEM)
    stage.run(Deploy(enquiry("alone")), SYSTEM)
    stage.run(DeactivatePackage("inner", "no longer needed"), "designer")
    with pytest.raises(DiagramRefused, match="inner"):
        stage.run(RollBack("asking"), "designer")
    assert active(stage) == {"asking": 2}


def test_who_may_not_deploy_may_not_switch_versions_either(stage: Stage) -> None:
    stage.run(Deploy(enquiry("a")), SYSTEM)
    for command in (
        ActivateVersion("asking", 1),
        RollBack("asking"),
        DeactivatePackage("asking", "x"),
        DeployPackages([enquiry("b")], ["x"]),
    ):
        with pytest.raises(NotAllowed):
            stage.run(command, "agent")


def test_what_is_not_there_is_said(stage: Stage) -> None:
    stage.run(Deploy(enquiry("a")), SYSTEM)
    for command in (ActivateVersion("asking", 9), RollBack("nosuch"), DeactivatePackage("nosuch", "x")):
        with pytest.raises(NotFound):
            stage.run(command, "designer")
    with pytest.raises(InvalidInput, match="needs a reason"):
        stage.run(DeactivatePackage("asking", " "), "designer")


def test_a_restart_does_not_undo_what_somebody_rolled_back(stage: Stage) -> None:
    for task in ("a", "b"):
        stage.run(Deploy(enquiry(task)), SYSTEM)
    stage.run(RollBack("asking"), "designer")
    answer = stage.run(DeployPackages([enquiry("b")], ["x"], only_new=True), SYSTEM)
    assert (answer["packages"][0]["active"], active(stage)) == (False, {"asking": 1})


def test_a_broken_version_is_isolated_and_named_while_the_others_run(stage: Stage) -> None:
    ticking = start("s", timer("cycle", '"R/PT10M"'))
    stage.run(
        DeployPackages(
            [enquiry("a"), files("bad", "b", "category: complaint\n", begin=start("s"))], ["1", "2"]
        ),
        SYSTEM,
    )
    stage.run(
        DeployPackages([files("ticks", "t", begin=ticking), files("tocks", "t2", begin=ticking)], ["1", "2"]),
        SYSTEM,
    )
    breaks(stage, "bad", 1)
    breaks(stage, "ticks", 1)
    with stage.system.database.reading() as tx:
        named = broken_versions(tx, stage.engine.services)
    assert [(one.package, one.version) for one in named] == [("bad", 1), ("ticks", 1)]
    assert "version 1 of bad cannot be run" in named[0].reason
    assert "bad 的版本 1 不能运行" in named[0].reason_zh
    # Orders of the healthy package start; one of the broken is taken, and waits for a mended version.
    assert stage.open(open_enquiry(stage)) == ["a"]
    kept = stage.open_order(category="complaint", fields={}, beside=True)
    assert "cannot be run" in kept["message"]
    # A start timer of the broken version is parked with an incident, the other package's fires.
    stage.later(minutes=10)
    assert "t2" in stage.open()
    kinds = {one["kind"] for one in stage.incidents()} - {"no-department"}  # a timer's order has no place
    assert kinds == {"process-not-started", "step-failed"}
    stage.run(Deploy(files("bad", "b2", "category: complaint\n")), SYSTEM)
    unstarted = next(one for one in stage.incidents() if one["kind"] == "process-not-started")
    stage.run(RetryIncident(unstarted["id"]), "operator")
    assert stage.open(kept["order"]) == ["b2"]


def test_a_broken_version_cannot_be_activated(stage: Stage) -> None:
    for task in ("a", "b"):
        stage.run(Deploy(enquiry(task)), SYSTEM)
    breaks(stage, "asking", 1)
    with pytest.raises(BrokenVersion, match="version 1 of asking cannot be run"):
        stage.run(RollBack("asking"), "designer")
    assert active(stage) == {"asking": 2}


def test_a_start_timer_that_waits_out_of_service_begins_anew(stage: Stage) -> None:
    stage.run(Deploy(files("ticks", "t", begin=start("s", timer("cycle", '"R/PT10M"')))), SYSTEM)
    stage.run(DeactivatePackage("ticks", "night"), "designer")
    stage.later(hours=2)
    assert stage.open() == []
    stage.run(ActivateVersion("ticks", 1), "designer")
    assert stage.timers() == {"s": stage.now + timedelta(minutes=10)}


def test_a_mended_version_runs_again_without_a_restart(stage: Stage) -> None:
    stage.run(DeployPackages([enquiry("a"), files("other", "b")], ["1", "2"]), SYSTEM)
    whole = stage.rows(select(definition.c.files).where(definition.c.package == "asking"))[0]["files"]
    breaks(stage, "asking", 1)
    kept = stage.open_order(category="enquiry", fields={}, beside=True)
    assert stage.open(kept["order"]) == []
    with stage.system.database.transaction() as tx:
        statement = update(definition).where(definition.c.package == "asking").values(files=whole)
        tx.write(Statement(statement))
    stage.run(Deploy(files("other", "c")), SYSTEM)  # any deployment tells every process to look again
    (unstarted,) = stage.incidents()
    stage.run(RetryIncident(unstarted["id"]), "operator")
    assert stage.open(kept["order"]) == ["a"]
