"""Decisions come along as rules of the package, and give there what they gave before."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.definitions import read_files
from engine.feel import Environment
from engine.importing import Kind, translate

DMN = 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="http://camunda.org/schema/1.0/dmn"'


def process(task: str, spaces: str = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"') -> bytes:
    return f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" {spaces} id="d" targetNamespace="t">
      <process id="p" name="Fee" isExecutable="true"><startEvent id="s"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="ask"/>{task}
      <sequenceFlow id="f2" sourceRef="ask" targetRef="e"/><endEvent id="e"/></process></definitions>""".encode()


def table(
    key: str, name: str, inputs: dict[str, str], output: str, rules: list[list[str]], more: str = ""
) -> str:
    columns = "".join(
        f'<input id="{key}_{at}" label="{label}"><inputExpression id="{key}_{at}_x"><text>{text}</text></inputExpression></input>'
        for at, (label, text) in enumerate(inputs.items())
    )
    cells = "".join(
        f'<rule id="{key}_r{number}">'
        + "".join(
            f'<inputEntry id="{key}_r{number}_{at}"><text>{cell}</text></inputEntry>'
            for at, cell in enumerate(row[:-1])
        )
        + f'<outputEntry id="{key}_r{number}_o"><text>{row[-1]}</text></outputEntry></rule>'
        for number, row in enumerate(rules)
    )
    return (
        f'<decision id="{key}" name="{name}">{more}<decisionTable id="{key}_t">{columns}'
        f'<output id="{key}_out" name="{output}"/>{cells}</decisionTable></decision>'
    )


def model(*decisions: str) -> bytes:
    return f'<definitions {DMN} id="m" name="DRD">{"".join(decisions)}</definitions>'.encode()


def decided(files, decision, **inputs):
    environment = Environment(now=datetime(2026, 11, 23, tzinfo=UTC), zone=ZoneInfo("Asia/Shanghai"))
    return read_files(files).decisions.find(decision).evaluate(inputs, environment).value


def test_a_table_of_camunda_7_reads_its_variables_as_inputs() -> None:
    task = '<businessRuleTask id="ask" camunda:decisionRef="fee" camunda:resultVariable="fee" camunda:mapDecisionResult="singleEntry"/>'
    rules = model(
        table("fee", "The fee", {"Days": "days"}, "fee", [["&lt; 3", "10"], ["&gt;= 3", "days * 5"]])
    )
    (one,) = translate({"p.bpmn": process(task), "fees.dmn": rules})
    assert "rules/fees.dmn" in one.files
    assert not [finding for finding in one.findings if "dmn" in finding.file]
    assert decided(one.files, "fee", days=4) == 20
    assert [needed.name for needed in read_files(one.files).decisions.find("fee").inputs] == ["days"]


def test_a_required_decision_is_called_as_its_column_is_read() -> None:
    task = '<businessRuleTask id="ask" camunda:decisionRef="drink" camunda:resultVariable="drink" camunda:mapDecisionResult="singleEntry"/>'
    season = table(
        "season", "The season", {"Month": "month"}, "part", [["&gt; 10", '"winter"'], ["-", '"summer"']]
    )
    needs = '<informationRequirement id="r"><requiredDecision href="#season"/></informationRequirement>'
    drink = table(
        "drink", "Drink", {"Part": "part"}, "drink", [['"winter"', '"tea"'], ["-", '"juice"']], needs
    )
    (one,) = translate(
        {
            "p.bpmn": process(task),
            "drinks.dmn": model(
                drink, season.replace("<decisionTable ", '<decisionTable hitPolicy="FIRST" ')
            ),
        }
    )
    assert decided(one.files, "drink", month=6) == "juice"
    assert any("'The season' is called 'part'" in line.what for line in one.lines)


def test_python_in_a_table_of_spiff_arena_becomes_feel_and_the_first_rule_wins_as_it_did_there() -> None:
    spaces = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    task = '<businessRuleTask id="ask"><extensionElements><spiffworkflow:calledDecisionId>kind</spiffworkflow:calledDecisionId></extensionElements></businessRuleTask>'
    rules = model(
        table(
            "kind",
            "Kind",
            {"Large?": "amount == 0 or amount &gt; 9"},
            "kind",
            [["True", '"a" + "b"'], ["", "None"]],
        )
    )
    (one,) = translate({"p.bpmn": process(task, spaces), "kinds.dmn": rules})
    assert decided(one.files, "kind", amount=10) == "ab"
    assert decided(one.files, "kind", amount=3) is None
    task = next(node for _, node in read_files(one.files).diagram.nodes() if node.id == "ask")
    assert (task.camunda["decisionRef"], task.camunda["resultVariable"]) == ("kind", "kind")


def test_several_models_of_one_package_have_namespaces_of_their_own() -> None:
    spaces = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    task = (
        '<subProcess id="ask">'
        + "".join(
            f'<businessRuleTask id="{key}"><extensionElements><spiffworkflow:calledDecisionId>{key}</spiffworkflow:calledDecisionId></extensionElements></businessRuleTask>'
            for key in ("one", "two")
        )
        + "</subProcess>"
    )
    given = {f"{key}.dmn": model(table(key, key, {"A": "a"}, key, [["-", "1"]])) for key in ("one", "two")}
    (one,) = translate({"p.bpmn": process(task, spaces), **given})
    assert not [finding for finding in one.findings if "dmn" in finding.file]


@pytest.mark.parametrize(
    ("key", "told"), [("gone", "did not come with the diagram"), ("=dynamic", "is chosen while running")]
)
def test_a_decision_that_did_not_come_along_is_asked_for(key: str, told: str) -> None:
    spaces = 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
    task = f'<businessRuleTask id="ask"><extensionElements><zeebe:calledDecision decisionId="{key}" resultVariable="r"/></extensionElements></businessRuleTask>'
    (one,) = translate({"p.bpmn": process(task, spaces)})
    assert any(told in line.what for line in one.lines if line.kind is Kind.DECIDE)
