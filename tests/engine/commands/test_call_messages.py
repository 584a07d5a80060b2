"""What a call tells processes: its own, whichever way the news comes, and those of its orders that wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.calling.controls import Verb
from engine.commands.call_parts import Talk
from engine.commands.controls import ClaimControl, ControlCall, SettleControl
from engine.commands.deactivate_package import DeactivatePackage
from engine.commands.deploy import Deploy
from engine.commands.expire_messages import ExpireMessages
from engine.commands.link_order import LinkCallToOrder
from engine.commands.record_call import TellOfCall
from engine.commands.tell_digits import TellDigits
from engine.definitions.variable_types import CALL
from engine.errors import InvalidInput
from engine.ids import new_id
from engine.scenarios.seen import last_values
from engine.store.calls import call_by_id
from engine.store.tables import instance, message
from tests.calling import NODE, OWNER, TELEPHONY, connect, recorded_call
from tests.drawing import boundary, catch, draw, end, mapped, start, user
from tests.drawing import message as comes
from tests.stage import PACKAGES, SYSTEM, Stage, package_files

SHEET = "key: {key}\nname: {{zh: 测试, en: Test}}\ndiagram: t.bpmn\nprocess: {key}\n"
#: The call's own process: it hears of the answer, of the end and of the recording, in this order.
CONTACT = draw(
    start("offered", comes("call.offered")),
    catch("answered", comes("call.answered")),
    catch("ended", comes("call.ended")),
    catch("recorded", comes("call.recorded")),
    user("wrap-up", camunda_candidateGroups="queue"),
    end("e"),
    flows="offered > answered > ended > recorded > wrap-up > e",
    key="contact",
)
#: An order's process: whatever it is about, it hears of calls while somebody asks the customer.
ASKING = draw(
    start("s"),
    user("ask"),
    *(
        boundary(one, "ask", mapped(outputs={f"{one}_{two}": f"message.{two}"}) + comes(name), False)
        for one, two, name in (
            ("moved", "to_agent", "call.transferred"),
            ("over", "outcome", "call.ended"),
            ("revised", "before", "call.outcome-revised"),
            ("kept", "recording_seconds", "call.recorded"),
            ("pressed", "digits", "call.digits"),
        )
    ),
    *(end(f"{one}-e") for one in ("moved", "over", "revised", "kept", "pressed")),
    end("e"),
    flows="s > ask > e ; moved > moved-e ; over > over-e ; revised > revised-e ; kept > kept-e ; pressed > pressed-e",
    key="asking",
)
QUEUE = {"queue": "repair@default"}


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    for key, diagram, more in (("contact", CONTACT, ""), ("asking", ASKING, "category: enquiry\n")):
        files = {"package.yaml": SHEET.format(key=key) + more, "t.bpmn": diagram.decode()}
        made.run(Deploy(files), SYSTEM)
    yield made
    made.system.close()


def tell(stage: Stage, call: str, what: str, apart: str = "", **said: Any) -> str:
    told = stage.run(TellOfCall(call, f"call.{what}", f"{call}:{what}{apart}", said), TELEPHONY)
    return str(told["outcome"])


def waits(stage: Stage) -> str:
    """A call that waits in its queue, with its process; return its id."""
    call = recorded_call(stage, state="queued", agent=None, **QUEUE)
    assert tell(stage, call, "offered", **QUEUE) == "started"
    return call


def ended(stage: Stage, **more: Any) -> str:
    at = stage.now
    talks = (
        Talk("core/a", "1001@default", at, at + timedelta(seconds=60), "answer"),
        Talk("core/b", "1002@default", at + timedelta(seconds=60), at + timedelta(seconds=90), "blind"),
    )
    given = {
        "state": "ended",
        "outcome": "answered",
        "ended_at": at + timedelta(seconds=90),
    }
    return recorded_call(stage, **{**given, "talk_ms": 90_000, "parts": talks, **QUEUE, **more})


def order(stage: Stage, **more: Any) -> str:
    return str(stage.open_order(category="enquiry", fields={}, **more)["order"])


def variables(stage: Stage, order_id: str) -> dict[str, Any]:
    """What the order's process has written down."""
    return last_values(stage.history(order_id))


def test_news_of_a_call_comes_in_any_order_and_twice_and_its_process_goes_its_way(stage: Stage) -> None:
    news = {"answered": QUEUE, "ended": {"outcome": "answered"}, "recorded": {"recording_seconds": 90}}
    for number, order_of_news in enumerate(permutations(news)):
        stage.later(minutes=1)
        call = recorded_call(stage, state="queued", agent=None, exchange_id=f"x{number}", **QUEUE)
        tell(stage, call, "offered", **QUEUE)
        for what in (*order_of_news, *order_of_news):
            tell(stage, call, what, **news[what])
            stage.drain()
        (task,) = [row for row in stage.tasks() if row["element_id"] == "wrap-up"]
        stage.do("wrap-up", "agent")
        assert task["element_id"] == "wrap-up"
    assert stage.rows(
        select(func.count().label("n")).select_from(message).where(message.c.status != "applied")
    ) == [{"n": 0}]


def test_news_that_nobody_takes_goes_silently_but_a_caller_does_not(stage: Stage) -> None:
    call = waits(stage)
    tell(stage, call, "abandoned", **QUEUE)
    tell(stage, call, "ended", outcome="abandoned")
    tell(stage, call, "offered", apart="again", **QUEUE)
    assert len(stage.rows(select(instance.c.id))) == 1, "a second stay in a queue begins no second process"
    tell(stage, call, "voicemail", **QUEUE)
    stage.later(hours=25)
    assert stage.run(ExpireMessages(), SYSTEM)["expired"] == 4
    assert stage.incidents() == []

    stage.run(Deploy({"package.yaml": SHEET.format(key="contact"), "t.bpmn": draw(
        start("s", comes("other")), end("e"), flows="s > e", key="contact").decode()}), SYSTEM)  # fmt: skip
    other = recorded_call(stage, state="queued", agent=None, exchange_id="y", **QUEUE)
    assert tell(stage, other, "offered", **QUEUE) == "waiting"
    stage.later(hours=25)
    stage.run(ExpireMessages(), SYSTEM)
    assert [one["kind"] for one in stage.incidents()] == ["message-expired"]


def test_a_call_tells_only_its_own_messages(stage: Stage) -> None:
    call = waits(stage)
    for wrong in (TellOfCall(call, "call.hungup", "1"), TellOfCall(new_id(), "call.ended", "1")):
        with pytest.raises(InvalidInput):
            stage.run(wrong, TELEPHONY)


def test_the_processes_of_every_order_hear_of_their_call_once_each(stage: Stage) -> None:
    call = recorded_call(stage, **QUEUE)
    first = order(stage, call_id=call)
    second = order(stage, county="B1", caller_number="13800000002")
    stage.run(LinkCallToOrder(call, second), "leader")
    for _ in range(2):
        ended(stage, recording="/rec/a.wav", recording_ms=90_000)
        stage.drain()
    for one in (first, second):
        told = variables(stage, one)
        assert (told["moved_to_agent"], told["over_outcome"]) == (stage.ids["agent2"], "answered")
        assert (told["kept_recording_seconds"], "revised_before" in told) == (90, False)
        kinds = [event.type for event in stage.history(one) if event.type.startswith("call.")]
        assert kinds[-3:] == ["call.transferred", "call.ended", "call.recorded"]
        assert [event.type for event in stage.history(one)].count("message.received") == 3


def test_the_process_of_an_order_hears_that_an_end_was_another(stage: Stage) -> None:
    call = recorded_call(stage, **QUEUE)
    one = order(stage, call_id=call)
    ended(stage, outcome="lost")
    stage.drain()
    assert variables(stage, one)["over_outcome"] == "lost"
    ended(stage)
    stage.drain()
    assert variables(stage, one)["revised_before"] == "lost"


def test_keys_are_told_only_where_a_diagram_asks_and_never_while_a_card_is_read_out(stage: Stage) -> None:
    call = recorded_call(stage, **QUEUE)

    def press(keys: str) -> int:
        told: int = stage.run(TellDigits(call, keys, f"{call}:{keys}"), TELEPHONY)["told"]
        stage.drain()
        return told

    assert press("1") == 0, "nobody listens"
    one = order(stage, call_id=call)
    assert press("2") == 1
    assert variables(stage, one)["pressed_digits"] == "2"
    pause(stage, call)
    assert press("3") == 0
    kept = stage.rows(select(message.c.payload).where(message.c.name == "call.digits"))
    assert [row["payload"]["digits"] for row in kept] == ["2"]


def pause(stage: Stage, call: str) -> None:
    """The agent pauses the recording."""
    told = {"recordings": [{"path": "/rec/a.wav"}]}
    assert recorded_call(stage, told=told, as_of=stage.now + timedelta(seconds=1), **QUEUE) == call
    term = connect(stage)
    control = stage.run(ControlCall(call, Verb.PAUSE_RECORDING), "agent")["id"]
    stage.run(ClaimControl(control, Verb.PAUSE_RECORDING, NODE, OWNER, term), TELEPHONY)
    stage.run(SettleControl(control, "answered", "+OK Success\n"), TELEPHONY)


def test_a_call_that_began_by_an_earlier_version_goes_on_by_it(stage: Stage) -> None:
    earlier = draw(
        start("offered", comes("call.offered")),
        catch("answered", comes("call.answered", "call.id")),
        user("wrap-up", camunda_candidateGroups="queue"),
        end("e"),
        flows="offered > answered > wrap-up > e",
        key="inbound-call",
    )
    stage.run(DeactivatePackage("contact", "换版"), SYSTEM)
    files = {"package.yaml": SHEET.format(key="inbound-call"), "t.bpmn": earlier.decode()}
    stage.run(Deploy(files), SYSTEM)
    call = waits(stage)
    stage.run(Deploy(package_files(PACKAGES / "inbound-call")), SYSTEM)
    for what, said in (("answered", QUEUE), ("recorded", {}), ("ended", {"outcome": "answered"})):
        assert tell(stage, call, what, **said) == ("instance" if what == "answered" else "waiting")
    stage.drain()
    stage.do("wrap-up", "agent")
    assert stage.rows(select(instance.c.status)) == [{"status": "completed"}]
    stage.later(hours=25)
    stage.run(ExpireMessages(), SYSTEM)
    assert stage.incidents() == []


def test_what_diagrams_see_of_a_call_is_what_checks_know(stage: Stage) -> None:
    call = recorded_call(stage)
    with stage.system.database.reading() as tx:
        row = call_by_id(tx, call)
    assert row is not None
    assert set(row.as_facts()) == set(CALL)
