"""Dialplan applications: what a channel may be told to do."""

from __future__ import annotations

import re

from telephony.simulator.agenda import SECOND, Script, Wait
from telephony.simulator.bridges import let_others, talk, update
from telephony.simulator.channel import Bridge, Channel, Diverted, Flow, Hungup
from telephony.simulator.consultation import attended, joining
from telephony.simulator.core import Application, Core
from telephony.simulator.executing import attend_to
from telephony.simulator.legs import answer, hang_up, ring, transfer
from telephony.simulator.originate import originate, parse_dial
from telephony.simulator.recording import start_tape, stop_tape, stop_tapes

_TONE = re.compile(r"%\((\d+),(\d+)")
_LOOPS = re.compile(r"loops=(-?\d+)")
_SILENCE = re.compile(r"silence_stream://(-?\d+)")
ENDLESS_SECONDS = 24 * 3600
FILE_SECONDS = 1.0


def setting(ex: Core, channel: Channel, argument: str) -> None:
    """`set`, `export`: name=value."""
    name, _, value = argument.partition("=")
    channel.variables[name.strip().removeprefix("nolocal:")] = value


def exporting(ex: Core, channel: Channel, argument: str) -> None:
    name = argument.partition("=")[0].strip().removeprefix("nolocal:")
    known = list(filter(None, channel.variable("export_vars").split(",")))
    channel.variables["export_vars"] = ",".join([*known, name] if name not in known else known)
    setting(ex, channel, argument)


def unsetting(ex: Core, channel: Channel, argument: str) -> None:
    channel.variables.pop(argument.strip(), None)


def pushing(ex: Core, channel: Channel, argument: str) -> None:
    """`push`: a variable becomes an array."""
    name, _, value = argument.partition("=")
    known = channel.variables.get(name)
    if known is None:
        channel.variables[name] = value
    else:
        channel.variables[name] = [*([known] if isinstance(known, str) else known), value]


def answering(ex: Core, channel: Channel, argument: str) -> None:
    answer(ex, channel)


def ringing(ex: Core, channel: Channel, argument: str) -> None:
    ring(ex, channel)


def hanging_up(ex: Core, channel: Channel, argument: str) -> None:
    hang_up(ex, channel, argument or "NORMAL_CLEARING")


def sleeping(ex: Core, channel: Channel, argument: str) -> Script:
    yield (int(argument) if argument.isdigit() else 1000) * 1000


def parking(ex: Core, channel: Channel, argument: str) -> Script:
    """`park`: wait, and do what one is told."""
    ex.tell("CHANNEL_PARK", channel)
    try:
        while True:
            yield from attend_to(ex, channel)
    except (Hungup, Diverted):
        ex.tell("CHANNEL_UNPARK", channel)
        raise


def seconds_of(source: str) -> float:
    """How long a sound lasts: tones and silence say so, music is endless, a file takes a second."""
    if source.startswith("local_stream://"):
        return ENDLESS_SECONDS
    if source.startswith("file_string://"):
        return sum(seconds_of(part) for part in source.removeprefix("file_string://").split("!"))
    if found := _SILENCE.match(source):
        return ENDLESS_SECONDS if found[1].startswith("-") else int(found[1]) / 1000
    if found := _TONE.search(source):
        loops = _LOOPS.search(source)
        count = 1 if loops is None else int(loops[1])
        return ENDLESS_SECONDS if count < 0 else (int(found[1]) + int(found[2])) / 1000 * count
    return FILE_SECONDS


def sound(source: str) -> list[tuple[str, str]]:
    kind = source.partition("://")[0] if "://" in source else "wav"
    return [("Playback-File-Type", kind), ("Playback-File-Path", source)]


def play(ex: Core, channel: Channel, source: str, until_key: bool = False) -> Script:
    """Play a sound between PLAYBACK_START and PLAYBACK_STOP; return True when a key cut it short."""
    ex.tell("PLAYBACK_START", channel, sound(source))
    end = ex.now + round(seconds_of(source) * SECOND)
    status, cut = "done", False
    try:
        while ex.now < end:
            if until_key and channel.pressed:
                status, cut = "break", True
                break
            yield Wait(channel.wake, end - ex.now)
    except (Hungup, Diverted):
        ex.tell("PLAYBACK_STOP", channel, [*sound(source), ("Playback-Status", "done")])
        raise
    ex.tell("PLAYBACK_STOP", channel, [*sound(source), ("Playback-Status", status)])
    return cut


def playing(ex: Core, channel: Channel, argument: str) -> Script:
    """`playback`: a terminator (`*` unless said otherwise) ends it and stands in playback_terminator_used."""
    terminators = channel.variable("playback_terminators") or "*"
    bridge, music = channel.bridge, channel.music
    channel.pressed.clear()
    ex.tell("PLAYBACK_START", channel, sound(argument))
    end = ex.now + round(seconds_of(argument) * SECOND)
    status = "done"
    try:
        while ex.now < end and not (bridge is not None and bridge.over) and channel.music == music:
            if channel.pressed and (key := channel.pressed.popleft()) in terminators:
                channel.variables["playback_terminator_used"] = key
                status = "break"
                break
            if not channel.pressed:
                yield Wait(channel.wake, end - ex.now)
    except (Hungup, Diverted):
        ex.tell("PLAYBACK_STOP", channel, [*sound(argument), ("Playback-Status", "done")])
        raise
    ex.tell("PLAYBACK_STOP", channel, [*sound(argument), ("Playback-Status", status)])
    return "FILE PLAYED"


def collecting(ex: Core, channel: Channel, argument: str) -> Script:
    """`play_and_get_digits`: min max tries timeout terminators file invalid variable regexp [digit-timeout].

    Keys that were pressed before count. What was collected stands in the variable, `_invalid` beside it
    holds what did not fit.
    """
    words = argument.split(" ")
    least, most, tries, timeout = (int(word) for word in words[:4])
    terminators, prompt, invalid, variable, pattern = words[4:9]
    between = int(words[9]) if len(words) > 9 else timeout
    channel.variables.pop(variable, None)
    for _ in range(max(1, tries)):
        yield from play(ex, channel, prompt, until_key=True)
        digits = yield from gather(ex, channel, most, timeout, between, terminators)
        if len(digits) >= least and re.fullmatch(pattern, digits):
            channel.variables[variable] = digits
            return "_none_"
        channel.variables[f"{variable}_invalid"] = digits
        yield from play(ex, channel, invalid, until_key=True)
    return "_none_"


def reading(ex: Core, channel: Channel, argument: str) -> Script:
    """`read`: min max file variable timeout terminators."""
    words = argument.split(" ")
    least, most, timeout = int(words[0]), int(words[1]), int(words[4])
    yield from play(ex, channel, words[2], until_key=True)
    digits = yield from gather(ex, channel, most, timeout, timeout, words[5] if len(words) > 5 else "#")
    channel.variables["read_result"] = "success" if len(digits) >= least else "timeout"
    channel.variables[words[3]] = digits


def gather(ex: Core, channel: Channel, most: int, timeout: int, between: int, terminators: str) -> Script:
    """Take keys until there are `most`, a terminator, or nothing for so many milliseconds."""
    digits = ""
    while len(digits) < most:
        if not channel.pressed:
            pressed = yield Wait(channel.wake, (between if digits else timeout) * 1000)
            if not channel.pressed and pressed is None:
                break
            continue
        key = channel.pressed.popleft()
        if key in terminators:
            channel.variables["read_terminator_used"] = key
            break
        digits += key
    return digits


def bridging(ex: Core, channel: Channel, argument: str) -> Script:
    """`bridge`: ring somebody and speak with him."""
    dial = parse_dial(argument)
    timeout = float(channel.variable("call_timeout") or 60)
    other, cause = yield from originate(ex, dial, timeout, channel)
    channel.variables["originate_disposition"] = cause
    if other is None:
        channel.variables["hangup_cause"] = cause
        if channel.variable("continue_on_fail") != "true":
            hang_up(ex, channel, cause)
        return "_none_"
    answer(ex, channel)
    bridge = Bridge(channel, other, soft=False)
    other.interrupt(Diverted(Flow(bridge=bridge)))
    yield from let_others(1)
    yield from talk(ex, bridge)
    if channel.variable("hangup_after_bridge") == "true":
        hang_up(ex, channel)
    return "_none_"


def taking_a_message(ex: Core, channel: Channel, argument: str) -> Script:
    """`record`: path [seconds [threshold [silence]]]. A caller here is never silent; a key can end it."""
    words = argument.split()
    path, most = words[0], int(words[1]) if len(words) > 1 else ENDLESS_SECONDS
    terminators = channel.variable("playback_terminators") or "*"
    channel.pressed.clear()
    start_tape(ex, channel, path)
    end = ex.now + most * SECOND
    try:
        while ex.now < end:
            if channel.pressed:
                if (key := channel.pressed.popleft()) in terminators:
                    channel.variables["playback_terminator_used"] = key
                    break
            else:
                yield Wait(channel.wake, end - ex.now)
    finally:
        stop_tape(ex, channel, path)
    return "_none_"


def recording(ex: Core, channel: Channel, argument: str) -> None:
    start_tape(ex, channel, argument)


def recording_ends(ex: Core, channel: Channel, argument: str) -> None:
    """`stop_record_session`: a path, or `all`."""
    if argument == "all":
        stop_tapes(ex, channel)
    else:
        stop_tape(ex, channel, argument)


def transferring(ex: Core, channel: Channel, argument: str) -> None:
    """`transfer`: extension [dialplan [context]]."""
    words = argument.split()
    context = words[2] if len(words) > 2 else channel.profile.context
    steps = ex.steps(words[0] if words else "", context)
    flow = Flow(steps or (("hangup", "NO_ROUTE_DESTINATION"),))
    transfer(ex, channel, flow, words[0] if words else "", context)


def listening_in(ex: Core, channel: Channel, argument: str) -> Script:
    """`eavesdrop`: listen in on another channel while it lives."""
    answer(ex, channel)
    target = ex.channels.get(argument)
    if target is not None:
        update(ex, channel, target)
    while target is not None and target.up:
        yield Wait(target.news, 10 * SECOND)
    return "_none_"


def nothing(ex: Core, channel: Channel, argument: str) -> None:
    """What has no effect on what is told: `log`, `info`."""


APPLICATIONS: dict[str, Application] = {
    "set": setting,
    "export": exporting,
    "unset": unsetting,
    "push": pushing,
    "answer": answering,
    "pre_answer": ringing,
    "ring_ready": ringing,
    "hangup": hanging_up,
    "sleep": sleeping,
    "park": parking,
    "playback": playing,
    "play_and_get_digits": collecting,
    "read": reading,
    "bridge": bridging,
    "att_xfer": attended,
    "three_way": joining,
    "record": taking_a_message,
    "record_session": recording,
    "stop_record_session": recording_ends,
    "transfer": transferring,
    "eavesdrop": listening_in,
    "log": nothing,
    "info": nothing,
    "sched_hangup": nothing,
}
