"""A called process is the one that is active now, whoever deployed it; or the one that the call is bound to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from engine.commands import Command
from engine.commands.activate_version import ActivateVersion
from engine.commands.complete import CompleteTask
from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy, DeployPackages
from engine.definitions import DiagramRefused
from engine.queries.doctor import examine
from huan.settings import Settings
from huan.wiring import System, build
from tests.drawing import draw, element, end, start, user
from tests.stage import SYSTEM, Stage

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {process}\n{more}"
CALLER = draw(
    start("s"),
    user("before"),
    element("callActivity", "call", calledElement="called"),
    end("e"),
    flows="s > before > call > e",
)


def called(task: str) -> Deploy:
    diagram = draw(start("s"), user(task), end("e"), flows=f"s > {task} > e", key="called")
    sheet = SHEET.format(key="called", process="called", more="")
    return Deploy({"package.yaml": sheet, "t.bpmn": diagram.decode()})


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    made.run(called("old"), SYSTEM)
    sheet = SHEET.format(key="test", process="p", more="category: enquiry\ncalls: [called]\n")
    made.run(Deploy({"package.yaml": sheet, "t.bpmn": CALLER.decode()}), SYSTEM)
    yield made
    made.system.close()


def test_a_version_deployed_by_another_process_is_called_from_then_on(
    stage: Stage, database_url: str
) -> None:
    """Each process keeps the active versions; the organisation's revision tells it to look again."""
    other: System = build(Settings(database_url=database_url, message_gateway="log"))
    first, second = (stage.open_order(category="enquiry", fields={}, beside=True)["order"] for _ in range(2))
    _complete(stage, first)
    assert stage.open(first) == ["old"]
    other.engine.run(called("new"), SYSTEM)
    other.close()
    _complete(stage, second)
    assert stage.open(second) == ["new"]
    assert stage.open(first) == ["old"]


def _complete(stage: Stage, order: str) -> None:
    [task] = stage.tasks(order)
    stage.run(CompleteTask(task["id"], {}), "desk")


# Calls that are bound to a version


def calling(binding: str, **named: str) -> dict[str, str]:
    """Return a package whose process calls the other package's by a binding."""
    given = {f"camunda_calledElement{name}": text for name, text in named.items()}
    bound = element(
        "callActivity", "call", calledElement="called", camunda_calledElementBinding=binding, **given
    )
    diagram = draw(start("s"), bound, end("e"), flows="s > call > e", key="p")
    sheet = SHEET.format(key="test", process="p", more="category: enquiry\ncalls: [called]\n")
    return {"package.yaml": sheet, "t.bpmn": diagram.decode()}


def tagged(task: str, tag: str) -> dict[str, str]:
    """Return the called package, its process with a version tag."""
    files = dict(called(task).files)
    process = '<bpmn:process id="called"'
    assert process in files["t.bpmn"]
    return {**files, "t.bpmn": files["t.bpmn"].replace(process, f'{process} camunda:versionTag="{tag}"')}


def together(*packages: Mapping[str, str]) -> DeployPackages:
    return DeployPackages(packages, [f"package {number}" for number in range(len(packages))])


def opened(stage: Stage) -> list[str]:
    """Open an order, which calls at once; return the tasks that are open then."""
    order = stage.open_order(category="enquiry", fields={}, beside=True)["order"]
    return stage.open(order)


def refused(stage: Stage, command: Command) -> str:
    with pytest.raises(DiagramRefused) as error:
        stage.run(command, SYSTEM)
    (finding,) = error.value.report
    return f"{finding.element}: {finding.problem}"


def test_a_call_bound_to_the_deployment_runs_what_was_deployed_with_the_caller(stage: Stage) -> None:
    stage.run(together(calling("deployment"), called("with-it").files), SYSTEM)
    stage.run(called("alone"), SYSTEM)
    assert opened(stage) == ["with-it"]


def test_the_same_files_deployed_with_other_ones_are_another_version(stage: Stage) -> None:
    """What it calls is part of what a version is; the one that runs already is left as it was."""
    first, _ = stage.run(together(calling("deployment"), called("one").files), SYSTEM)["packages"]
    same, _ = stage.run(together(calling("deployment"), called("one").files), SYSTEM)["packages"]
    assert (same["id"], same["new"]) == (first["id"], False)
    second, _ = stage.run(together(calling("deployment"), called("two").files), SYSTEM)["packages"]
    assert (second["version"], second["new"]) == (first["version"] + 1, True)
    assert opened(stage) == ["two"]
    stage.run(ActivateVersion("test", first["version"]), SYSTEM)
    assert opened(stage) == ["one"]
    services = stage.engine.services
    assert not list(examine(stage.system.database, lambda tx, key: services.definition(tx, key).compiled))


def test_packages_may_be_bound_to_each_other_in_a_circle(stage: Stage) -> None:
    back = draw(
        start("s"),
        user("inside"),
        element("callActivity", "back", calledElement="p", camunda_calledElementBinding="deployment"),
        end("e"),
        flows="s > inside > back > e",
        key="called",
    )
    other = {"package.yaml": SHEET.format(key="called", process="called", more="calls: [test]\n")}
    circle = (calling("deployment"), {**other, "t.bpmn": back.decode()})
    first = stage.run(together(*circle), SYSTEM)["packages"]
    again = stage.run(together(*circle), SYSTEM)["packages"]
    assert [one["id"] for one in again] == [one["id"] for one in first]
    assert opened(stage) == ["inside"]


def test_a_call_bound_to_a_deployment_that_lacks_the_other_package_is_refused(stage: Stage) -> None:
    assert refused(stage, Deploy(calling("deployment"))) == (
        "call: no package of calls that is deployed with it has the process 'called' (deployed with it: none)"
    )


def test_a_call_bound_to_a_number_runs_that_version_also_when_nothing_is_active(stage: Stage) -> None:
    stage.run(Deploy(calling("version", Version="1")), SYSTEM)
    stage.run(called("new"), SYSTEM)
    assert opened(stage) == ["old"]
    stage.run(DeactivatePackage("called", "mistaken"), SYSTEM)
    assert opened(stage) == ["old"]


def test_a_call_may_be_bound_to_a_version_that_the_same_deployment_makes(stage: Stage) -> None:
    bound = calling("version", Version="2")
    assert (
        refused(stage, Deploy(bound)) == "call: no package of calls has a version 2 with the process 'called'"
    )
    stage.run(together(bound, called("second").files), SYSTEM)
    assert opened(stage) == ["second"]


def test_a_call_bound_to_a_tag_runs_the_newest_version_that_bears_it(stage: Stage) -> None:
    assert refused(stage, Deploy(calling("versionTag", VersionTag="spring"))) == (
        "call: no version of a package of calls has the process 'called' with the tag 'spring'"
    )
    stage.run(Deploy(tagged("spring", "spring")), SYSTEM)
    stage.run(Deploy(calling("versionTag", VersionTag="spring")), SYSTEM)
    stage.run(Deploy(tagged("summer", "summer")), SYSTEM)
    assert opened(stage) == ["spring"]
    stage.run(Deploy(tagged("late-spring", "spring")), SYSTEM)
    stage.run(Deploy(tagged("autumn", "autumn")), SYSTEM)
    assert opened(stage) == ["late-spring"]
