"""The decisions of a package: its files rules/*.dmn, found by id or name and evaluated."""

from __future__ import annotations

import pytest

from engine.definitions import read_files
from engine.errors import NotFound
from tests.engine.decisions.conftest import environment
from tests.engine.decisions.drawing import decision, file, imported, input_data, item, literal, table
from tests.engine.definitions.conftest import files_with, only, refusal

TYPES = file(item("tDays", "number", allowed="[0..30]"), namespace="types", name="types")
FEES = file(
    imported("t", "types"),
    input_data("days", "t.tDays"),
    decision("fee", table(["days"], [""], "< 7 => 10\n>= 7 => 8"), inputs=["days"]),
    decision("twice", literal("fee * 2"), decisions=["fee"]),
    namespace="fees",
    name="fees",
)


def package(**files):
    return read_files(files_with({"rules/types.dmn": TYPES, "rules/sub/fees.dmn": FEES, **files}))


def test_a_decision_is_found_by_its_id_or_its_name_and_knows_its_inputs():
    decisions = package().decisions
    by_id, by_name = decisions.find("_twice"), decisions.find("twice")
    assert by_id == by_name is not None
    assert [(one.name, str(one.type)) for one in by_id.inputs] == [("days", "tDays")]
    assert decisions.find("fees") is None


def test_models_of_a_package_import_each_other_and_evaluation_says_which_rule_matched():
    outcome = package().decisions.evaluate("twice", {"days": 10}, environment())
    assert (outcome.value, outcome.decisions) == (16, {"fee": 8, "twice": 16})
    assert [rule.number for trace in outcome.trace for rule in trace.rules] == [2]


def test_what_is_not_there_or_not_the_only_one_is_not_evaluated():
    with pytest.raises(
        NotFound, match="there is not exactly one decision 'fine' in rules/; there: fee, twice"
    ):
        package().decisions.evaluate("fine", {}, environment())
    twin = file(decision("other", literal("1")).replace('id="_other"', 'id="x"').replace("other", "twice"),
                namespace="m", name="m")  # fmt: skip
    decisions = package(**{"rules/m.dmn": twin}).decisions
    assert decisions.find("twice") is None
    assert decisions.find("_twice") is not None


def test_rules_belong_to_the_version_and_what_is_no_model_is_refused():
    assert package().source_hash != read_files(files_with()).source_hash
    assert read_files(files_with()).decisions.find("fee") is None
    _, line, _, problem, remedy = only(refusal({"rules/a.dmn": "<a/>"}))
    assert (line, problem, remedy) == (1, "<a> is no DMN model", "save the file as DMN 1.1 to 1.5")
    assert only(refusal({"rules/a.dmn": "<!DOCTYPE a><a/>"}))[3] == "the file brings a document type"
