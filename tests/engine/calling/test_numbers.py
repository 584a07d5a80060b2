"""A number has one form, is shown masked to who may not see it, and can be nothing else in a dial string."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.dialling import Dialling, is_telephones, is_trunk
from engine.calling.numbers import canonical, dialable, hidden_in, masked


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("0086 571 8888 0000", "057188880000"),
        ("（0571）8888 0000", "057188880000"),
        ("+86 400 810 0000", "4008100000"),
        ("+86 95598", "95598"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+1 (425) 555-0100", "+14255550100"),
        ("0014255550100", "+14255550100"),
        ("110", "110"),
        ("12", None),
        ("", None),
        (None, None),
        ("anonymous", None),
        ("13812345678;origination_uuid=x", None),
        ("sofia/internal/1001@127.0.0.1", None),
        ("138|139", None),
        ("{a=b}138", None),
        ("^^:138", None),
        ("138&park", None),
        ("138\n139", "138139"),
        ("138,139", None),
        ("${system ls}", None),
        ("٠١٢٣٤٥", None),
        ("1" * 19, None),
    ],
)
def test_a_number_has_one_form_or_cannot_be_dialled(written: str | None, kept: str | None) -> None:
    assert canonical(written) == kept


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+8613812345678", "861****5678"),
        ("057188880000", "057****0000"),
        ("88880000", "****0000"),
        ("95598", "****98"),
        ("110", "****"),
        ("anonymous", "anonymous"),
        ("", ""),
        (None, None),
    ],
)
def test_a_masked_number_tells_where_it_is_from_and_no_more(number: str | None, shown: str | None) -> None:
    assert masked(number) == shown


@given(st.text())
def test_nothing_that_is_written_leaves_its_place_in_a_dial_string(written: str) -> None:
    number = canonical(written)
    if number is not None:
        dialled = Dialling(trunk="sofia/gateway/trunk/{number}").outside(number)
        assert re.fullmatch(r"sofia/gateway/trunk/\+?[0-9]+", dialled, re.ASCII)
        assert canonical(number) == number


@given(st.from_regex(r"\+?[0-9]{3,18}", fullmatch=True))
def test_what_is_masked_cannot_be_told_again(number: str) -> None:
    shown = masked(number) or ""
    hidden = len(number.lstrip("+")) - len(re.sub(r"[^0-9]", "", shown))
    assert hidden >= min(len(number.lstrip("+")), 3)
    assert masked(shown) == shown
    assert number not in hidden_in(f"请回电 {number}，谢谢", frozenset([number]))


@given(st.text())
def test_only_the_kept_form_is_dialled(text: str) -> None:
    if canonical(text) != text:
        with pytest.raises(ValueError, match="no telephone number"):
            dialable(text)


def test_what_the_operator_sets_up_is_one_dial_string() -> None:
    assert is_telephones("user/{agent}@10.0.3.11")
    assert is_telephones("sofia/internal/{agent}@127.0.0.1:5090")
    assert is_trunk("sofia/gateway/trunk/{number}")
    for wrong in (
        "user/1001",
        "user/{agent}@a|user/2",
        "{x=y}user/{agent}",
        "user/{agent},user/{agent}",
        "[leg=1]user/{agent}",
        "user/{agent} &park",
        "loopback/{agent}/default",
        "user/{agent}@a\n",
    ):
        assert not is_telephones(wrong), wrong


@pytest.mark.parametrize("name", ["1001;park", "10 01", "", "{a}", "1001|1002", "a" * 41])
def test_a_telephone_is_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a telephone"):
        Dialling().telephone(name)
    assert Dialling("user/{agent}@d").telephone("1001@default") == "user/1001@d"
