"""Header values on the wire and in Python: percent-encoding and arrays.

FreeSWITCH percent-encodes the values of plain events with `switch_url_encode_opt(…, double_encode=false)`:
`%` and two *uppercase* hexadecimal digits count as encoded already and are left alone, `+` becomes `%2B`
(so `+` never means a blank). In JSON the value stands as it is. A SIP header that arrived as
`%E6%9D%AD%E5%B7%9E` is therefore the same bytes in both formats, although only one of them is encoded. To
give one event one meaning in both formats, existing escapes are decoded in JSON too; what stood on the wire
is at hand as `Event.raw()`.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

Value = str | list[str]

ARRAY_PREFIX = "ARRAY::"
ARRAY_SEPARATOR = "|:"
_ESCAPES = re.compile(r"(?:%[0-9A-F]{2})+")


def decode_plain(text: str) -> Value:
    """Return the value that a plain event's `text` stands for; `ARRAY::a|:b` becomes `["a", "b"]`."""
    return split_array(unquote(text) if "%" in text else text)


def decode_json(value: Value) -> Value:
    """Return the value that a JSON event's string or list stands for, equal to the plain one."""
    if isinstance(value, list):
        return [_unescape(item) for item in value]
    return split_array(_unescape(value) if "%" in value else value)


def split_array(text: str) -> Value:
    """Return the items of a channel variable array written as `ARRAY::a|:b`, or `text` itself."""
    if text.startswith(ARRAY_PREFIX):
        return text[len(ARRAY_PREFIX) :].split(ARRAY_SEPARATOR)
    return text


def _unescape(text: str) -> str:
    return _ESCAPES.sub(lambda match: unquote(match[0]), text)


def without_surrogates(text: str) -> str:
    """Return `text` with lone surrogates, which no encoding can write, replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
