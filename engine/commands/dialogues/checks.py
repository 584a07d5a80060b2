"""How the keys that a caller presses are checked beside their number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.calling.pins import is_good_pin
from engine.errors import InvalidInput
from engine.orders import read_number


def _is_order_number(digits: str) -> bool:
    try:
        read_number(digits)
    except InvalidInput:
        return False
    return True


#: By the names that `engine.calling.dialogues.CHECKS` lists.
CHECKS: Mapping[str, Callable[[str], bool]] = {"order-number": _is_order_number, "pin": is_good_pin}
