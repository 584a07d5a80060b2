"""Process designers deploy from the browser: what is wrong is said before anything is stored."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.web.conftest import ROOT
from tests.web.person import Person


def test_a_broken_diagram_is_refused_with_the_element_and_a_mended_one_deployed(
    person: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "inbound-call"
    shutil.copytree(ROOT / "bpmn" / "inbound-call", folder)
    diagram = folder / "inbound-call.bpmn"
    drawn = diagram.read_text("utf-8")
    diagram.write_text(drawn.replace('targetRef="wrap-up"', 'targetRef="nowhere"', 1), "utf-8")
    designer = person("designer")
    designer.go("/packages")
    designer.page.get_by_role("button", name="部署流程包").click()
    dialogue = designer.page.get_by_role("dialog")
    chooser = dialogue.get_by_test_id("package-folder")
    chooser.set_input_files(folder)
    expect(dialogue.get_by_role("alert")).to_contain_text("inbound-call.bpmn")
    expect(dialogue.get_by_role("alert")).to_contain_text("nowhere")
    expect(dialogue.get_by_role("button", name="部署为新版本")).to_be_disabled()

    diagram.write_text(drawn.replace("</bpmn:process>", "<!-- mended --></bpmn:process>", 1), "utf-8")
    chooser.set_input_files(folder)
    expect(dialogue.get_by_text("检查通过：inbound-call 将成为第 2 版")).to_be_visible()
    dialogue.get_by_role("button", name="部署为新版本").click()
    expect(designer.page.get_by_text("第 2 版已启用")).to_be_visible()


def test_who_is_no_designer_may_only_look(person: Callable[..., Person]) -> None:
    agent = person("agent")
    agent.go("/packages")
    expect(agent.page.get_by_role("link", name="回访", exact=True)).to_be_visible()
    expect(agent.page.get_by_role("button", name="部署流程包")).to_have_count(0)
