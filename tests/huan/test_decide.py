"""`huan decide`: a table tried on the command line; exit codes, lines and JSON."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from huan.commands.decide import decide
from tests.engine.decisions.drawing import decision, file, imported, input_data, item, literal, table

FEES = file(
    imported("t", "types"),
    input_data("days", "t.tDays"),
    input_data("from", "date"),
    decision("fee", table(["days"], [""], "< 7 => 10 // a short stay\n>= 7 => 8"), inputs=["days"]),
    decision("until", literal('from + duration("P" + string(days) + "D")'), inputs=["from", "days"]),
    decision("year", literal("today().year")),
)
TYPES = file(item("tDays", "number", allowed="[0..30]"), namespace="types")


@pytest.fixture
def fees(tmp_path: Path) -> Path:
    (tmp_path / "types.dmn").write_bytes(TYPES)
    (tmp_path / "broken.dmn").write_text("<")
    (tmp_path / "fees.dmn").write_bytes(FEES)
    return tmp_path / "fees.dmn"


def run(*arguments):
    return CliRunner().invoke(decide, [str(argument) for argument in arguments])


def test_without_a_name_the_decisions_are_listed_with_what_they_take(fees):
    result = run(fees)
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "fee (decision _fee) ← days: tDays",
            "until (decision _until) ← from: date, days: tDays",
            "year (decision _year)",
        ],
    )


def test_the_value_is_told_with_the_rules_that_matched_and_why(fees):
    result = run(fees, "--decision", "fee", "--input", '{"days": 3}')
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "10",
        "  fee [UNIQUE] days = 3 → 1: 10",
        "    1: a short stay",
    ]


def test_the_input_may_be_a_file_and_its_texts_are_dates_where_dates_are_wanted(fees, tmp_path):
    (tmp_path / "input.json").write_text('{"from": "2026-01-30", "days": 3}')
    result = run(fees, "--decision", "_until", "--input", tmp_path / "input.json")
    assert (result.exit_code, result.output) == (0, '@"2026-02-02"\n')


def test_the_clock_can_be_set(fees):
    assert run(fees, "--decision", "year", "--now", "2031-05-05").output == "2031\n"


def test_json_has_value_trace_and_notes_in_both_languages(fees):
    result = run(fees, "--decision", "fee", "--input", '{"days": 99}', "--json")
    document = orjson.loads(result.output)
    assert document["value"] is None
    assert [(note["message"], note["message_zh"]) for note in document["notes"]] == [
        ("a number (99) does not conform to tDays", "数字（99）不符合类型 tDays")
    ]
    assert document["trace"][0]["rules"] == []
    assert document["findings"] == []


def test_json_does_not_stumble_over_a_function_on_the_way(tmp_path):
    drawn = file(
        decision("f", literal("function(x) x + 1")), decision("it", literal("f(1)"), decisions=["f"])
    )
    (tmp_path / "a.dmn").write_bytes(drawn)
    document = orjson.loads(run(tmp_path / "a.dmn", "--decision", "it", "--json").output)
    assert (document["value"], document["decisions"]) == (2, {"f": {"$unwritten": True}, "it": 2})
    assert run(tmp_path / "a.dmn", "--decision", "f").exit_code == 0


def test_an_input_that_nothing_takes_is_told(fees):
    result = run(fees, "--decision", "fee", "--input", '{"day": 1}')
    assert "fee takes no input 'day'; it takes: days" in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--decision", "fine"], "there is no decision or decision service 'fine'; there: fee, until, year"),
        (["--decision", "fee", "--input", "[1]"], "the input is no JSON object"),
        (["--decision", "fee", "--input", "{"], "the input is no JSON"),
        (
            ["--decision", "fee", "--input", "nowhere.json"],
            "the input is neither a JSON object nor a file of one",
        ),
    ],
)
def test_wrong_usage_exits_with_2(fees, arguments, told):
    result = run(fees, *arguments)
    assert result.exit_code == 2
    assert told in result.output


def test_a_model_with_errors_exits_with_1_and_what_does_not_depend_on_them_is_evaluated(tmp_path):
    (tmp_path / "a.dmn").write_bytes(file(decision("good", literal("1")), decision("bad", literal("1 +"))))
    result = run(tmp_path / "a.dmn", "--decision", "good", "--lang", "zh")
    assert result.exit_code == 1
    assert "a.dmn: _bad（bad）：" in result.output
    assert result.output.splitlines()[-1] == "1"


def test_what_is_no_model_is_told_and_exits_with_2(tmp_path):
    (tmp_path / "a.dmn").write_text("<a/>")
    result = run(tmp_path / "a.dmn")
    assert result.exit_code == 2
    assert "<a> is no DMN model" in result.output
