"""XML that means ill is refused within a second, with words that help: bombs, giants, depth, encodings."""

from __future__ import annotations

import time

import pytest

from engine.definitions import DiagramRefused, check_package, read_files
from engine.definitions.blank import blank_package
from engine.scenarios import catalogue_of

BLANK = {path: text.encode() for path, text in blank_package("p", "包", "Package").items()}
DIAGRAM = BLANK["p.bpmn"].decode()
#: Of processor time, so that other work on the machine does not matter.
MOST_SECONDS = 1.0
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12))
    + "]>"
)


def with_process(inside: str) -> bytes:
    return DIAGRAM.replace("</bpmn:process>", inside + "</bpmn:process>").encode()


def found(diagram: bytes) -> list[str]:
    """Return what is told of a diagram that is refused, and make sure that it is told soon."""
    files = {**BLANK, "p.bpmn": diagram}
    files.pop("scenarios/p.yaml")
    begun = time.process_time()
    try:
        package = read_files(files, "")
        told = check_package(package, catalogue_of(package, []))
    except DiagramRefused as refused:
        told = refused.report
    seconds = time.process_time() - begun
    assert seconds < MOST_SECONDS, f"{seconds:.2f} s"
    assert all(finding.problem.zh and finding.remedy.zh for finding in told)
    return [str(finding) for finding in told]


def declared(encoding: str) -> bytes:
    return DIAGRAM.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)


@pytest.mark.parametrize(
    ("diagram", "told"),
    [
        (DIAGRAM.replace("?>", "?>" + BOMB, 1).encode(), "document type"),
        (DIAGRAM.replace("?>", '?><!DOCTYPE x SYSTEM "file:///etc/passwd">', 1).encode(), "document type"),
        (DIAGRAM.replace('name="处理"', 'name="&xxe;"').encode(), "not well-formed"),
        (DIAGRAM.replace('name="处理"', 'name="&#0;"').encode(), "not well-formed"),
        (declared("utf-16"), "is no UTF-8 text"),
        (declared("gb18030"), "is no UTF-8 text"),
        (DIAGRAM.replace("UTF-8", "UTF-7").encode(), "encoding UTF-7"),
        (DIAGRAM.replace("UTF-8", "ISO-8859-1").encode(), "encoding ISO-8859-1"),
        (with_process("<bpmn:subProcess>" * 100_000), "deep|not well-formed"),
        (with_process("<bpmn:subProcess>" * 100_000 + "</bpmn:subProcess>" * 100_000), "deep|depth|size"),
        (with_process("<bpmn:subProcess>" * 200 + "</bpmn:subProcess>" * 200), "deeper|depth"),
        (with_process("<bpmn:task/>" * 60_000), "more than 50000 elements"),
        (with_process("<bpmn:documentation>" + "x" * 10_000_000 + "</bpmn:documentation>"), "bytes"),
        (DIAGRAM.replace('name="处理"', f'name="{"x" * 10_000_000}"').encode(), "bytes"),
        (
            DIAGRAM.replace('name="处理"', " ".join(f'a{n}="x"' for n in range(100_000))).encode(),
            "more than 100 attributes",
        ),
        (b"", "not well-formed"),
        (b"\xef\xbb\xbf", "not well-formed"),
        (b"PK\x03\x04" * 100, "is no UTF-8|not well-formed"),
        (b"<a" * 1_000_000, "not well-formed"),
        (b"<!--" * 1_000_000, "not well-formed"),
        (with_process('<bpmn:task id="same"/>' * 4_900), "same"),
        (b"<?x ?>" * 500_000, "not well-formed"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_it_is_refused_within_a_second_with_what_to_do(diagram: bytes, told: str) -> None:
    findings = found(diagram)
    assert findings
    assert any(part in finding for finding in findings for part in told.split("|")), findings[:3]
    assert len(str(findings[0])) < 1_000


def test_a_diagram_of_ten_thousand_elements_is_refused_within_a_second() -> None:
    nodes = "".join(
        f'<bpmn:userTask id="t{n}" camunda:candidateGroups="customer-service@province"/>'
        f'<bpmn:sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>'
        for n in range(5_000)
    )
    told = found(with_process(nodes))
    assert any("nodes and sequence flows" in finding for finding in told), told[:3]


def test_a_form_with_a_megabyte_is_refused_within_a_second() -> None:
    form = (
        b'{"type": "object", "properties": {"a": {"type": "string", "title": "' + b"x" * 1_000_000 + b'"}}}'
    )
    begun = time.process_time()
    with pytest.raises(DiagramRefused) as refused:
        read_files({**BLANK, "forms/handle.json": form}, "")
    assert time.process_time() - begun < MOST_SECONDS
    assert "bytes" in str(refused.value.report[0])
