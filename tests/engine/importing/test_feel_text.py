"""FEEL of Camunda 8 stays as written; only what has another name here is renamed in it."""

from __future__ import annotations

import pytest

from engine.importing.expressions import Names, Untranslatable, adapt_feel

NAMES = Names({"order": "order_value", "amount": "order.amount"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=weight > 20", "weight > 20"),
        ("= order.total > amount", "order_value.total > order.amount"),
        ("=sum(parcels.amount) + amount", "sum(parcels.amount) + order.amount"),
        ("={amount: amount}", "{amount: order.amount}"),
        ('="amount" + "order"', '"amount" + "order"'),
        ("=if is defined(a.b) then 1 else 2", "if (a.b != null) then 1 else 2"),
        ('="is defined(a)"', '"is defined(a)"'),
    ],
)
def test_only_variables_are_renamed(text, expected):
    assert adapt_feel(text, NAMES).text == expected


def test_what_differs_a_little_is_told():
    assert "`is defined` became" in adapt_feel("=is defined(a)", NAMES).cautions[0]
    assert "was taken for the variable" in adapt_feel("=parcels[amount > 3]", NAMES).cautions[0]


@pytest.mark.parametrize("text", ["=fromAi(x)", "=a +", "=get or else(a, 1)"])
def test_what_is_no_feel_here_is_refused(text):
    with pytest.raises(Untranslatable, match="FEEL as executed here does not read it"):
        adapt_feel(text, NAMES)
