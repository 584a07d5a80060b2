"""What a control is as a command of FreeSWITCH. Pure: a row's words and the node's way of dialling in.

Known of the commands (mod_commands, mod_dptools of 1.10 and 1.11, tried on a real one):
- `originate` answers when the first leg has answered; its channel gets the control's id, so that a channel, a
  record or a call record of that name shows that it was dialled.
- `uuid_hold` on the agent's channel lets the *other* side hear music; `uuid_audio … read mute` silences what
  is read from a channel, so the agent's.
- `uuid_broadcast` without a word for the leg executes on the named channel, and lets its partner hear the
  music of `hold_music` meanwhile; with `aleg` the partner hears nothing.
- `att_xfer` ends in the caller and the third together when the agent's channel hangs up, and in the agent and
  the caller when the third's does; the key `0` makes one talk of all three.
- An eavesdropper is heard by whom he listens to by `eavesdrop_whisper_bleg`, by that one's partner by
  `…_aleg`. Keys would change that, unknown to anybody: they are switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.calling.controls import RULES, Verb
from engine.calling.dialling import Dialling, is_address
from engine.calling.overflow import SEND_ON_KEY
from telephony.control.originate import channel, in_turn, package, path, queue, with_variables

RING_SECONDS = 30
#: The extension that dials the dialogues, and its context (telephony/freeswitch).
DIALOGUES, CONTEXT = "huan-dialogue", "public"
#: The SIP header that takes a call's id and queue to the exchange of another centre (telephony/freeswitch).
HEADER = "sip_h_X-Huan-Call"
#: The tone by which both hear that somebody listens in.
TONE = "tone_stream://%(300,0,1400)"


@dataclass(frozen=True, slots=True)
class Ask:
    """A control as it was claimed."""

    id: str
    verb: Verb
    number: str | None
    target: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """One command. `seconds` is how long its outcome is waited for."""

    command: str
    arguments: str
    seconds: float


class NotPlanned(Exception):
    """A control cannot be a command here: nothing is sent."""


def plan(ask: Ask, dialling: Dialling) -> Planned:
    """Return the command.

    Raises:
        NotPlanned: a part is missing or has a form that could be read as something else.
    """
    try:
        command, arguments = _PLANS[ask.verb](ask, dialling)
    except (KeyError, ValueError) as error:
        raise NotPlanned(str(error) or "a part is missing") from error
    return Planned(command, arguments, RULES[ask.verb].seconds)


def _variables(ask: Ask, dialling: Dialling, **more: str) -> dict[str, str]:
    shown = {"origination_caller_id_number": dialling.caller_id} if dialling.caller_id else {}
    return {
        "origination_uuid": channel(ask.id),
        "huan_control": ask.id,
        "originate_timeout": str(RING_SECONDS),
        "ignore_early_media": "true",
        **shown,
        **more,
    }


def _name(ask: Ask) -> str:
    """Return whose telephone it is: FreeSWITCH says so by itself only where the directory dials."""
    return str(ask.target["agent"]).partition("@")[0]


def _telephone(ask: Ask, dialling: Dialling) -> str:
    """Return the dial string of the device at which somebody is signed in, else of what bears their name.

    Raises:
        ValueError: it is none.
    """
    contact = ask.target.get("contact")
    if contact is None:
        return dialling.telephone(str(ask.target["agent"]))
    if not is_address(str(contact)):
        raise ValueError("no address of a telephone")
    return str(contact)


def _dial(ask: Ask, dialling: Dialling) -> tuple[str, str]:
    number = _required(ask.number, "there is no number")
    own = with_variables(
        _variables(ask, dialling, hangup_after_bridge="true", dialed_user=_name(ask)),
        _telephone(ask, dialling),
    )
    shown = {"origination_caller_id_number": dialling.caller_id} if dialling.caller_id else {}
    return "originate", f"{own} &bridge({with_variables(shown, dialling.outside(number))})"


def _receiver(ask: Ask, dialling: Dialling) -> str:
    """Return the dial string of whoever is to have the call; its channel gets the control's id."""
    if ask.number is not None:
        return with_variables(_variables(ask, dialling), dialling.outside(ask.number))
    url = _telephone(ask, dialling)
    # A colleague sees the caller's number, as he would of a call that comes to him.
    variables = _variables(ask, dialling, dialed_user=_name(ask))
    variables.pop("origination_caller_id_number", None)
    return with_variables(variables, url)


def _transfer(ask: Ask, dialling: Dialling) -> tuple[str, str]:
    customer = channel(ask.target["customer"])
    back = ask.target.get("back_to")
    waiting = [("callcenter", queue(back))] if back is not None else []
    if "exchange" in ask.target:
        steps = [*_sent_over(ask, dialling, bool(waiting)), *waiting]
    elif "queue" in ask.target:
        steps = [("callcenter", queue(ask.target["queue"]))]
    else:
        steps = [
            ("set", "hangup_after_bridge=true"),
            ("set", f"continue_on_fail={'true' if waiting else 'false'}"),
            ("bridge", _receiver(ask, dialling)),
            *waiting,
        ]
    return "uuid_transfer", f"{customer} {in_turn(steps)}"


def _sent_over(ask: Ask, dialling: Dialling, goes_back: bool) -> list[tuple[str, str]]:
    """Return how the caller gets to a queue of another exchange, with his call's id."""
    peer = _required(dialling.peers.get(str(ask.target["exchange"])), "there is no way to that exchange")
    return [
        ("set", f"{HEADER}={channel(ask.target['call'])};{queue(ask.target['queue'])}"),
        ("set", "hangup_after_bridge=true"),
        ("set", f"continue_on_fail={'true' if goes_back else 'false'}"),
        ("bridge", peer),
        ("unset", HEADER),
    ]


def _consult(ask: Ask, dialling: Dialling) -> tuple[str, str]:
    return "uuid_broadcast", f"{channel(ask.target['own'])} att_xfer::{_receiver(ask, dialling)}"


def _supervise(ask: Ask, dialling: Dialling, *heard_by: str) -> tuple[str, str]:
    supervised = channel(ask.target["supervised"])
    if "listening" in ask.target:  # the telephone is in the call: from now on it is there in another way
        heard = [
            ("set", f"eavesdrop_whisper_{leg}={'true' if leg in heard_by else 'false'}")
            for leg in ("aleg", "bleg")
        ]
        again = in_turn([*heard, ("eavesdrop", supervised)])
        return "uuid_transfer", f"{channel(ask.target['listening'])} {again}"
    variables = _variables(
        ask,
        dialling,
        dialed_user=_name(ask),
        huan_supervises=supervised,
        eavesdrop_enable_dtmf="false",
        **{f"eavesdrop_whisper_{leg}": "true" for leg in heard_by},
    )
    url = with_variables(variables, _telephone(ask, dialling))
    if not dialling.supervision_tone:
        return "originate", f"{url} &eavesdrop({supervised})"
    steps = [
        ("set", f"huan_told=${{uuid_broadcast({supervised} {TONE} both)}}"),
        ("eavesdrop", supervised),
    ]
    return "originate", f"{url} {in_turn(steps)}"


def _hang_up(ask: Ask, _: Dialling) -> tuple[str, str]:
    """Whoever has the customer ends the call for all; others leave it."""
    return "uuid_kill", channel(ask.target["own" if ask.target.get("leaves") else "customer"])


def _call(ask: Ask, dialling: Dialling) -> tuple[str, str]:
    """The customer's telephone rings; whoever answers comes to a queue, or to the extension for dialogues."""
    number = _required(ask.number, "there is no number")
    if "queue" in ask.target:
        url = with_variables(_variables(ask, dialling, hangup_after_bridge="true"), dialling.outside(number))
        return "originate", f"{url} &callcenter({queue(ask.target['queue'])})"
    variables = _variables(ask, dialling, huan_dialogue=package(ask.target["dialogue"]))
    url = with_variables(variables, dialling.outside(number))
    return "originate", f"{url} {DIALOGUES} XML {CONTEXT}"


def _required(value: str | None, problem: str) -> str:
    if value is None:
        raise ValueError(problem)
    return value


def _on(command: str, part: str, after: str = "") -> Callable[[Ask, Dialling], tuple[str, str]]:
    """Return the plan of a command that takes one channel."""
    return lambda ask, _: (command, f"{channel(ask.target[part])}{after}")


_PLANS: Mapping[Verb, Callable[[Ask, Dialling], tuple[str, str]]] = {
    Verb.DIAL: _dial,
    Verb.ANSWER: _on("uuid_phone_event", "own", " talk"),
    Verb.HOLD: _on("uuid_hold", "own"),
    Verb.RESUME: lambda ask, _: ("uuid_hold", f"off {channel(ask.target['own'])}"),
    Verb.MUTE: _on("uuid_audio", "own", " start read mute 1"),
    Verb.UNMUTE: _on("uuid_audio", "own", " stop"),
    Verb.TRANSFER: _transfer,
    Verb.CONSULT: _consult,
    Verb.COMPLETE: _on("uuid_kill", "own"),
    Verb.ABANDON: _on("uuid_kill", "third"),
    Verb.CONFERENCE: _on("uuid_recv_dtmf", "own", " 0"),
    Verb.HANGUP: _hang_up,
    Verb.PAUSE_RECORDING: lambda ask, _: (
        "uuid_record",
        f"{channel(ask.target['customer'])} mask {path(ask.target['path'])}",
    ),
    Verb.RESUME_RECORDING: lambda ask, _: (
        "uuid_record",
        f"{channel(ask.target['customer'])} unmask {path(ask.target['path'])}",
    ),
    Verb.LISTEN: lambda ask, dialling: _supervise(ask, dialling),
    Verb.WHISPER: lambda ask, dialling: _supervise(ask, dialling, "bleg"),
    Verb.BARGE: lambda ask, dialling: _supervise(ask, dialling, "aleg", "bleg"),
    # Heard by the queue while he waits; in a talk that has just begun it is a tone, and nothing else.
    Verb.SEND_ON: _on("uuid_recv_dtmf", "customer", f" {SEND_ON_KEY}"),
    Verb.CALL: _call,
}
