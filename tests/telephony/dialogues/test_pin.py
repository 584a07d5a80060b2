"""A customer changes the PIN on the telephone; wrong ones lock it, and no digit of it is left anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update
from structlog.testing import capture_logs

from engine import credentials
from engine.calling.pins import LOCKED_MINUTES, MOST_FAILURES, is_good_pin
from engine.commands.deploy import Deploy
from engine.commands.dialogues.change_pin import ChangePin
from engine.errors import InvalidInput
from engine.store.statement import Statement
from engine.store.tables import customer, customer_pin, metadata
from telephony.dialogues.desk import EngineDesk
from telephony.simulator import Exchange
from telephony.simulator.cdr import record
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.dialogues.phone import SETTING, Aloud, Phone
from tests.telephony.simulator.line import START

NUMBER, PHONE = "3301000001", "13800000001"
FIRST, SECOND, WRONG = "274913", "861357", "503862"

Change = Callable[..., str]


@pytest.fixture
def holder(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Customer 3301000001 with the telephone 13800000001; hashing is as cheap as it can be."""
    monkeypatch.setattr(credentials, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    credentials._nobodys.cache_clear()
    values = (
        update(customer).where(customer.c.id == stage.ids["customer-A1"]).values(number=NUMBER, phone=PHONE)
    )
    with stage.system.database.transaction() as tx:
        tx.write(Statement(values))
    yield stage
    credentials._nobodys.cache_clear()


@pytest.fixture
def change(holder: Stage) -> Change:
    def changes(old: str | None, new: str, caller: str = PHONE, number: str = NUMBER) -> str:
        return str(holder.run(ChangePin(number, old, new, caller), SYSTEM)["outcome"])

    return changes


def test_the_first_pin_is_set_from_the_registered_telephone_and_changed_by_the_old_one(
    change: Change, holder: Stage
) -> None:
    assert change(None, FIRST, caller="13900000009") == "wrong"
    assert change(FIRST, SECOND) == "wrong", "there is none"
    assert change(None, FIRST) == "changed"
    assert change(None, SECOND) == "wrong", "there is one: only the old one changes it"
    assert change(FIRST, SECOND, caller="13900000009") == "changed"
    assert change(SECOND, FIRST, number="3301000002") == "wrong"
    (row,) = holder.rows(select(customer_pin))
    assert row["hash"].startswith("$argon2id$")
    with pytest.raises(InvalidInput):
        change(SECOND, "123456")


def test_wrong_pins_in_a_row_lock_it_for_a_while(change: Change, holder: Stage) -> None:
    change(None, FIRST)
    callers = [f"1390000000{digit}" for digit in range(10)]
    for caller in callers[: MOST_FAILURES - 1]:
        assert change(WRONG, SECOND, caller) == "wrong"
    assert change(FIRST, FIRST) == "changed", "a right one begins the count anew"
    for caller in callers[: MOST_FAILURES - 1]:
        assert change(WRONG, SECOND, caller) == "wrong"
    assert change(WRONG, SECOND) == "locked"
    assert change(FIRST, SECOND) == "locked", "the right one does not help now"
    holder.set_clock(holder.now + timedelta(minutes=LOCKED_MINUTES))
    assert change(FIRST, SECOND) == "changed"


def test_one_telephone_cannot_try_the_pins_of_many(change: Change) -> None:
    outcomes = [change(WRONG, SECOND, "13900000009", f"330100{turn:04}") for turn in range(11)]
    assert outcomes == ["wrong"] * 10 + ["locked"]


def test_what_is_guessed_first_is_no_pin() -> None:
    bad = ["111111", "123456", "987654", "890123", "12345", "1234567", "12345x", "１２３４５７", ""]
    assert [one for one in bad if is_good_pin(one)] == []
    assert is_good_pin(FIRST)


def test_no_digit_of_a_pin_is_left_anywhere(change: Change, holder: Stage) -> None:
    change(None, FIRST)
    holder.run(Deploy(package_files(PACKAGES / "change-pin")), SYSTEM)
    desk = EngineDesk(holder.engine, Aloud(), "change-pin", lambda: holder.now)
    phone = Phone(desk, Exchange(replace(SETTING, agents=(), tiers=()), START))
    with capture_logs() as logs:
        phone.ring(PHONE)
        for keys in (f"{NUMBER}#", "1", WRONG, SECOND, SECOND):
            phone.wait(1.5)
            phone.press(keys)
        phone.wait(4)
        assert phone.heard[-2:] == ["户号、电话或密码不正确。", "感谢您的来电，再见。"]
        phone.ring(PHONE)
        for keys in (f"{NUMBER}#", "1", FIRST, SECOND, SECOND):
            phone.wait(1.5)
            phone.press(keys)
        phone.wait(4)
        assert phone.heard[-2:] == ["密码已经生效。", "感谢您的来电，再见。"]
        assert change(SECOND, FIRST) == "changed"
    left: list[Any] = [logs, phone.done, phone.heard, ChangePin(NUMBER, FIRST, SECOND, PHONE)]
    left += [one.variables for one in (phone.channel,)]
    left += [json.dumps(record(phone.exchange, phone.channel), ensure_ascii=False, default=str)]
    left += [holder.rows(select(table)) for table in metadata.sorted_tables]
    found = repr(left)
    assert "请输入六位原密码。" in found, "the dialogue's rows are among what was looked through"
    assert [pin for pin in (FIRST, SECOND, WRONG, NUMBER) if pin in found.replace(_own(holder), "")] == []


def _own(stage: Stage) -> str:
    """The customer's row, which holds the customer's number."""
    (row,) = stage.rows(select(customer).where(customer.c.number == NUMBER))
    return repr(row)
