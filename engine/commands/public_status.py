"""A customer asks how their order stands, by its number and their telephone number."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import token_hash
from engine.store.public_status import status_by_number
from engine.store.rate_limits import take

#: Questions that one address, and one number, has in a quarter of an hour.
MOST_OF_ADDRESS, MOST_OF_NUMBER, SECONDS = 30, 6, 15 * 60.0
#: Compared when there is no order: as long as a real one.
_NOBODYS = "0" * 11


@dataclass(frozen=True)
class AskStatus:
    """Ask for the order with `number`, told from `phone`; `address` is from where it is asked.

    It is a command because it counts, and the same is done whatever is found: one statement and two
    comparisons, so that neither answer nor time says whether number or telephone was wrong.
    """

    name: ClassVar[str] = "ask-status"

    number: str
    phone: str = field(repr=False)
    address: str = ""

    def perform(self, work: Work) -> Answer:
        """Return `found` with `status`, `stage`, `expected_at` and `answer`, or `wait` (seconds)."""
        number = "".join(one for one in self.number if one.isdigit())[:20]
        wait = take(work.tx, f"status:address:{self.address}", MOST_OF_ADDRESS, SECONDS)
        of_number = take(work.tx, f"status:number:{token_hash(number)}", MOST_OF_NUMBER, SECONDS)
        if wait is not None or of_number is not None:
            return {"found": False, "wait": max(wait or 0, of_number or 0)}
        row = status_by_number(work.tx, number)
        told = _digits(self.phone)
        known = [_digits(one) for one in (row.caller_number, row.phone)] if row is not None else [None, None]
        same = [hmac.compare_digest(told.encode(), (one or _NOBODYS).encode()) for one in known]
        fits = any(is_same and one for is_same, one in zip(same, known, strict=True))
        if row is None or not fits or row.restricted:
            return {"found": False, "wait": None}
        expected = row.expected_at or row.promised_at
        return {
            "found": True,
            "wait": None,
            "status": row.status,
            "stage": row.stage,
            "expected_at": expected.isoformat() if expected is not None else None,
            "answer": row.answer or None,
        }


def _digits(phone: str | None) -> str:
    """Return the digits of a telephone number, without China's country code."""
    digits = "".join(one for one in phone or "" if one in "0123456789")
    return digits.removeprefix("0086").removeprefix("86") if len(digits) > 11 else digits
