"""One package never touches another: neither its processes nor its category nor what runs of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.commands.deploy import Deploy
from engine.definitions import DiagramRefused
from engine.errors import StepFailed
from engine.runtime import LATEST
from engine.store.definitions import active_definitions, definition_by_id
from tests.drawing import draw, element, end, file, process, start, user
from tests.stage import SYSTEM

SHEET = "key: {key}\nname: {{zh: t, en: t}}\ndiagram: d.bpmn\nprocess: {process}\n"


def files(key: str, diagram: bytes, process: str, more: str = "") -> Mapping[str, str]:
    return {
        "package.yaml": SHEET.format(key=key, process=process) + more,
        "d.bpmn": diagram.decode(),
    }


def plain(key: str) -> bytes:
    return draw(start("s"), user("a"), end("e"), flows="s > a > e", key=key)


def called(stage, process_id, packages):
    with stage.system.database.reading() as tx:
        stage.engine.services.time_and_place(tx)
        return stage.engine.services.called(tx, process_id, packages, LATEST, "")


def test_a_package_cannot_take_over_a_process_that_others_call(stage):
    with pytest.raises(DiagramRefused) as refused:
        stage.run(Deploy(files("aaa", plain("follow-up"), "follow-up")), SYSTEM)
    (finding,) = refused.value.report
    assert str(finding) == (
        "package/d.bpmn: follow-up: the process id belongs to package 'follow-up' — "
        "give the process an id of its own, such as aaa-follow-up"
    )
    assert called(stage, "follow-up", ("follow-up",)).package == "follow-up"


def test_a_call_is_resolved_through_the_packages_that_the_callers_sheet_names(stage):
    with pytest.raises(StepFailed, match="no active version of repair has the process 'follow-up'"):
        called(stage, "follow-up", ("repair",))


def test_a_running_process_calls_the_other_processes_of_its_own_version(stage):
    def version(task: str) -> Mapping[str, str]:
        main = process(
            start("s"),
            user("a"),
            element("callActivity", "c", calledElement="inner"),
            flows="s > a > c",
            key="x",
        )
        inner = process(start("is"), user(task), flows=f"is > {task}", key="inner")
        return files("x", file(main, inner), "x", "category: enquiry\n")

    stage.run(Deploy(version("old")), SYSTEM)
    stage.open_order(category="enquiry", fields={})
    stage.run(Deploy(version("new")), SYSTEM)
    stage.do("a", "desk")
    assert stage.open() == ["old"]


def test_half_a_character_is_refused_and_no_error_of_ours(stage):
    with pytest.raises(DiagramRefused, match="is no Unicode text"):
        stage.run(Deploy({"package.yaml": "\ud800"}), SYSTEM)


def test_a_refused_package_leaves_everything_as_it_was(stage):
    def active():
        with stage.system.database.reading() as tx:
            return [definition_by_id(tx, row.id) for row in active_definitions(tx)]

    before = active()
    for broken in (files("Bad Key", plain("x"), "x"), files("x", plain("x"), "x", "category: nosuchcat\n")):
        with pytest.raises(DiagramRefused):
            stage.run(Deploy(broken), SYSTEM)
    assert active() == before
