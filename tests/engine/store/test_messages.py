"""Messages, subscriptions and deliveries: who waits longest gets it, once."""

from __future__ import annotations

import threading

import pytest

from engine.store.database import Database
from engine.store.errors import Duplicate
from engine.store.messages import (
    close_subscriptions_at,
    close_subscriptions_of_definition,
    delete_delivery,
    delivery_request,
    expired_messages,
    insert_delivery,
    insert_message,
    insert_subscription,
    lease_deliveries,
    match_subscription,
    message_by_id,
    park_delivery,
    read_delivery,
    receiver_of,
    set_message_status,
    subscriptions_of_instance,
    unpark_deliveries,
    waiting_message,
    waiting_messages,
    waiting_subscription,
)
from tests.engine.store.contention import at_once
from tests.engine.store.rows import INSTANCE, NOW, delivery, later, message, subscription

DEFINITION = "01a20000-0000-7000-8000-000000000003"


def test_the_longest_waiting_receiver_comes_first_and_a_start_event_last(database: Database) -> None:
    start = subscription(instance_id=None, definition_id=DEFINITION, key="", opened_at=later(days=-1))
    first, second = subscription(), subscription(opened_at=later(seconds=1))
    with database.transaction() as tx:
        for row in (second, start, first, subscription(key="other"), subscription(name="other")):
            insert_subscription(tx, row)
    found = []
    with database.transaction() as tx:
        while (row := waiting_subscription(tx, "news", "4711")) is not None:
            found.append(row.id)
            match_subscription(tx, row.id, DEFINITION)
    assert found == [first.id, second.id, start.id]


def test_a_subscription_that_let_its_message_go_waits_again(database: Database) -> None:
    row = subscription()
    with database.transaction() as tx:
        insert_subscription(tx, row)
        match_subscription(tx, row.id, DEFINITION)
        assert waiting_subscription(tx, "news", "4711") is None
        match_subscription(tx, row.id, None)
        assert waiting_subscription(tx, "news", "4711") == row


def test_subscriptions_go_with_their_tokens_and_their_version(database: Database) -> None:
    kept = subscription(token=9)
    with database.transaction() as tx:
        for row in (subscription(), subscription(token=8), kept):
            insert_subscription(tx, row)
        insert_subscription(tx, subscription(instance_id=None, definition_id=DEFINITION))
        close_subscriptions_at(tx, INSTANCE, [7, 8])
        close_subscriptions_of_definition(tx, DEFINITION)
        assert subscriptions_of_instance(tx, INSTANCE) == [kept]
        match_subscription(tx, kept.id, DEFINITION)
        assert waiting_subscription(tx, "news", "4711") is None


def test_a_message_is_known_by_its_senders_id(database: Database) -> None:
    row = message(sender_id="sms-1")
    with database.transaction() as tx:
        insert_message(tx, row)
    with database.reading() as tx:
        assert message_by_id(tx, row.id) == row
        assert receiver_of(tx, "news", "4711", "sms-1") == (None, True)
        assert receiver_of(tx, "other", "4711", "sms-1") == (None, False)
        assert receiver_of(tx, "news", "4711", "sms-2") == (None, False)
        assert receiver_of(tx, "news", "4711", None) == (None, False)
    with pytest.raises(Duplicate), database.transaction() as tx:
        insert_message(tx, message(sender_id="sms-1"))


def test_messages_without_a_senders_id_are_all_new(database: Database) -> None:
    with database.transaction() as tx:
        insert_message(tx, message())
        insert_message(tx, message())


def test_the_oldest_waiting_message_is_taken_while_it_has_not_expired(database: Database) -> None:
    gone = message(received_at=later(hours=-30), expires_at=NOW)
    first, second = message(), message(received_at=later(seconds=1))
    with database.transaction() as tx:
        for row in (second, gone, first):
            insert_message(tx, row)
    with database.transaction() as tx:
        assert waiting_message(tx, "news", "4711", NOW) == first
        set_message_status(tx, first.id, "applied")
        assert waiting_message(tx, "news", "4711", NOW) == second
        assert waiting_message(tx, "news", "other", NOW) is None
        asked = {("news", "4711"): 2, ("news", "other"): 1}
        found = waiting_messages(tx, asked, NOW)
        assert found == {("news", "4711"): [second], ("news", "other"): []}
        assert waiting_messages(tx, {}, NOW) == {}
        assert expired_messages(tx, NOW, 10) == [gone]
        assert expired_messages(tx, later(days=2), 1) == [gone]
        assert expired_messages(tx, later(days=2), 10) == [gone, second]


def test_deliveries_are_leased_once_and_oldest_first(database: Database) -> None:
    rows = [delivery(created_at=later(seconds=number)) for number in range(20)]
    with database.transaction() as tx:
        for row in reversed(rows):
            insert_delivery(tx, row)
        insert_delivery(tx, delivery(parked=True))
    with database.transaction() as tx:
        first = [row.id for row in lease_deliveries(tx, "one", 60, 3)]
    assert first == [row.id for row in rows[:3]]

    def poll(tx, number: int) -> list[str]:
        return [row.id for row in lease_deliveries(tx, f"poller {number}", 60, 7)]

    others = [key for found in at_once(database, 4, poll) for key in found]
    with database.transaction() as tx:
        others += [row.id for row in lease_deliveries(tx, "last", 60, 100)]
    assert sorted(others) == sorted(row.id for row in rows[3:])


def test_a_delivery_is_read_parked_given_back_and_gone(database: Database) -> None:
    row = delivery(payload={"text": "年"})
    with database.transaction() as tx:
        insert_delivery(tx, row)
        assert read_delivery(tx.fetch(delivery_request(row.id))[0]) == row
        park_delivery(tx, row.id, parked=True)
        assert lease_deliveries(tx, "one", 60, 10) == []
        unpark_deliveries(tx, INSTANCE)
        assert len(lease_deliveries(tx, "one", 60, 10)) == 1
        delete_delivery(tx, row.id)
        assert read_delivery(tx.fetch(delivery_request(row.id))[0]) is None


def test_a_channel_is_held_by_one_transaction_at_a_time(database: Database) -> None:
    """Correlating and subscribing both take it first, so neither misses the other."""
    held, went_on = threading.Event(), threading.Event()
    order: list[str] = []

    def second() -> None:
        held.wait(10)
        with database.transaction() as tx:
            tx.lock_channel([("news", "4711"), ("another", "1")])
            order.append("second")
        went_on.set()

    thread = threading.Thread(target=second)
    thread.start()
    with database.transaction() as tx:
        tx.lock_channel([("news", "4711")])
        held.set()
        assert not went_on.wait(0.3)
        order.append("first")
    assert went_on.wait(10)
    thread.join()
    assert order == ["first", "second"]
