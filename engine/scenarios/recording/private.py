"""What may stand in a scenario of what was typed: only what the schema shows to be no private text.

Kept are yes and no, numbers, one of the values that a form offers, dates and times, and of a message or a
start what the package itself compares with. A free text is
replaced, unless its field says `"x-personal": false`: by a placeholder, or, where the form takes none,
by a text of the same shape. A number of nine digits or more may be that of a person or a telephone: it
becomes 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.definitions import Form
from engine.limits import seed_vocabulary
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.roles import Roles
from engine.words import Words

PLACEHOLDER = "（略）"
LARGEST = 100_000_000
_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
#: What stands between two tags, and literals there and in attributes.
_BETWEEN, _QUOTED, _ESCAPED = (
    re.compile(r">([^<>]+)<"),
    re.compile(r'"([^"\n]+)"'),
    re.compile(r"&quot;(.+?)&quot;"),
)
_TIME_FORMATS = ("date", "time", "date-time", "duration")


class Discreet:
    """Replaces what may be private. `quoted` are texts that the package itself compares with."""

    def __init__(self, roles: Roles, quoted: frozenset[str] = frozenset()) -> None:
        self._roles, self._quoted = roles, quoted

    def typed(self, values: Mapping[str, Any], form: Form | None) -> dict[str, Any]:
        """Return the values of a form as a scenario may show them.

        Raises:
            RecordingRefused: the form takes no replacement for a private text.
        """
        fields = form.schema.get("properties", {}) if form is not None else {}
        kept = {
            name: self._value(value, fields.get(name, {}))
            for name, value in values.items()
            if value is not None
        }
        if form is None:
            return kept
        for finding in form.findings(kept):
            name = str(finding.get("field") or "").split(".")[0]
            if isinstance(values.get(name), str) and kept.get(name) == PLACEHOLDER:
                kept[name] = same_shape(values[name])
            elif finding.get("rule") == "required" and fields.get(name, {}).get("type") == "string":
                kept[name] = PLACEHOLDER  # typed, but the diagram keeps it in no variable
        if form.findings(kept):
            fields_wrong = ", ".join(str(finding.get("field")) for finding in form.findings(kept))
            raise RecordingRefused(
                Words(
                    f"form {form.key}: no replacement for a private text fits: {fields_wrong}",
                    f"表单 {form.key}：没有合适的内容可以代替私人文字：{fields_wrong}",
                )
            )
        return kept

    def said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a message or a start, which no schema describes."""
        return {name: self._value(value, {}) for name, value in values.items()}

    def _value(self, value: Any, schema: Mapping[str, Any]) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | Decimal | float):
            return value if -LARGEST < value < LARGEST or schema.get("x-personal") is False else 0
        if isinstance(value, date | datetime):
            return value.isoformat()
        if isinstance(value, list):
            items = schema.get("items", {})
            return [self._value(one, items if isinstance(items, Mapping) else {}) for one in value]
        if isinstance(value, Mapping):
            inner = schema.get("properties", {})
            return {name: self._value(one, inner.get(name, {})) for name, one in value.items()}
        return self._text(str(value), schema)

    def _text(self, text: str, schema: Mapping[str, Any]) -> str:
        tier = self._roles.tier_named(text)
        if tier is not None:
            return tier
        if self._roles.knows_person(text):
            return self._roles.person(text)
        if text in offered(schema):
            return text
        named = self._roles.person_named(text)
        if named is not None:
            return named
        if schema.get("x-personal") is False:
            return text
        if schema.get("format") in _TIME_FORMATS or _TIME.fullmatch(text):
            return text
        if not schema and (text in seed_vocabulary().pauses or text in self._quoted):
            return text
        return PLACEHOLDER


def offered(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the texts that a field offers to choose from."""
    choices = [schema.get("const"), *schema.get("enum", ())]
    for key in ("oneOf", "anyOf"):
        choices += [one.get("const") for one in schema.get(key, ()) if isinstance(one, Mapping)]
    return frozenset(choice for choice in choices if isinstance(choice, str))


def quoted(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the text literals in the expressions of a package's diagrams and decision tables."""
    found: set[str] = set()
    for path, content in files.items():
        if path.endswith((".bpmn", ".dmn")):
            text = content.decode("utf-8", "replace")
            found.update(_ESCAPED.findall(text))
            for between in _BETWEEN.findall(text):
                found.update(_QUOTED.findall(between))
    return frozenset(found)


def same_shape(text: str) -> str:
    """Return a text with every letter and digit replaced: `30.25,东` becomes `00.00,某`."""
    return "".join(_shape(sign) for sign in text)


def _shape(sign: str) -> str:
    if sign.isdigit():
        return "0"
    if unicodedata.east_asian_width(sign) in "WF" and sign.isalpha():
        return "某"
    if sign.isalpha():
        return "X" if sign.isupper() else "x"
    return sign
