"""Header values: what FreeSWITCH encodes and what it leaves alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from telephony.esl.values import decode_json, decode_plain, split_array, without_surrogates

_UNSAFE = set('\r\n "#%&+:;<=>?@[\\]^`{|}')
_HEX = set("0123456789ABCDEF")


def freeswitch_encoded(text: str) -> str:
    """What `switch_url_encode_opt(text, double_encode=false)` makes of a value."""
    data = text.encode()
    out = []
    for i, byte in enumerate(data):
        char = chr(byte)
        escaped = char == "%" and i + 2 < len(data) and {chr(data[i + 1]), chr(data[i + 2])} <= _HEX
        safe = escaped or (" " <= char <= "~" and char not in _UNSAFE)
        out.append(char if safe else f"%{byte:02X}")
    return "".join(out)


def test_a_plus_is_a_plus_and_a_blank_comes_as_percent_20() -> None:
    assert decode_plain("a%2Bb%20c") == "a+b c"
    assert decode_plain("a+b") == "a+b"


def test_a_value_that_was_encoded_before_it_came_is_decoded_in_both_formats() -> None:
    assert decode_plain("%E6%9D%AD%E5%B7%9E") == "杭州"
    assert decode_json("%E6%9D%AD%E5%B7%9E") == "杭州"


def test_lower_case_escapes_are_text_in_both_formats() -> None:
    assert freeswitch_encoded("%e6") == "%25e6"
    assert decode_plain("%25e6") == "%e6"
    assert decode_json("%e6") == "%e6"


def test_an_array_is_the_same_list_in_both_formats() -> None:
    assert decode_plain("ARRAY%3A%3A%E4%B8%80%E5%8F%B7%E7%BA%BF|%3Aa%20b%2Bc%25d") == ["一号线", "a b+c%d"]
    assert decode_json(["一号线", "a b+c%d"]) == ["一号线", "a b+c%d"]
    assert decode_json("ARRAY::x|:y") == ["x", "y"]


def test_text_that_only_contains_the_array_mark_is_text() -> None:
    assert split_array("not ARRAY::a|:b") == "not ARRAY::a|:b"


def test_lone_surrogates_become_replacement_characters_that_can_be_stored() -> None:
    assert without_surrogates("a\ud800b") == "a\ufffdb"
    assert without_surrogates("电😀") == "电😀"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_a_value_means_the_same_in_plain_and_json(text: str) -> None:
    assert decode_plain(freeswitch_encoded(text)) == decode_json(text)


@given(st.lists(st.text(st.sampled_from("ab%: 杭E69DA"), min_size=1), min_size=2))
def test_arrays_mean_the_same_in_plain_and_json(items: list[str]) -> None:
    assert decode_plain(freeswitch_encoded("ARRAY::" + "|:".join(items))) == decode_json(items)
