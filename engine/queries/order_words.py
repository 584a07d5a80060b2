"""What is looked for in orders' texts, and what of it by somebody who may not see telephone numbers.

A number stands among the texts as a word, and words are found by how they begin: whoever may try one digit
after the other learns it, although every answer masks it. For such a person digits as many as a number has at
least are looked for among the numbers of orders, premises and customers alone, and what else has a digit in
it is a whole word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, or_, select

from engine.calling.numbers import LEAST_DIGITS
from engine.orders import MOST_WORDS, Piece, questions
from engine.queries.reading import Reading
from engine.store.order_texts import word_asked
from engine.store.prefix import begins_with
from engine.store.tables import customer, premise, work_order

WORDS = tuple(f"word_{n}" for n in range(MOST_WORDS))


class Asked(NamedTuple):
    """What a typed word looks for: `pieces` in the texts, `digits` among numbers that everybody sees."""

    pieces: list[Piece]
    digits: str


def has_number(name: str) -> Callable[[], ColumnElement[bool]]:
    """Return the condition that an order's number begins or ends with digits, or its premise's or customer's
    begins so.
    """
    where_it_is = (
        select(or_(begins_with(premise.c.number, name), begins_with(customer.c.number, name)))
        .select_from(premise.outerjoin(customer, customer.c.id == premise.c.customer_id))
        .where(premise.c.id == work_order.c.premise_id)
        .correlate(work_order)
    )
    return lambda: or_(
        begins_with(work_order.c.number, name),
        work_order.c.number.like(bindparam(f"{name}_last")),
        where_it_is.scalar_subquery(),
    )


#: For digits that are not looked for in texts, each by its parameter.
DIGITS = {name: has_number(name) for name in (f"digits_{n}" for n in range(MOST_WORDS))}


def without_numbers(pieces: list[Piece]) -> Asked:
    """Return what somebody who may not see telephone numbers looks for with a word."""
    digits = [one.text for one in pieces if one.text.isdecimal() and len(one.text) >= LEAST_DIGITS]
    found = [
        Piece(one.text, one.begins and not any(map(str.isdecimal, one.text)))
        for one in pieces
        if one.text not in digits
    ]
    return Asked(found, "".join(digits))


def words_asked(reading: Reading, typed: str) -> dict[str, str]:
    """Return the parameters of `WORDS` and `DIGITS` for what was typed.

    Raises:
        InvalidInput: there is nothing in it to look for, or there are too many words.
    """
    given = {}
    for n, pieces in enumerate(questions(typed)):
        asked = Asked(pieces, "") if reading.sees_numbers else without_numbers(pieces)
        if asked.pieces:
            given[WORDS[n]] = word_asked(reading.tx, asked.pieces)
        if asked.digits:
            given |= {f"digits_{n}": asked.digits, f"digits_{n}_last": f"%{asked.digits}"}
    return given
