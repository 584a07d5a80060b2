"""Ringing somebody: dial strings, and what becomes of the channel that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from telephony.simulator.agenda import SECOND, TICK, Script, Wait
from telephony.simulator.callers import press_all
from telephony.simulator.channel import Channel, Diverted, Hungup, Profile, State
from telephony.simulator.core import Core
from telephony.simulator.legs import answer, hang_up, remember, ring
from telephony.simulator.lives import live
from telephony.simulator.setting import Answering, Telephone

_CAUSES = {Answering.BUSY: "USER_BUSY", Answering.REJECTS: "CALL_REJECTED"}


@dataclass(frozen=True, slots=True)
class Dial:
    """A dial string: `{name=value,…}user/1001@domain`, `sofia/profile/number@host`, `null/x`, `error/…`."""

    endpoint: str
    number: str
    address: str
    profile: str = ""
    variables: dict[str, str] = field(default_factory=dict)


def parse_variables(text: str) -> tuple[dict[str, str], str]:
    """Take the leading `{…}`, `<…>` and `[…]` off a dial string; `^^:` in them changes the comma."""
    variables: dict[str, str] = {}
    while text[:1] in ("{", "<", "["):
        close = {"{": "}", "<": ">", "[": "]"}[text[0]]
        inside, found, rest = text[1:].partition(close)
        if not found:
            break
        separator = ","
        if inside.startswith("^^") and len(inside) > 2:
            separator, inside = inside[2], inside[3:]
        for pair in inside.split(separator):
            name, equals, value = pair.partition("=")
            if equals:
                variables[name.strip()] = value.strip().strip("'")
        text = rest
    return variables, text


def parse_dial(text: str) -> Dial | None:
    """Read a dial string; None when it names no endpoint that there is. Of several only the first counts."""
    variables, rest = parse_variables(text.strip())
    target = rest.split(",")[0].split("|")[0]
    kind, _, address = target.partition("/")
    if kind == "user" and address:
        return Dial("user", address.partition("@")[0], address, "internal", variables)
    if kind in ("null", "error") and address:
        return Dial(kind, address, address, "", variables)
    if kind == "sofia":
        profile, _, address = address.partition("/")
        if profile == "gateway":
            profile, _, address = address.partition("/")
        if address:
            number = address.removeprefix("sip:").partition("@")[0]
            return Dial("sofia", number, address, profile, variables)
    return None


def originate(
    ex: Core,
    dial: Dial | None,
    timeout_seconds: float = 60,
    originator: Channel | None = None,
    variables: dict[str, str] | None = None,
    created: Callable[[Channel], None] | None = None,
) -> Script:
    """Ring somebody and return `(channel, cause)`: the answered channel, or None and why there is none.

    `created` is told the channel as soon as there is one.
    Whoever waits for the answer may be thrown out of it; then the telephone stops ringing.
    """
    if dial is None:
        return None, "CHAN_NOT_IMPLEMENTED"
    if dial.endpoint == "error":
        return None, dial.address.upper()
    telephone, failure = _find(ex, dial)
    if telephone is None:
        return None, failure
    channel = _create(ex, dial, telephone, originator, {**(variables or {}), **dial.variables})
    if created is not None:
        created(channel)
    if telephone.answering is Answering.REFUSES:
        hang_up(ex, channel, "NORMAL_TEMPORARY_FAILURE", far=True)
        return None, channel.cause
    if dial.endpoint == "null":  # mod_loopback's: it answers at once, and there is nothing behind it
        answer(ex, channel)
    else:
        _ring(ex, channel, telephone)
    deadline = ex.now + round(timeout_seconds * SECOND)
    try:
        while channel.up and not channel.is_answered and ex.now < deadline:
            rang = channel.call_state
            yield Wait(channel.news, deadline - ex.now)
            if originator is not None and rang == "DOWN" and channel.call_state == "RINGING":
                _pass_on(ex, originator)
    except (Hungup, Diverted):
        hang_up(ex, channel, "ORIGINATOR_CANCEL")
        raise
    if not channel.up:
        return None, channel.cause
    if not channel.is_answered:
        hang_up(ex, channel, "NO_ANSWER")
        return None, "NO_ANSWER"
    yield TICK
    if channel.cause is not None:
        return None, channel.cause
    if dial.endpoint == "user":
        ex.tell("CHANNEL_OUTGOING", channel, bare=True)
    return channel, "SUCCESS"


def _find(ex: Core, dial: Dial) -> tuple[Telephone | None, str]:
    telephone = ex.telephones.get(dial.number)
    if dial.endpoint == "user":
        if telephone is None:
            return None, "SUBSCRIBER_ABSENT"
        if telephone.answering is Answering.UNREGISTERED:
            return None, "USER_NOT_REGISTERED"
        return telephone, ""
    if dial.endpoint == "null":
        return Telephone(dial.number, after_seconds=0), ""
    if dial.address.endswith(":7999"):  # an address where nothing listens, as in the recordings
        return Telephone(dial.number, Answering.REFUSES), ""
    return ex.outside(dial.number), ""


def _create(
    ex: Core,
    dial: Dial,
    telephone: Telephone,
    originator: Channel | None,
    variables: dict[str, str],
) -> Channel:
    number, name = "0000000000", ""
    if originator is not None:
        number, name = originator.profile.number, originator.profile.name
    number = variables.get("origination_caller_id_number", number)
    name = variables.get("origination_caller_id_name", name)
    user = dial.endpoint == "user"
    domain = ex.setting.domain
    wanted = variables.get("origination_uuid", "")
    uuid = wanted if wanted and wanted not in ex.channels else ex.new_uuid()
    address = f"{dial.number}@{domain}:{7000 + len(ex.telephones)}" if user else dial.address
    channel = Channel(
        uuid=uuid,
        inbound=False,
        name=f"sofia/{dial.profile}/{address}" if dial.profile else f"{dial.endpoint}/{address}",
        profile=Profile(
            number=number,
            name=name,
            destination=dial.number,
            context="default",
            source="src/switch_ivr_originate.c",
            callee_name="Outbound Call",
            callee_number=dial.number,
        ),
        call_uuid=originator.uuid if originator is not None else "",
        presence_id=f"{dial.number}@{domain}" if user else "",
        state=State.NONE,
    )
    if originator is not None:
        channel.meet(originator, "originator")
        exported = originator.variable("export_vars")
        for each in filter(None, exported.split(",")):
            variables.setdefault(each, originator.variable(each))
        if dial.endpoint == "sofia" and originator.variable("sip_copy_custom_headers") != "false":
            for each in [name for name in originator.variables if name.startswith("sip_h_")]:
                variables.setdefault(each, originator.variable(each))
        variables["originator"] = originator.uuid
    dialled = {"dialed_user": dial.number, "dialed_domain": domain} if user else {}
    remember(
        ex,
        channel,
        {
            **({"presence_id": channel.presence_id} if user else {}),
            "sip_destination_url": f"sip:{address}",
            "sip_to_user": dial.number,
            **variables,
            **dialled,
            "originate_early_media": "false",
            "originate_endpoint": dial.endpoint,
        },
    )
    ex.tell("CHANNEL_OUTGOING", channel, bare=True)
    channel.enter(State.ROUTING, State.INIT)
    ex.tell("CHANNEL_CREATE", channel)
    ex.tell("CHANNEL_ORIGINATE", channel)
    channel.enter(State.CONSUME_MEDIA)
    live(ex, channel, None)
    return channel


def _ring(ex: Core, channel: Channel, telephone: Telephone) -> None:
    """Let the telephone do what it does."""
    after = round(telephone.after_seconds * SECOND)
    refusal = _CAUSES.get(telephone.answering)
    if refusal is not None:
        ex.agenda.after(TICK, lambda: hang_up(ex, channel, refusal, far=True))
        return
    ex.agenda.after(0, lambda: ring(ex, channel))
    if telephone.answering is Answering.ANSWERS:
        ex.agenda.after(max(after, TICK), lambda: answer(ex, channel))
        if telephone.presses:
            ex.agenda.run(press_all(ex, telephone.presses, channel))
        if telephone.talks_seconds is not None:
            talks = round(telephone.talks_seconds * SECOND)
            ex.agenda.after(max(after, TICK) + talks, lambda: hang_up(ex, channel, far=True))


def _pass_on(ex: Core, originator: Channel) -> None:
    """A caller who was not answered yet hears it ring."""
    if not originator.is_answered:
        ring(ex, originator)
        originator.call_state = "RINGING"
