"""Uploaded tables are read to the line and column; what is hostile or broken is refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from engine.errors import InvalidInput
from engine.sheets import read_table
from engine.sheets.cells import MOST_BYTES, MOST_LINES

CUSTOMERS = "number,name,phone,class\n33001,王女士,13800000001,ordinary\n"


def book(**sheets: list[list[Any]]) -> bytes:
    """Return a workbook with these sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def where(content: bytes, kind: str = "customers") -> list[tuple[str, int, str | None]]:
    return [(one.sheet, one.line, one.column) for one in read_table(content, "t", kind).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_and_headings_of_both_languages(encoding: str) -> None:
    chinese = '户号,户名,客户类别,电话\r\n33001,"王,女士",ordinary,\r\n'
    read = read_table(chinese.encode(encoding), "t.csv", "customers")
    assert read.problems == []
    assert read.records["customers"] == [
        {"number": "33001", "name": "王,女士", "phone": None, "class": "ordinary", "line": 2}
    ]


def test_a_workbook_is_read_by_the_names_of_its_sheets() -> None:
    content = book(
        说明=[["请勿修改"]],
        部门=[["层级编码", "部门类别", "部门名称"], ["A1", "repair", "东县抢修"]],
        tiers=[["code", "kind", "name", "parent"], [], ["A9", "县", "南县", "A"]],
    )
    read = read_table(content, "org.xlsx", "organisation")
    assert read.problems == []
    assert [one["line"] for one in read.records["tiers"]] == [3]
    assert (read.records["tiers"][0]["kind"], read.records["departments"][0]["name"]) == (
        "county",
        "东县抢修",
    )


def test_numbers_of_cells_are_codes_and_formulas_are_refused() -> None:
    rows = [["number", "name", "class"], [33001, "王女士", "ordinary"], [33002.5, "=A1&B1", "ordinary"]]
    content = book(customers=rows)
    assert read_table(content, "t.xlsx", "customers").records["customers"][0]["number"] == "33001"
    assert where(content) == [("customers", 3, "name")]


def test_every_wrong_cell_is_told_with_sheet_line_and_column() -> None:
    content = (
        "number,customer,address,territory,supply_unit,area,longitude,cut_off_for_debt\n"
        "M1,C1,路1号,T1,U1,urban,121.5,是\n"
        "M2,C1,,T1,U1,city,400,maybe\n"
        "M1,C1,路1号,T1,U1,农村,,\n"
        "M4,C1,路,1号,T1,U1,urban,1,no\n"
    )
    assert where(content.encode(), "premises") == [
        ("premises", 3, "address"),
        ("premises", 3, "area"),
        ("premises", 3, "cut_off_for_debt"),
        ("premises", 3, "longitude"),
        ("premises", 4, "number"),
        ("premises", 5, "territory"),
        ("premises", 5, "area"),
        ("premises", 5, "longitude"),
        ("premises", 5, None),
    ]


def test_headings_that_are_wrong_are_told() -> None:
    assert where(b"number,name,salary\n1,x,2\n") == [("customers", 1, "salary"), ("customers", 1, "class")]
    assert where(b"number,name,class,name\n1,x,o,y\n") == [("customers", 1, "name")]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_500_000)
    return out.getvalue()


def entities() -> bytes:
    """Return a workbook whose sheet expands entities."""
    plain, out = zipfile.ZipFile(io.BytesIO(book(customers=[["number"]]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in plain.namelist():
            data = plain.read(name)
            if name.startswith("xl/worksheets/"):
                data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + data.split(b"?>", 1)[-1]
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: b"", id="empty"),
        pytest.param(lambda: b"x" * (MOST_BYTES + 1), id="large"),
        pytest.param(lambda: b"\x00\x01\x02", id="binary"),
        pytest.param(lambda: b"\xff\xfe\xff\xff\xff", id="no encoding of ours"),
        pytest.param(lambda: b"PK\x03\x04 damaged", id="damaged"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", id="old"),
        pytest.param(bomb, id="bomb"),
        pytest.param(entities, id="entities"),
        pytest.param(lambda: b"number\n" + b"1\n" * (MOST_LINES + 1), id="long"),
        pytest.param(lambda: b"," * 100 + b"x", id="wide"),
        pytest.param(lambda: b"number\n" + b"x" * 3000, id="a large cell"),
        pytest.param(lambda: b'number\n"x', id="a quote that never ends"),
        pytest.param(lambda: book(notes=[["a"], ["b"]]), id="none of ours"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_table(content(), "t", "customers")
    assert refused.value.message.zh != str(refused.value.message)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", CUSTOMERS.encode(), b"PK\x03\x04"]))
def test_whatever_comes_it_is_read_or_refused(tail: bytes, head: bytes) -> None:
    try:
        read = read_table(head + tail, "t", "customers")
    except InvalidInput:
        return
    assert set(read.records) <= {"customers"}


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_table(content, "f.csv", "customers")
    return str(refused.value)


def test_a_damaged_byte_in_utf_8_is_not_taken_for_another_encoding() -> None:
    lines = "".join(f"{33000 + n},王女士,ordinary\n" for n in range(50))
    content = f"number,name,class\n{lines}".encode()
    at = content.index("女".encode(), 400)
    told = refusal(content[:at] + b"\xd5" + content[at + 1 :])
    line = content.count(b"\n", 0, at) + 1
    assert f"line {line} has a damaged byte" in told
    assert "line 2 has a damaged byte" in refusal(b"\xef\xbb\xbfnumber,name,class\n1,\xcd\xf5,ordinary\n")


def test_what_spreadsheets_save_as_unicode_text_is_told_by_its_tabs() -> None:
    text = "户号\t户名\t客户类别\n33001\t王女士\tordinary\n"
    assert "divides its columns by tabs" in refusal(text.encode("utf-16"))
    assert "divides its columns by semicolons" in refusal(text.replace("\t", ";").encode())
    whole = read_table(text.replace("\t", ",").encode("utf-16"), "f.csv", "customers")
    assert [one["name"] for one in whole.records["customers"]] == ["王女士"]


def test_another_encoding_read_as_gb18030_is_refused() -> None:
    content = "number,name,class\n1,電力公司,ordinary\n".encode("big5")
    assert "neither UTF-8 nor GB18030 (line 2" in refusal(content)


def test_merged_cells_are_told_line_by_line_and_nothing_is_guessed() -> None:
    made = Workbook()
    sheet = made.active
    for row in (["number", "name", "class", "phone"], [1, "甲", "ordinary", "138"], [2, "乙", None, None]):
        sheet.append(row)
    sheet.merge_cells("C2:D3")
    assert where(saved(made)) == [
        ("customers", 2, "phone"),
        ("customers", 3, "phone"),
        ("customers", 3, "class"),
    ]
    sheet.unmerge_cells("C2:D3")
    sheet.merge_cells("A1:B1")
    sheet.title = "customers"
    assert where(saved(made)) == [("customers", 1, None)]


def test_a_formula_in_csv_is_refused_like_one_in_a_workbook() -> None:
    assert where(b'number,name,class\n1,"=HYPERLINK(1)",ordinary\n"=""00123""",x,ordinary\n') == [
        ("customers", 2, "name"),
        ("customers", 3, "number"),
    ]
