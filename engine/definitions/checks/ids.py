"""Every element has an id of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope, SequenceFlow
from engine.definitions.package import Package
from engine.words import Words

_ID = re.compile(r"[A-Za-z_À-￿][\w.\-À-￿]*")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    diagram = package.diagram
    for key, line in diagram.duplicates:
        yield Finding(
            diagram.file,
            key,
            "",
            Words("several elements have this id", "有几个元素用了这个 id"),
            Words("give each element its own id", "请给每个元素自己的 id"),
            line,
        )
    for scope in diagram.scopes():
        drawn: list[Scope | Node | SequenceFlow] = [scope, *scope.nodes.values(), *scope.flows.values()]
        for element in drawn:
            if not element.id:
                yield told(
                    package,
                    element,
                    Words("an element has no id", "元素没有 id"),
                    Words("give it an id", "请给它一个 id"),
                )
            elif not _ID.fullmatch(element.id):
                yield told(
                    package,
                    element,
                    Words("the id is no XML name", "id 不是合法的 XML 名称"),
                    Words(
                        "use letters, digits, _ - . and begin with a letter",
                        "请用字母、数字、_ - .，并以字母开头",
                    ),
                )
