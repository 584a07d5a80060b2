"""Packages are read, checked and compiled before the transaction opens: others go on writing meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.commands import ready_deployment
from engine.commands.deploy import Deploy, DeployPackages
from engine.commands.drafts.create import CreatePackageDraft
from engine.commands.drafts.deploy import DeployPackageDraft
from engine.definitions import DiagramRefused
from engine.errors import NotAllowed
from engine.store.definitions import active_definitions
from tests.engine.commands.test_deploy import files, plain
from tests.stage import SYSTEM, Stage


def meanwhile(monkeypatch: pytest.MonkeyPatch, work: str, happens: Callable[[int], object]) -> list[int]:
    """Let something happen in the midst of each `work` of a deployment; return the list that counts them."""
    real, times = getattr(ready_deployment, work), []

    def slowly(*given: Any) -> Any:
        times.append(len(times) + 1)
        happens(len(times))
        return real(*given)

    monkeypatch.setattr(ready_deployment, work, slowly)
    return times


def active(stage: Stage) -> dict[str, int]:
    with stage.system.database.reading() as tx:
        return {row.package: row.version for row in active_definitions(tx)}


@pytest.mark.parametrize("work", ["check_package", "compile_version"])
@pytest.mark.parametrize(
    "command", [Deploy(files("m", plain("m"), "m")), DeployPackages([files("m", plain("m"), "m")], ["m"])]
)
def test_an_order_is_opened_while_a_package_is_checked_and_compiled(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, work: str, command: Deploy | DeployPackages
) -> None:
    opened: list[object] = []
    times = meanwhile(monkeypatch, work, lambda _: opened.append(stage.open_order()))
    stage.run(command, SYSTEM)
    assert (times, len(opened), active(stage)["m"]) == ([1], 1, 1)


def test_an_order_is_opened_while_a_draft_is_checked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = stage.run(CreatePackageDraft("Meters", files=files("m", plain("m"), "m")), "designer")
    times = meanwhile(monkeypatch, "check_package", lambda _: stage.open_order())
    stage.run(DeployPackageDraft(draft["id"], draft["revision"], None), "designer")
    assert (times, active(stage)["m"]) == ([1], 1)


def test_what_was_deployed_meanwhile_is_seen_by_a_second_check(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both packages have the process `shared`: whoever comes second is refused, though its check had "
    "begun."""
    other, mine = files("other", plain("shared"), "shared"), files("mine", plain("shared"), "shared")
    times = meanwhile(
        monkeypatch, "check_package", lambda turn: turn == 1 and stage.run(Deploy(other), SYSTEM)
    )
    with pytest.raises(DiagramRefused, match="belongs to package 'other'"):
        stage.run(Deploy(mine), SYSTEM)
    assert times == [1, 2, 3]
    assert "mine" not in active(stage)


def test_two_that_deploy_the_same_at_once_make_one_version(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = files("mine", plain("mine"), "mine")
    meanwhile(monkeypatch, "compile_version", lambda turn: turn == 1 and stage.run(Deploy(mine), SYSTEM))
    answer = stage.run(Deploy(mine), SYSTEM)
    assert (answer["version"], answer["new"], active(stage)["mine"]) == (1, False, 1)


def test_a_check_is_not_begun_for_who_may_not_deploy(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    times = meanwhile(monkeypatch, "check_package", lambda _: None)
    with pytest.raises(NotAllowed):
        stage.run(Deploy(files("m", plain("m"), "m")), "agent")
    assert times == []
