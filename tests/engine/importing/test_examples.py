"""A whole file of each engine becomes a package that can be deployed, and its first scenario plays.

The diagrams are in examples/, drawn for this test with what designers of each engine use most.
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from lxml import etree

from engine.definitions import errors_of, read_files
from engine.definitions.reading import read_diagram
from engine.importing import Dialect, Kind, Options, translate
from engine.scenarios import run_paths
from engine.scenarios.check import catalogue_of

EXAMPLES = Path(__file__).parent / "examples"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"
#: What a person says about each example, so that nothing is left to mend.
SAID = {
    "camunda7": Options(
        category="enquiry", groups={"reviewers": "repair@county"}, topics={"payOut": "webhook"}
    ),
    "camunda8": Options(groups={"packers": "repair@county"}, topics={"print-label": "webhook"}),
    "spiff": Options(
        groups={"Staff": "customer-service@province", "Bosses": "supervision@province"},
        topics={"http/PostRequestV2": "webhook"},
    ),
}


def given(engine):
    return {path.name: path.read_bytes() for path in sorted((EXAMPLES / engine).iterdir())}


def imported(engine, options=None):
    (one,) = translate(given(engine), options or SAID[engine], catalogue_of)
    return one


def written(one, folder):
    """Write a package to disk; return its folder."""
    for path, content in one.files.items():
        (folder / one.key / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / one.key / path).write_bytes(content)
    return folder / one.key


def told(one, kind):
    return {(line.element, str(line.what)) for line in one.lines if line.kind is kind}


def node(one, key):
    package = read_files(one.files)
    return next(node for _, node in package.diagram.nodes() if node.id == key)


def flow(one, key):
    package = read_files(one.files)
    return next(scope.flows[key] for scope in package.diagram.scopes() if key in scope.flows)


def texts(parameters):
    return {parameter.name: parameter.expression.text for parameter in parameters}


@pytest.mark.parametrize("engine", sorted(SAID))
def test_with_what_a_person_says_nothing_is_left_to_mend_and_the_first_scenario_plays(engine, tmp_path):
    one = imported(engine)
    assert errors_of(list(one.findings)) == []
    report = run_paths([written(one, tmp_path)])
    assert report.refused == []
    assert [outcome.passed for outcome in report.outcomes] == [True]


@pytest.mark.parametrize("engine", sorted(SAID))
def test_the_engine_is_seen_and_the_layout_stays_as_it_was(engine):
    one = imported(engine)
    assert one.dialect is Dialect(engine)
    (source,) = (content for path, content in given(engine).items() if path.endswith(".bpmn"))

    def drawn(content):
        # Without namespaces that only stand at the top, which belong to nobody's drawing.
        part = etree.fromstring(content).find(DI)
        return etree.tostring(part, method="c14n", exclusive=True, strip_text=True)

    assert drawn(one.files[f"{one.key}.bpmn"]) == drawn(source)


@pytest.mark.parametrize("engine", sorted(SAID))
def test_every_line_of_the_report_is_told_in_both_languages(engine):
    for options in (SAID[engine], Options()):
        for line in imported(engine, options).lines:
            assert any("一" <= character <= "鿿" for character in line.what.zh), line
            assert line.told("en") != line.told("zh")
            assert "\n" not in line.told("en")


@pytest.mark.parametrize("engine", sorted(SAID))
def test_nothing_of_the_other_engine_is_left_in_the_diagram(engine):
    content = imported(engine).files[f"{imported(engine).key}.bpmn"]
    assert b"zeebe" not in content
    assert b"spiffworkflow" not in content
    assert b"${" not in content


def test_without_a_persons_word_groups_and_topics_are_asked_and_refused_by_the_check():
    one = imported("camunda7", Options())
    asked = {what.partition("?")[0] for _, what in told(one, Kind.DECIDE)}
    assert "which department is the group 'reviewers'" in asked
    assert "who does 'payOut'" in asked
    assert "which order category begins it" in asked
    refused = {(finding.element, str(finding.problem)) for finding in errors_of(list(one.findings))}
    assert ("review", "candidate group 'reviewers' is no department at a tier") in refused
    assert ("pay", "nobody handles the topic 'pay-out'") in refused


class TestCamunda7:
    def test_the_start_form_gives_the_fields_of_the_order_and_expressions_read_them_there(self):
        one = imported("camunda7")
        fields = orjson.loads(one.files["fields.json"])["properties"]
        assert fields["amount"] == {"type": "integer", "title": "Amount", "x-en": "Amount", "minimum": 100}
        assert fields["kind"]["default"] == "house"
        assert [choice["const"] for choice in fields["kind"]["oneOf"]] == ["house", "car"]
        assert texts(node(one, "review").outputs)["large"] == 'order.amount > 10000 and order.kind = "house"'

    def test_parameters_lists_and_texts_with_expressions_in_them(self):
        assert texts(node(imported("camunda7"), "review").inputs) == {
            "title": 'string join(["Loan of ", string(order.amount), " for a ", string(order.kind)])',
            "limits": '["100", order.amount * 2]',
        }

    def test_the_form_is_taken_along_and_its_values_are_written_beside_the_outputs(self):
        one = imported("camunda7")
        form = orjson.loads(one.files["forms/review.json"])
        assert form["required"] == ["approved"]
        assert form["properties"]["note"]["x-widget"] == "textarea"
        assert form["properties"]["signers"]["items"]["oneOf"][1]["title"] == "Director"
        assert set(texts(node(one, "review").outputs)) == {"large", "approved", "note", "signers"}

    def test_a_condition_and_what_a_multi_instance_counts(self):
        one = imported("camunda7")
        assert flow(one, "f3").condition.text == (
            'approved = true and not(list contains([null, "", [], {}], signers))'
        )
        loop = node(one, "sign").loop
        assert (loop.collection.text, loop.item_name) == ("signers", "signer")
        assert loop.completion.text == "numberOfCompletedInstances / numberOfInstances >= 0.5"

    def test_a_delegate_becomes_an_external_task_with_its_fields_as_inputs(self):
        pay = node(imported("camunda7"), "pay")
        assert (pay.camunda["type"], pay.camunda["topic"]) == ("external", "webhook")
        assert texts(pay.inputs) == {"url": '"https://bank.example/pay"'}

    def test_the_code_of_a_caught_error_and_what_a_call_passes(self):
        one = imported("camunda7")
        assert texts(node(one, "refused").outputs) == {"code": "message.code"}
        archive = node(one, "archive")
        assert texts(archive.passed) == {
            "sum": "order.amount",
            "period": 'if large = true then "long" else "short"',
        }
        assert texts(archive.returned) == {"shelf": "shelf"}

    def test_what_is_left_out_is_said_with_the_reason(self):
        left = dict(told(imported("camunda7"), Kind.LEFT_OUT))
        assert "each step is one transaction" in str(
            [what for _, what in told(imported("camunda7"), Kind.LEFT_OUT)]
        )
        assert left["asked"].startswith("camunda:initiator")
        assert left["archive"].startswith("the business key")


class TestCamunda8:
    def test_an_input_that_builds_a_context_and_a_header_are_input_parameters(self):
        label = node(imported("camunda8"), "label")
        assert texts(label.inputs) == {
            "url": '"https://printer.example/labels"',
            "label": '{"weight": weight, "unit": "kg"}',
            "printer": '"north"',
        }
        assert texts(label.outputs) == {"printed": "status"}

    def test_a_message_has_its_key_and_what_it_brings_is_read_from_it(self):
        paid = node(imported("camunda8"), "paid")
        assert paid.huan == {"correlationKey": "order_value.number"}
        assert texts(paid.outputs) == {"paid_amount": "message.amount"}

    def test_the_form_in_the_diagram_itself_is_taken_along(self):
        form = orjson.loads(imported("camunda8").files["forms/user-task-form-pack.json"])
        assert form["properties"]["weight"] == {
            "type": "number",
            "title": "Weight",
            "x-en": "Weight",
            "minimum": 0,
        }
        assert node(imported("camunda8"), "pack").camunda["formKey"] == "user-task-form-pack"

    def test_what_each_member_leaves_is_collected(self):
        carry = node(imported("camunda8"), "carry")
        assert (carry.loop.collection.text, carry.loop.item_name) == ('["up", "down"]', "way")
        assert (carry.loop.output_collection, carry.loop.output_item) == ("ways", "ways_item")
        assert texts(carry.outputs) == {"ways_item": 'way + "!"'}

    def test_a_variable_whose_name_belongs_to_the_engine_is_renamed_everywhere(self):
        assert (
            None,
            "the variable 'order' is `order_value` here: the name belongs to the engine, FEEL or the order",
        ) in (told(imported("camunda8"), Kind.TRANSLATED))


STORIES = """
given: {order: {category: enquiry, title: Leave}, start: {}}
scenarios:
  - name: a long one goes to the bosses
    steps:
      - do: ask
        by: agent
        with: {days: 28, reason: holiday}
        expect: {open: [decide], values: {left: 2, total: 30, grade: director, long: true, note: holiday}}
      - do: decide
        expect: {ended: true}
  - name: a short one is granted
    steps:
      - do: ask
        by: agent
        with: {days: 3, reason: holiday}
        expect: {ended: true, values: {left: 27, grade: nobody, long: false}}
  - name: after four hours the team is told
    steps:
      - do: ask
        by: agent
        with: {days: 12, reason: sabbatical}
        expect: {values: {grade: head}}
      - wait: 4 h
      - expect: {asked: [tell]}
"""


class TestSpiff:
    def test_a_lane_is_whose_task_it_is(self):
        one = imported("spiff")
        assert node(one, "ask").candidate_groups == ("customer-service@province",)
        assert node(one, "decide").candidate_groups == ("supervision@province",)

    def test_a_script_after_a_task_is_its_outputs_and_the_form_is_written_too(self):
        outputs = texts(node(imported("spiff"), "ask").outputs)
        assert outputs["long"] == 'if days > 10 or reason = "sabbatical" then true else false'
        assert outputs["note"] == 'replace(reason, "^\\\\s+|\\\\s+$", "")'
        assert {"days", "reason", "remarks"} <= set(outputs)

    def test_a_schema_with_its_ui_schema(self):
        form = orjson.loads(imported("spiff").files["forms/ask.json"])
        assert form["properties"]["remarks"]["x-widget"] == "textarea"
        assert [one["title"] for one in form["properties"]["reason"]["oneOf"]] == ["Holiday", "Sabbatical"]

    def test_an_operator_becomes_an_external_task_and_its_result_is_asked(self):
        one = imported("spiff")
        assert texts(node(one, "tell").inputs) == {
            "url": '"https://team.example/leave"',
            "data": '{days: days, notes: [note, string join([string(days), " days"])]}',
        }
        assert (
            "tell",
            "its result went to 'told': write an output parameter told from what the topic gives",
        ) in (told(one, Kind.DECIDE))

    def test_a_span_of_time_and_a_chain_of_comparisons(self):
        one = imported("spiff")
        assert node(one, "slow").events[0].expression.text == 'duration("PT4H")'
        assert flow(one, "f3").condition.text == "long = true and (10 < days and days <= 60)"

    def test_the_whole_process_runs_as_it_did_there(self, tmp_path):
        # Its script, its table with Python in it, its form, its lanes and its timer, in one story each.
        folder = written(imported("spiff"), tmp_path)
        (folder / "scenarios" / "first.yaml").write_text(STORIES)
        report = run_paths([folder])
        assert [outcome.failure for outcome in report.outcomes] == [None, None, None]
        (coverage,) = report.coverage
        assert coverage.complete

    def test_instructions_stay_as_documentation_and_their_templates_are_told(self):
        one = imported("spiff")
        assert node(one, "ask").documentation.startswith("Dear {{ name }}")
        assert any("{{…}}" in what for _, what in told(one, Kind.DECIDE))


CONDITION = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t" {more}>
  <process id="p"><startEvent id="s"/><exclusiveGateway id="g" default="f3"/><endEvent id="e"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f3" sourceRef="g" targetRef="e"/>
  <sequenceFlow id="f2" sourceRef="g" targetRef="e"><conditionExpression>{condition}</conditionExpression>
  </sequenceFlow></process></definitions>"""


@pytest.mark.parametrize(
    ("condition", "more", "dialect", "expected"),
    [
        ("${a == 1}", "", Dialect.CAMUNDA_7, "a = 1"),
        ("a == 1", "", Dialect.SPIFF, "a = 1"),
        ("=a = 1", 'xmlns:m="http://camunda.org/schema/modeler/1.0" m:executionPlatform="Camunda Cloud"',
         Dialect.CAMUNDA_8, "a = 1"),
        ("a = 1", 'expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/"', Dialect.CAMUNDA_7, "a = 1"),
    ],
)  # fmt: skip
def test_a_file_without_extensions_is_read_by_its_signs(condition, more, dialect, expected):
    (one,) = translate({"p.bpmn": CONDITION.format(condition=condition, more=more).encode()})
    assert (one.dialect, flow(one, "f2").condition.text) == (dialect, expected)


def test_a_person_can_say_which_engine_it_is():
    source = CONDITION.format(condition="a and b", more="").encode()
    (one,) = translate({"p.bpmn": source}, Options(dialect=Dialect.SPIFF))
    assert flow(one, "f2").condition.text == "a = true and b = true"


def test_a_diagram_that_was_drawn_for_this_engine_keeps_its_names_and_expressions():
    path = Path(__file__).parents[3] / "bpmn" / "repair" / "repair.bpmn"
    (one,) = translate({path.name: path.read_bytes()})
    before, after = read_diagram(path.read_bytes(), "a"), read_diagram(one.files[f"{one.key}.bpmn"], "b")
    for scope, twin in zip(before.scopes(), after.scopes(), strict=True):
        for key, node in scope.nodes.items():
            assert texts(twin.nodes[key].inputs) == texts(node.inputs)
            assert texts(twin.nodes[key].outputs) == texts(node.outputs)
        conditions = {key: flow.condition and flow.condition.text for key, flow in scope.flows.items()}
        assert {key: flow.condition and flow.condition.text for key, flow in twin.flows.items()} == conditions
