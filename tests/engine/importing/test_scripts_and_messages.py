"""Scripts that assign, and messages: what they become, and what is asked."""

from __future__ import annotations

import pytest

from engine.importing import Kind, translate
from engine.importing.assigning import in_order
from engine.importing.expressions import Untranslatable
from tests.engine.importing.test_rules import process

SPIFF = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
ZEEBE = 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'


def imported(task: str, spaces: str):
    (one,) = translate({"p.bpmn": process(task, spaces)})
    return one, one.files[f"{one.key}.bpmn"].decode()


def asked(one) -> str:
    return "\n".join(line.what for line in one.lines if line.kind is Kind.DECIDE)


def test_one_variable_is_the_scripts_result() -> None:
    _, diagram = imported('<scriptTask id="ask"><script>total = price * 2</script></scriptTask>', SPIFF)
    assert 'scriptFormat="feel" camunda:resultVariable="total"' in diagram
    assert "<script>price * 2</script>" in diagram


def test_several_are_a_context_in_which_no_entry_hides_an_old_value_that_a_later_one_reads() -> None:
    script = "a = a + 1\nb = old\nold = a"
    _, diagram = imported(f'<scriptTask id="ask"><script>{script}</script></scriptTask>', SPIFF)
    # `old` reads the `a` from before the script, so it stands before `a`; `b` reads `old`, and stands before it.
    assert "<script>{b: old, old: a + 1, a: a + 1}</script>" in diagram


def test_an_exchange_of_values_is_left_to_a_person() -> None:
    with pytest.raises(Untranslatable, match="computed from each other's old values"):
        in_order({"a": "b", "b": "a"})


def test_a_script_that_does_nothing_is_a_task() -> None:
    one, diagram = imported('<scriptTask id="ask"><script>pass</script></scriptTask>', SPIFF)
    assert '<task id="ask"' in diagram
    assert any("does nothing" in line.what for line in one.lines)


@pytest.mark.parametrize("script", ["print(a)", "a in b", "x.y = 1", "a = b; b = a + c; c = a"])
def test_a_script_that_is_left_to_a_person_is_not_taken_for_feel(script: str) -> None:
    _, diagram = imported(f'<scriptTask id="ask"><script>{script}</script></scriptTask>', SPIFF)
    assert 'scriptFormat="python"' in diagram
    assert f"<script>{script}</script>" in diagram


def test_a_script_of_camunda_8_is_a_script_task_of_feel() -> None:
    task = '<scriptTask id="ask"><extensionElements><zeebe:script expression="=a + 1" resultVariable="b"/></extensionElements></scriptTask>'
    _, diagram = imported(task, ZEEBE)
    assert 'camunda:resultVariable="b"' in diagram
    assert "<script>a + 1</script>" in diagram


def test_an_expression_of_camunda_7_that_only_calculates_is_a_script_task() -> None:
    camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    _, diagram = imported(
        '<serviceTask id="ask" camunda:expression="${a * 2}" camunda:resultVariable="b"/>', camunda
    )
    assert '<scriptTask id="ask"' in diagram
    assert "<script>a * 2</script>" in diagram


def test_a_message_whose_values_nobody_writes_is_asked() -> None:
    task = '<intermediateCatchEvent id="ask"><messageEventDefinition/></intermediateCatchEvent>'
    one, _ = imported(task, SPIFF)
    assert "what the message brings is not written by itself" in asked(one)


def test_code_that_sent_a_message_is_asked() -> None:
    task = '<intermediateThrowEvent id="ask"><extensionElements><zeebe:taskDefinition type="send-mail"/></extensionElements><messageEventDefinition/></intermediateThrowEvent>'
    one, _ = imported(task, ZEEBE)
    assert "'send-mail' sent this message" in asked(one)


def test_the_message_variable_of_spiff_arena_takes_the_whole_message() -> None:
    source = process(
        '<intermediateCatchEvent id="ask"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>',
        SPIFF,
    ).replace(
        b'<process id="p"',
        b'<message id="m" name="paid"><extensionElements><spiffworkflow:messageVariable>bill</spiffworkflow:messageVariable>'
        b'</extensionElements></message><process id="p"',
    )
    (one,) = translate({"p.bpmn": source})
    diagram = one.files[f"{one.key}.bpmn"].decode()
    assert '<camunda:outputParameter name="bill">message</camunda:outputParameter>' in diagram
    assert "not written by itself" not in asked(one)


def test_a_key_stands_where_a_message_is_awaited_and_not_where_it_starts_a_process() -> None:
    wait = (
        '<intermediateCatchEvent id="ask"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>'
    )
    message = (
        b'<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=number"/>'
        b'</extensionElements></message><process id="p"'
    )
    source = process(wait, ZEEBE).replace(b'<process id="p"', message)
    (waiting,) = translate({"p.bpmn": source})
    assert 'id="ask" huan:correlationKey="number"' in waiting.files[f"{waiting.key}.bpmn"].decode()
    starting = source.replace(
        b'<startEvent id="s"/>', b'<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>'
    )
    starting = starting.replace(wait.encode(), b'<intermediateThrowEvent id="ask"/>')
    (one,) = translate({"p.bpmn": starting})
    assert "correlationKey" not in one.files[f"{one.key}.bpmn"].decode()
    assert any("every message of that name starts one" in line.what for line in one.lines)


def test_a_call_of_camunda_8_keeps_the_version_that_it_is_bound_to() -> None:
    called = '<zeebe:calledElement processId="q" bindingType="versionTag" versionTag="spring"/>'
    task = f'<callActivity id="ask"><extensionElements>{called}</extensionElements></callActivity>'
    _, diagram = imported(task, ZEEBE)
    assert 'camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="spring"' in diagram
