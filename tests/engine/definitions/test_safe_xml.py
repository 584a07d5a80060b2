"""XML that a stranger wrote: every guard has a file that only it refuses, or a look at what it sets."""

from __future__ import annotations

import socket
import time

import pytest
from lxml import etree

from engine.definitions import DiagramRefused, safe_xml
from engine.definitions.safe_xml import MOST_BYTES, MOST_DEPTH, MOST_ELEMENTS, parse_xml, safe_parser

DTD_REMEDY = "remove <!DOCTYPE …>; BPMN needs none"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refused(content: bytes | str) -> tuple[int | None, str, str]:
    """Return line, problem and remedy with which a file is refused."""
    with pytest.raises(DiagramRefused) as error:
        parse_xml(content.encode() if isinstance(content, str) else content, "x.bpmn")
    (finding,) = error.value.report
    assert (finding.file, finding.severity) == ("x.bpmn", "error")
    return finding.line, finding.problem, finding.remedy


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE a>\n<a/>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">\n<a/>',
        '<!DOCTYPE a [<!ENTITY x "text">]>\n<a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>\n<a/>',
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>\n<a>&l9;</a>',
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>\n<a b="&l9;"/>',
        '<!DOCTYPE a [<!ATTLIST a b CDATA "default">]>\n<a/>',
    ],
    ids=["plain", "external", "entity", "file", "parameter", "laughs", "laughs in an attribute", "default"],
)
def test_a_document_type_is_refused_before_anything_unfolds(content):
    begun = time.perf_counter()
    assert refused(content) == (1, "the file brings a document type", DTD_REMEDY)
    assert time.perf_counter() - begun < 0.5
    line, *_ = refused(f"<!--\n\n-->{content}")
    assert line == 3


def test_the_parser_behind_it_expands_and_loads_nothing(tmp_path):
    (tmp_path / "secret").write_text("secret")
    for entity in ('"secret"', f'SYSTEM "file://{tmp_path}/secret"'):
        root = etree.fromstring(f"<!DOCTYPE a [<!ENTITY x {entity}>]><a>&x;</a>".encode(), safe_parser())
        assert "secret" not in etree.tostring(root, with_tail=False).decode().split("]>")[-1]
        assert root.text is None


def test_the_parser_behind_it_has_every_setting(monkeypatch):
    given = {}
    monkeypatch.setattr(safe_xml.etree, "XMLParser", lambda **settings: given.update(settings))
    safe_parser()
    assert given == {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "huge_tree": False,
    }


def test_no_connection_is_opened(monkeypatch):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"
        document = f'<!DOCTYPE a SYSTEM "{address}"><a/>'.encode()
        with pytest.raises(DiagramRefused):
            parse_xml(document, "x")
        etree.fromstring(document, safe_parser())
        with pytest.raises(TimeoutError):
            server.accept()


def test_entities_that_nobody_defined_are_no_xml():
    line, problem, remedy = refused("<a>\n&nbsp;</a>")
    assert (line, remedy) == (2, "save it again with a BPMN editor")
    assert problem.startswith("not well-formed XML: Entity 'nbsp' not defined")


@pytest.mark.parametrize("content", ["", "text", "<a>", "<a/><b/>", "<a b=1/>", "<a>\x0b</a>"])
def test_what_is_no_xml_is_refused(content):
    _, problem, remedy = refused(content)
    assert problem.startswith("not well-formed XML: ")
    assert remedy == "save it again with a BPMN editor"


@pytest.mark.parametrize("encoding", ["UTF-16", "GBK", "ISO-8859-1", "EBCDIC-CP-US", "UTF-7", "nonsense", ""])
def test_another_encoding_than_utf_8_is_refused(encoding):
    told = refused(f'<?xml version="1.0" encoding="{encoding}"?><a/>')
    assert told == (1, f"the file declares the encoding {encoding}", "save it as UTF-8")
    assert refused(f"<?xml version='1.0'\n encoding = '{encoding}'?><a/>")[1:] == told[1:]


@pytest.mark.parametrize("declared", ["UTF-8", "utf-8", "US-ASCII"])
def test_utf_8_passes_with_and_without_a_mark(declared):
    document = f'<?xml version="1.0" encoding="{declared}"?><a/>'.encode()
    assert parse_xml(document, "x").tag == "a"
    assert parse_xml("\ufeff<a>报修</a>".encode(), "x").text == "报修"


def test_size_depth_and_count_have_limits():
    assert refused("<a>" + " " * MOST_BYTES + "</a>")[1:] == (
        f"the file has {MOST_BYTES + 7} bytes",
        f"keep a diagram below {MOST_BYTES} bytes",
    )
    deep = MOST_DEPTH + 1
    assert refused("<a>\n" * deep + "</a>" * deep) == (
        deep,
        f"elements nested deeper than {MOST_DEPTH}",
        "flatten the diagram",
    )
    _, problem, remedy = refused("<r>" + "<a/>" * MOST_ELEMENTS + "</r>")
    assert (problem, remedy) == (
        f"more than {MOST_ELEMENTS} elements",
        "split the diagram into called processes",
    )
    assert parse_xml(b"<a>" * MOST_DEPTH + b"</a>" * MOST_DEPTH, "x") is not None
    assert parse_xml(b"<r>" + b"<a/>" * (MOST_ELEMENTS - 1) + b"</r>", "x") is not None


@pytest.mark.parametrize(
    "content",
    [
        "<a " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>",
        "<a>" * 1_000_000,
        "<r>" + "<a/>" * 500_000 + "</r>",
        '<a xmlns:x="' + "y" * 4_000_000 + '"/>',
    ],
    ids=["attributes", "deep", "many", "a long name"],
)
def test_heavy_files_are_answered_soon(content):
    given = content.encode()
    begun = time.thread_time()  # what this thread computed: others on the machine do not count
    try:
        parse_xml(given, "x")
    except DiagramRefused:
        pass
    assert time.thread_time() - begun < 6  # half a second
