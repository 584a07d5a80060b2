"""Files of DMN 1.1 to 1.5, and what in them cannot be read, told with element, line and remedy."""

from __future__ import annotations

import pytest

from engine.decisions import DecisionsRefused, check_model, read_model
from engine.decisions.model.tables import DecisionTable
from engine.definitions.safe_xml import parse_xml
from tests.engine.decisions.drawing import (
    DMN,
    compiled,
    decision,
    file,
    function,
    imported,
    input_data,
    item,
    knowledge_model,
    literal,
    model,
    service,
    table,
)
from tests.engine.definitions.conftest import has_chinese, quoted

SPACES = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]


@pytest.mark.parametrize("space", SPACES)
def test_every_version_of_dmn_since_1_1_is_read(space, value):
    made = compiled(input_data("n", "number"), decision("it", literal("n + 1"), inputs=["n"]), space=space)
    assert value(made, n=1) == 2


def test_types_may_be_written_as_the_qualified_names_of_dmn_1_1(value):
    made = compiled(
        input_data("n", "feel:number"), input_data("s", "own:tS"), item("tS", "feel:string"),
        decision("it", literal("[n, s]"), inputs=["n", "s"]),
        space=SPACES[0], more='xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:own="test"',
    )  # fmt: skip
    assert value(made, n=1, s="x") == [1, "x"]
    assert str(made.inputs_of("it")[0].type) == "number"


def test_what_describes_and_draws_is_left_alone():
    drawn = file(
        "<description>d</description><extensionElements><x/></extensionElements>",
        decision("it", "<question>Why?</question><allowedAnswers>a</allowedAnswers>" + literal("1")),
        '<knowledgeSource id="k" name="The law"/><textAnnotation id="t"><text>x</text></textAnnotation>',
        '<dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/"><dmndi:DMNDiagram/></dmndi:DMNDI>',
        more='xmlns:camunda="http://camunda.org/schema/1.0/dmn" exporter="Camunda Modeler"',
    )
    read = read_model(parse_xml(drawn, "a.dmn"), "a.dmn")
    assert read.problems == ()
    assert read.decisions[0].question == "Why?"
    assert [source.name for source in read.sources] == ["The law"]


def test_names_have_single_blanks_however_they_are_written():
    read = model('<inputData id="a" name="  Applicant \n data "/>')
    assert read.inputs[0].name == "Applicant data"


def test_the_annotation_of_a_rule_is_read_from_where_the_camunda_modeler_keeps_it():
    drawn = table(["n"], [""], "1 => 2").replace(
        "<rule>", "<rule><description>as agreed</description>"
    ).replace("<annotationEntry><text></text></annotationEntry>", "")  # fmt: skip
    logic = model(input_data("n"), decision("it", drawn, inputs=["n"])).decisions[0].logic
    assert isinstance(logic, DecisionTable)
    assert logic.rules[0].annotations == (("description", "as agreed"),)


def test_a_file_that_is_no_model_is_refused():
    with pytest.raises(DecisionsRefused) as refused:
        read_model(parse_xml(b"<definitions/>", "a.xml"), "a.xml")
    assert str(refused.value.problems[0]) == (
        "a.xml: line 1: <definitions> is no DMN model — save the file as DMN 1.1 to 1.5"
    )


BAD_TABLE = table(["n"], [""], "1 => 2")
PROBLEMS = [
    (decision("it", literal("")), "it", "there is no expression", "write one"),
    (decision("it", literal("1").replace("<text>", "<importedValues/><text>")), "it",
     "imported values are not read", "write the expression itself"),
    (decision("it", literal("1").replace("<literal", '<literal', 1).replace("Expression>", 'Expression expressionLanguage="Python">', 1)),
     "it", "expressions in Python are not executed", "write FEEL"),
    (decision("it", function("a", literal("a")).replace("<functionDefinition", '<functionDefinition kind="Java"')), "it",
     "functions of kind Java are not executed", "write the function in FEEL"),
    (decision("it", "<context><contextEntry><variable name='a'/>" + literal("1") + "</contextEntry><contextEntry><variable name='a'/>"
              + literal("2") + "</contextEntry></context>"), "it", "the entry `a` stands twice", "give each entry a name of its own"),
    (decision("it", f"<context><contextEntry>{literal('1')}</contextEntry><contextEntry>{literal('2')}</contextEntry></context>"), "it",
     "an entry without a name is not the last", "only the last entry, the result, may have no name"),
    (decision("it", f"<invocation>{literal('f')}<binding>{literal('1')}</binding></invocation>"), "it",
     "a binding has no parameter", "name the parameter"),
    (decision("it", f"<relation><column name='a'/><row>{literal('1')}{literal('2')}</row></relation>"), "it",
     "a row has 2 cells, the relation 1 columns", "give each row a cell for each column"),
    (decision("it", f"<for><in>{literal('[1]')}</in><return>{literal('1')}</return></for>"), "it",
     "<for> has no iteratorVariable", "name what stands for each item"),
    (decision("it", f"<conditional><if>{literal('true')}</if><then>{literal('1')}</then></conditional>"), "it",
     "<conditional> has no <else>", "write one"),
    (decision("it", literal("1") + literal("2")), "it", "the decision has several expressions", "keep one of them"),
    (decision("it", "<foo/>" + literal("1")), "it", "<foo> is not known here", "remove it, or save the file with a DMN 1.5 editor"),
    (decision("it", BAD_TABLE.replace('"UNIQUE"', '"BEST"')), "it", "there is no hit policy 'BEST'",
     "one of UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER, OUTPUT ORDER"),
    (decision("it", table(["n"], [""], "1 => 2", aggregation="SUM")), "it", "only the hit policy COLLECT aggregates",
     'write hitPolicy="COLLECT", or remove the aggregation'),
    (decision("it", table(["n"], [""], "1 => 2", hit_policy="COLLECT", aggregation="AVG")), "it", "there is no aggregation 'AVG'",
     "one of SUM, COUNT, MIN, MAX"),
    (decision("it", table(["n"], ["a", "b"], "1 => 2 | 3", hit_policy="COLLECT", aggregation="SUM")), "it",
     "several outputs cannot be aggregated (DMN 1.5, clause 8.2.11)", "make one table for each output"),
    (decision("it", table(["n"], ["a", "a"], "1 => 2 | 3")), "it",
     "several outputs need different names: the result is a context of them", "name each output"),
    (decision("it", table(["n"], [], "")), "it", "the decision table has no output", "add an output column"),
    (decision("it", table(["n"], [""], "1 => 2", hit_policy="PRIORITY")), "it",
     "the hit policy PRIORITY orders by output values, and there are none", "list the output values, highest priority first"),
    (decision("it", table(["n"], [""], "1 | 2 => 3")), "it",
     "the rule has 2 input and 1 output entries, the table 1 inputs and 1 outputs", "give it one entry for each column"),
    (decision("it", table([""], [""], "1 => 3")), "it", "an input of the table has no expression", "write what is tested"),
    (decision("it", table(["n"], [""], "1 => -")), "it", "`-` is no value for an output entry", "write the value, or null"),
    (decision("it", BAD_TABLE.replace("<input>", '<input xmlns:camunda="http://camunda.org/schema/1.0/dmn" camunda:inputVariable="x">')), "it",
     "camunda:inputVariable is not read here, so it would have no effect", "write `?` for the tested value"),
    (imported("m", "n").replace(f'importType="{DMN}"', 'importType="http://www.omg.org/spec/PMML"'), "m",
     "imports of type 'http://www.omg.org/spec/PMML' are not read", "import DMN models only"),
    (imported("m", "elsewhere"), "m", "there is no model with the namespace 'elsewhere'",
     "add its file to rules/, or remove the import"),
    ('<decision id="d"><informationRequirement><requiredInput href="a"/></informationRequirement></decision>', "test", "it has no name", "name it"),
    (decision("it", literal("1"), inputs=["nothing"]), "it", "it requires '_nothing', which is not there", "draw the requirement again"),
    (decision("it", literal("1"), inputs=["far#x"]), "it",
     "it requires something of the model 'far', which is not imported", "import that model"),
    (input_data("n") + decision("it", literal("1"), knowledge=["n"]), "it",
     "it requires 'n' in a way that does not fit what that is",
     "decisions and inputs are information, knowledge models and services are knowledge"),
    (decision("it", literal("1")).replace('<variable name="it"', '<variable name="that"'), "it",
     "the variable 'that' has another name than its element 'it'", "give both the same name"),
    (service("s", []), "s", "the decision service has no output decision", "put a decision into its output compartment"),
    (input_data("n") + input_data("n").replace('id="_n"', 'id="m"'), "n", "the name 'n' stands twice", "make it unique"),
    (input_data("n") + input_data("m").replace('id="_m"', 'id="_n"'), "m", "the id '_n' stands twice", "make it unique"),
    (item("t", "number") + item("t", "string"), "t", "the type 't' stands twice", "make it unique"),
    (item("t", "number", components=[item("a", "string")]), "t", "the type refers to another and has components as well", "keep one of them"),
    (item("t", "u") + item("u", "t"), "u", "the type 't' contains itself (t → u → t)", "take one reference away"),
    (item("t0", "number") + "".join(item(f"t{n}", components=[item("x", f"t{n - 1}"), item("y", f"t{n - 1}")]) for n in range(1, 30)),
     "t10", "the type 't10' has more than 2000 parts within parts", "take parts away"),
    (input_data("n", "tNowhere"), "n", "there is no type 'tNowhere'", "define it, or choose another"),
    (decision("it", literal("1 +")), "it", "`1 +` at 1:4: expected an expression, found the end", "write an expression"),
    (decision("it", literal("sqrt(1, 2)")), "it", "`sqrt(1, 2)` at 1:1: sqrt takes (number), not 2 arguments", "write what you mean"),
    (input_data("n") + input_data("m") + decision("it", literal("n + m"), inputs=["n"]), "it",
     "`n + m`: there is no `m` here, so it would always be null",
     "require the input, decision or knowledge of that name, or correct it; there: n"),
    (item("t", "string", allowed="low"), "t", "`low`: there is no `low` here, so it would always be null",
     "require the input, decision or knowledge of that name, or correct it; there: –"),
    ('<businessKnowledgeModel id="k" name="k"/>', "k", "the knowledge model has no logic", "write its function"),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "name", "problem", "remedy"), PROBLEMS, ids=[row[2] for row in PROBLEMS])
def test_what_cannot_be_executed_is_told_with_its_remedy_in_both_languages(drawn, name, problem, remedy):
    found = {(one.name, str(one.problem), str(one.remedy)) for one in compiled(drawn).problems}
    assert (name, problem, remedy) in found, found
    for one in compiled(drawn).problems:
        for words in (one.problem, one.remedy):
            assert has_chinese(words.zh), words.zh
            assert quoted(words.zh) == quoted(words), words.zh


def test_a_problem_names_the_element_and_the_line():
    made = compiled(input_data("n"), decision("it", table(["n"], [""], "1 => 2\n2 => 1 +"), inputs=["n"]))
    assert [(one.file, one.element, one.line) for one in made.problems] == [("test.dmn", "_it", 3)]


def test_a_model_of_imports_in_a_circle_is_told():
    a = model(imported("b", "b"), namespace="a", file_name="a.dmn")
    b = model(imported("a", "a"), namespace="b", file_name="b.dmn")

    assert [str(one.problem) for one in check_model(a, [b])] == ["the models import each other in a circle"]


def test_two_models_with_one_namespace_are_told():

    twins = [model(namespace="x", file_name=f"{name}.dmn") for name in "ab"]
    (problem,) = check_model(model(imported("x", "x"), file_name="m.dmn"), twins)
    assert (problem.file, str(problem.problem)) == ("b.dmn", "a.dmn has the same namespace 'x'")


def test_a_knowledge_model_without_logic_gives_null(evaluate):
    made = compiled(knowledge_model("k", "", ""), decision("it", literal("k()"), knowledge=["k"]))
    assert evaluate(made).value is None


def test_entries_of_items_functions_of_feel_and_local_names_need_no_requirement(value):
    match = (
        f"<filter><in>{literal('rows')}</in><match>{literal('age > 2 and item.age < limit')}</match></filter>"
    )
    drawn = f"<context><contextEntry><variable name='limit'/>{literal('max([5, 4])')}</contextEntry>"
    drawn += f"<contextEntry><variable name='by'/>{literal('abs')}</contextEntry><contextEntry>{match}</contextEntry></context>"
    made = compiled(input_data("rows"), decision("it", drawn, inputs=["rows"]))
    assert value(made, rows=[{"age": 3}, {"age": 7}]) == [{"age": 3}]
