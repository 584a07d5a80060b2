"""Read XML that a tool has saved in another encoding than UTF-8, which is all that a package has."""

from __future__ import annotations

import codecs
import re

#: Encodings that modelling tools write, by the name of Python's codec. No other one is tried.
KNOWN = frozenset(
    {
        "iso8859-1",
        "iso8859-15",
        "cp1252",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
    }
)
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"""(<\?xml\s[^>]*?encoding\s*=\s*["'])[^"'>]*""")


def as_utf8(content: bytes) -> bytes:
    """Return an XML file in UTF-8, and declared as such; as it is where its encoding is unknown or wrong.

    UTF-16 is known by its byte order mark, any other encoding by the XML declaration (XML 1.0, appendix F).
    """
    name = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _declared(content)
    if name is None:
        return content
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        return content
    return _DECLARATION.sub(r"\1UTF-8", text.removeprefix("\ufeff"), count=1).encode()


def _declared(content: bytes) -> str | None:
    found = _DECLARED.match(content)
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode()).name
    except LookupError:
        return None
    return name if name in KNOWN else None
