"""What texts are found by: Chinese by any two characters, numbers by their beginning, whatever their width."""

from __future__ import annotations

import pytest

from engine.errors import InvalidInput
from engine.orders import pieces, questions


def test_chinese_is_taken_apart_into_one_and_two_characters() -> None:
    assert set(pieces(["全家停电，Ｆuse 烧了"])) == set("全家停电烧了") | {
        "全家", "家停", "停电", "烧了", "fuse",
    }  # fmt: skip


def test_a_number_is_known_as_a_whole_and_by_its_last_digits() -> None:
    assert pieces(["138 0013-8000", "13800138000"]) == ["0013", "138", "13800138000", "8000"]


def test_what_looks_alike_is_alike() -> None:
    assert pieces(["ＡＢ１２"]) == pieces(["ab12"])
    assert pieces(["⽔电"]) == pieces(["水电"]), "a radical that stands for its character"
    assert pieces(["ﾃﾞﾝｷ"]) == pieces(["デンキ"])


def test_a_question_of_two_words_asks_for_both() -> None:
    first, second = questions("变压器  M0001")
    assert [piece.text for piece in first] == ["变压", "压器"]
    assert [(piece.text, piece.begins) for piece in second] == [("m0001", True)]


@pytest.mark.parametrize("typed", ["", "   ", "'; -- &|!", "一 二 三 四 五 六 七"])
def test_nothing_to_look_for_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        questions(typed)
    assert refused.value.findings[0]["field"] == "words"
