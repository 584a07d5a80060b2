"""A caller changes the customer's PIN, or sets the first one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

from engine.calling.numbers import canonical
from engine.calling.pins import LOCKED_MINUTES, MOST_FAILURES, is_good_pin
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.credentials import hash_pin, is_password
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.store.customer_pins import PinRow, insert_pin, lock_holder, lock_pin, update_pin
from engine.store.rate_limits import take
from engine.words import Words

#: Attempts that one telephone has in a quarter of an hour, whoever's PIN it is.
MOST_OF_CALLER, SECONDS = 10, 15 * 60.0
CHANGED, WRONG, LOCKED = "changed", "wrong", "locked"


@dataclass(frozen=True)
class ChangePin:
    """Change the PIN of the customer with this number from `old` to `new`.

    Without `old` it is the first one: only from the telephone that the customer has registered. As much is
    computed and as much is said whether number, telephone or PIN is wrong. No part of it is ever shown:
    not in a row, a log or a history.
    """

    name: ClassVar[str] = "change-pin"

    customer: str = field(repr=False)
    old: str | None = field(repr=False)
    new: str = field(repr=False)
    caller: str | None = field(default=None, repr=False)

    def perform(self, work: Work) -> Answer:
        """`outcome`: changed, wrong, or locked, for a while.

        Raises:
            InvalidInput: the new PIN is none, or one that is guessed first.
        """
        if not is_good_pin(self.new):
            raise InvalidInput(
                Words(
                    "a PIN is six digits, not all alike and not in a row",
                    "密码是六位数字，不能全部相同或连续",
                )
            )
        if take(work.tx, f"pin:caller:{self.caller or ''}", MOST_OF_CALLER, SECONDS) is not None:
            return {"outcome": LOCKED}
        now, _ = work.services.time_and_place(work.tx)
        holder = lock_holder(work.tx, self.customer)
        pin = lock_pin(work.tx, holder.id) if holder is not None else None
        # Both are computed each time, so that the time says nothing.
        fits = is_password(self.old or "", pin.hash if pin is not None else None)
        made = hash_pin(self.new)
        if pin is None:
            own = canonical(self.caller)
            first = (
                holder is not None and self.old is None and own is not None and own == canonical(holder.phone)
            )
            if not first or holder is None:
                return {"outcome": WRONG}
            insert_pin(work.tx, PinRow(new_id(), holder.id, made, 0, None, now))
            return {"outcome": CHANGED}
        if pin.locked_until is not None and pin.locked_until > now:
            return {"outcome": LOCKED}
        if self.old is None or not fits:
            failed = pin.failed + 1
            until = now + timedelta(minutes=LOCKED_MINUTES) if failed >= MOST_FAILURES else None
            update_pin(work.tx, pin._replace(failed=0 if until is not None else failed, locked_until=until))
            return {"outcome": WRONG if until is None else LOCKED}
        update_pin(work.tx, pin._replace(hash=made, failed=0, locked_until=None, changed_at=now))
        return {"outcome": CHANGED}
