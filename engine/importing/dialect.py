"""Which engine a BPMN file was drawn for."""

from __future__ import annotations

import re
from enum import StrEnum

from lxml import etree

from engine.definitions.reading.names import BPMN, CAMUNDA, text_in
from engine.importing.drawn import SPIFF, ZEEBE

_SIGNS = re.compile(r"==|\btimedelta\(")
_PLATFORM = "{http://camunda.org/schema/modeler/1.0}executionPlatform"


class Dialect(StrEnum):
    """An engine whose files can be translated."""

    CAMUNDA_7 = "camunda7"
    CAMUNDA_8 = "camunda8"
    SPIFF = "spiff"

    @property
    def engine(self) -> str:
        """Return the engine's name."""
        return {"camunda7": "Camunda 7", "camunda8": "Camunda 8", "spiff": "spiff-arena"}[self.value]


def dialect_of(root: etree._Element) -> Dialect:
    """Return the engine by the extensions in use, else by what its modeler has noted.

    A file without any is spiff-arena's when it has scripts without a language, which is Python there only, or
    Python's signs in its expressions; else it is read as Camunda 7's.
    """
    used = [
        space
        for space in (ZEEBE, SPIFF, CAMUNDA)
        if any(_uses(element, space) for element in root.iter() if isinstance(element.tag, str))
    ]
    if ZEEBE in used or root.get(_PLATFORM) == "Camunda Cloud":
        return Dialect.CAMUNDA_8
    if SPIFF in used or (CAMUNDA not in used and (SPIFF in root.nsmap.values() or _python(root))):
        return Dialect.SPIFF
    return Dialect.CAMUNDA_7


def _uses(element: etree._Element, space: str) -> bool:
    mark = f"{{{space}}}"
    return str(element.tag).startswith(mark) or any(str(key).startswith(mark) for key in element.attrib)


def _python(root: etree._Element) -> bool:
    formats = [one.get("scriptFormat", "python").lower() for one in root.iter(f"{{{BPMN}}}scriptTask")]
    texts = (
        text_in(one)
        for name in ("conditionExpression", "timeDuration", "timeDate", "timeCycle")
        for one in root.iter(f"{{{BPMN}}}{name}")
    )
    return "python" in formats or any(_SIGNS.search(text) and "${" not in text for text in texts)
