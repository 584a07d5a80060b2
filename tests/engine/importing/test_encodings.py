"""Files of tools that do not write UTF-8."""

import codecs

import pytest

from engine.importing.encodings import as_utf8

TEXT = '<?xml version="1.0" encoding="{}"?>\n<a name="{}"/>'


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [("ISO-8859-1", "latin-1", "Prüfung"), ("Windows-1252", "cp1252", "„Prüfung“"), ("GBK", "gbk", "报修"),
     ("gb2312", "gb2312", "报修"), ("GB18030", "gb18030", "报修"), ("UTF-16", "utf-16", "报修")],
)  # fmt: skip
def test_a_file_in_another_encoding_is_the_same_text_in_utf_8(declared: str, codec: str, name: str) -> None:
    assert as_utf8(TEXT.format(declared, name).encode(codec)) == TEXT.format("UTF-8", name).encode()


@pytest.mark.parametrize(
    "content",
    [TEXT.format("UTF-8", "报修").encode(), b"<a/>", b'<?xml version="1.0" encoding="rot13"?><a/>',
     b'<?xml version="1.0" encoding="no-such"?><a/>', b'<?xml version="1.0" encoding="gbk"?><a n="\xff\xff"/>',
     codecs.BOM_UTF16_LE + b"\x00\xd8<"],
)  # fmt: skip
def test_what_is_utf_8_already_or_cannot_be_read_is_left_as_it_is(content: bytes) -> None:
    assert as_utf8(content) == content
