"""Parse XML that a stranger may have written: no DTD, no entities, no network, bounded size and depth."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from engine.definitions.findings import DiagramRefused, Finding
from engine.words import Words

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 50_000
MOST_DEPTH = 100
MOST_ATTRIBUTES = 100
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_UTF_8 = {b"UTF-8", b"UTF8", b"US-ASCII", b"ASCII"}


def safe_parser() -> etree.XMLParser:
    """Return a parser that loads nothing, expands nothing and bounds what it builds.

    `parse_xml` lets no document type pass, so these settings are a second wall behind the first.
    """
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def parse_xml(content: bytes, file: str) -> etree._Element:
    """Return the root element of `content`, a text in UTF-8.

    A document type is refused before anything is parsed: its entities could unfold in attributes.

    Raises:
        DiagramRefused: not well-formed, too large or too deep, in another encoding, or it brings a document
            type.
    """
    if len(content) > MOST_BYTES:
        raise _refused(
            file,
            Words(f"the file has {len(content)} bytes", f"文件有 {len(content)} 字节"),
            Words(f"keep a diagram below {MOST_BYTES} bytes", f"图请小于 {MOST_BYTES} 字节"),
        )
    doctype = content.find(b"<!DOCTYPE")
    if doctype >= 0:
        at = content.count(b"\n", 0, doctype) + 1
        raise _refused(
            file,
            Words("the file brings a document type", "文件带有文档类型声明"),
            Words("remove <!DOCTYPE …>; BPMN needs none", "请删除 <!DOCTYPE …>；BPMN 不需要它"),
            at,
        )
    declared = _ENCODING.match(content)
    if declared is not None and declared.group(1).upper() not in _UTF_8:
        name = declared.group(1).decode("ascii", "replace")
        raise _refused(
            file,
            Words(f"the file declares the encoding {name}", f"文件声明的编码是 {name}"),
            Words("save it as UTF-8", "请以 UTF-8 保存"),
            1,
        )
    try:
        root = etree.fromstring(content, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
        raise _refused(
            file,
            Words(f"not well-formed XML: {error}", f"不是格式良好的 XML：{error}"),
            Words("save it again with a BPMN editor", "请用 BPMN 编辑器重新保存"),
            line,
        ) from None
    _bounded(root, file)
    return root


def _bounded(root: etree._Element, file: str) -> None:
    count, open_elements = 0, [iter([root])]
    while open_elements:
        element = next(open_elements[-1], None)
        if element is None:
            open_elements.pop()
            continue
        count += 1
        line: Any = element.sourceline
        # Looking one up among very many goes through all of them.
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise _refused(
                file,
                Words(
                    f"an element with more than {MOST_ATTRIBUTES} attributes",
                    f"一个元素的属性超过 {MOST_ATTRIBUTES} 个",
                ),
                Words("remove those that no tool needs", "请删除没有工具需要的属性"),
                line,
            )
        if count > MOST_ELEMENTS:
            raise _refused(
                file,
                Words(f"more than {MOST_ELEMENTS} elements", f"超过 {MOST_ELEMENTS} 个元素"),
                Words("split the diagram into called processes", "请把图拆成被调用的流程"),
            )
        if len(open_elements) > MOST_DEPTH:
            raise _refused(
                file,
                Words(f"elements nested deeper than {MOST_DEPTH}", f"元素嵌套超过 {MOST_DEPTH} 层"),
                Words("flatten the diagram", "请减少嵌套"),
                line,
            )
        open_elements.append(iter(element))


def _refused(file: str, problem: Words, remedy: Words, line: int | None = None) -> DiagramRefused:
    return DiagramRefused([Finding(file, None, "", problem, remedy, line)])
