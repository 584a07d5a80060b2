"""package.yaml: every entry is checked, and told with its line."""

from __future__ import annotations

import time

import pytest

from engine.definitions.sheet import MOST_BYTES, MOST_DEPTH, MOST_EVENTS, MOST_KEY, read_sheet
from tests.engine.definitions.conftest import only, refusal

GOOD = """\
key: fault-repair
name: {zh: 报修, en: Fault repair}
description:
  zh: 从来电到归档。
  en: From the call to the archive.
diagram: repair.bpmn
process: repair
category: fault-report
calls: [follow-up, call-back]
fields: fields.json
"""


def sheet_with(entry: str, value: str | None) -> str:
    """Return a good sheet with one entry written anew, or left out; a mapping's lines go with it."""
    lines: list[str] = []
    skipping = False
    for line in "key: test\nname: {zh: t, en: t}\ndiagram: test.bpmn\nprocess: p".splitlines():
        skipping = line.startswith(f"{entry}:")
        if not skipping:
            lines.append(line)
    return "\n".join([*lines, *([] if value is None else [f"{entry}: {value}"])])


def test_a_sheet_says_what_a_package_is():
    sheet = read_sheet(GOOD.encode(), "package.yaml")
    assert (sheet.key, sheet.diagram, sheet.process) == ("fault-repair", "repair.bpmn", "repair")
    assert sheet.name == {"zh": "报修", "en": "Fault repair"}
    assert sheet.description["zh"] == "从来电到归档。"
    assert (sheet.category, sheet.calls) == ("fault-report", ("follow-up", "call-back"))
    assert sheet.fields == "fields.json"
    assert (sheet.lines["category"], sheet.lines["calls"]) == (8, 9)


KEY_REMEDY = "use up to 60 small letters, digits and single hyphens, such as repair or follow-up"
NAMES_REMEDY = "write name: {zh: 报修, en: Fault repair}, each up to 500 characters"
TEXT_REMEDY = "write one text, in quotation marks if it is a number"


@pytest.mark.parametrize(
    ("entry", "value", "problem", "remedy"),
    [
        ("key", None, "is missing", "add key: …"),
        ("key", '"../../x y\\n"', r"'../../x y\n' is no key of a package", KEY_REMEDY),
        ("key", '"repair\\n"', r"'repair\n' is no key of a package", KEY_REMEDY),
        ("key", "Repair", "'Repair' is no key of a package", KEY_REMEDY),
        ("key", "a--b", "'a--b' is no key of a package", KEY_REMEDY),
        ("key", "报修", "'报修' is no key of a package", KEY_REMEDY),
        ("key", "a" * (MOST_KEY + 1), f"{'a' * MOST_KEY!r} is no key of a package", KEY_REMEDY),
        ("key", "5", "5 is no text", TEXT_REMEDY),
        ("key", "[a]", "a list is no text", TEXT_REMEDY),
        ("key", '""', "'' is no text", TEXT_REMEDY),
        ("name", None, "is missing", "add name: …"),
        ("name", "Repair", "is no pair of texts zh and en", NAMES_REMEDY),
        ("name", "{zh: a}", "is no pair of texts zh and en", NAMES_REMEDY),
        ("name", "{zh: a, en: 5}", "is no pair of texts zh and en", NAMES_REMEDY),
        ("name", "{zh: a, en: [b]}", "is no pair of texts zh and en", NAMES_REMEDY),
        ("name", "{zh: a, en: b, fr: c}", "is no pair of texts zh and en", NAMES_REMEDY),
        ("name", '{zh: a, en: " "}', "is no pair of texts zh and en", NAMES_REMEDY),
        ("name", "{zh: a, en: " + "b" * 501 + "}", "is no pair of texts zh and en", NAMES_REMEDY),
        ("description", "text", "is no pair of texts zh and en", NAMES_REMEDY.replace("name:", "description:")),
        ("diagram", None, "is missing", "add diagram: …"),
        ("diagram", "test.xml", "'test.xml' is no .bpmn file", "name a file of the package, such as repair.bpmn"),
        ("diagram", "other.bpmn", "other.bpmn is not in the package", "add it or correct the name"),
        ("diagram", "../test.bpmn", "../test.bpmn is not in the package", "add it or correct the name"),
        ("process", None, "is missing", "add process: …"),
        ("process", "a b", "'a b' is no id of a process", "name the id of a process of the diagram"),
        ("process", "true", "true is no text", TEXT_REMEDY),
        ("category", "[fault-report]", "a list is no text", TEXT_REMEDY),
        ("calls", "5", "5 is no list of packages", "write calls: [follow-up]"),
        ("calls", "follow-up", "'follow-up' is no list of packages", "write calls: [follow-up]"),
        ("calls", "[5]", "5 is no text", "name packages by their keys"),
        ("calls", "[Follow Up]", "'Follow Up' is no key of a package", KEY_REMEDY),
        ("calls", "[follow-up, follow-up]", "'follow-up' stands twice", "remove one"),
        ("fields", "fields.txt", "'fields.txt' is no .json file", "name a file of the package, such as fields.json"),
        ("fields", "fields.json", "fields.json is not in the package", "add it or correct the name"),
        ("categori", "enquiry", "unknown entry", "write category"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_told_with_its_line(entry, value, problem, remedy):
    found = only(refusal({"package.yaml": sheet_with(entry, value)}))
    assert found == (
        "package.yaml",
        None if value is None else (5 if entry in ADDED else 4),
        entry,
        problem,
        remedy,
    )


ADDED = ("description", "category", "calls", "fields", "categori")


def test_an_unknown_category_is_told_with_all_known_ones():
    *_, problem, remedy = only(refusal({"package.yaml": sheet_with("category", "nosuchcat")}))
    assert problem == "there is no order category 'nosuchcat'"
    assert remedy.startswith("one of fault-report, enquiry, ")


def test_everything_wrong_in_a_sheet_is_told_at_once():
    found = refusal({"package.yaml": "key: A\nname: x\nwhat: 1\ncalls: 5"})
    assert [finding.name for finding in found] == ["what", "diagram", "process", "key", "name", "calls"]


@pytest.mark.parametrize(
    ("sheet", "line", "problem", "remedy"),
    [
        ("", 1, "the file is empty", "correct it"),
        ("- a\n- b", None, "is no mapping", "write lines of the form key: value"),
        ("key: a\nkey: b", 2, "'key' comes twice (first in line 1)", "remove one"),
        ("key: [a", 1, "is no YAML: expected ',' or ']', but got '<stream end>'", "mend this line"),
        ("key: \x07", None, "is no YAML: unacceptable character #x0007: special characters are not allowed "
         'in "<unicode string>", position 5', "remove what cannot be read"),
        ("key: &a x\nname: {zh: *a, en: *a}", 1, "has an anchor or alias", "write the text itself"),
        ("key: x\nname: {zh: *a, en: *a}", 2, "has an anchor or alias", "write the text itself"),
        ("key: !!python/name:os.system x", 1, "has the tag tag:yaml.org,2002:python/name:os.system",
         "write the plain value"),
        ("key: a\n---\nkey: b", 2, "has a second document", "remove what follows ---"),
        ("key: " + "[" * 20, 1, f"is nested deeper than {MOST_DEPTH}", "write it flat"),
        ("key: " + "{a: " * 20, 1, f"is nested deeper than {MOST_DEPTH}", "write it flat"),
        ("- " * 20, 1, f"is nested deeper than {MOST_DEPTH}", "write it flat"),
        ("calls: [" + "a, " * MOST_EVENTS + "a]", 1, f"has more than {MOST_EVENTS} entries",
         "keep only what is known here"),
        ("#" * (MOST_BYTES + 1), None, f"has {MOST_BYTES + 1} bytes", f"a sheet has at most {MOST_BYTES} bytes"),
    ],
)  # fmt: skip
def test_yaml_that_is_none_or_too_much_is_refused(sheet, line, problem, remedy):
    found = only(refusal({"package.yaml": sheet}))
    assert (found[1], *found[3:]) == (line, problem, remedy)


@pytest.mark.parametrize("heavy", ["[", "{a: ", "- ", "? ", "a: [", "&a [*a,"])
def test_heavy_yaml_is_answered_at_once(heavy):
    begun = time.perf_counter()
    assert refusal({"package.yaml": heavy * (MOST_BYTES // len(heavy))})
    assert time.perf_counter() - begun < 2
