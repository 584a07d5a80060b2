"""API commands about one channel: `uuid_…`."""

from __future__ import annotations

import re

from telephony.simulator.bridges import join
from telephony.simulator.callers import press_key
from telephony.simulator.channel import Channel, Flow
from telephony.simulator.core import ApiCommand, Core
from telephony.simulator.dialplan import inline
from telephony.simulator.executing import play_music, stop_music, tell_to
from telephony.simulator.legs import answer, hang_up, transfer
from telephony.simulator.notices import Notice, json_text, plain_text
from telephony.simulator.recording import start_tape, stop_tape

NO_CHANNEL = "-ERR No such channel!\n"
MUSIC_DELAY = 1_360_000
_WORD = re.compile(r"'([^']*)'|(\S+)")


def uuid_dump(ex: Core, argument: str) -> str:
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return NO_CHANNEL
    ex.sequence += 1
    notice = Notice("CHANNEL_DATA", "", [*ex.heading("CHANNEL_DATA"), *channel.data()])
    text = json_text(notice) if words[1:2] == ["json"] else plain_text(notice)
    return text.decode()


def uuid_exists(ex: Core, argument: str) -> str:
    return "true" if argument.strip() in ex.channels else "false"


def uuid_kill(ex: Core, argument: str) -> str:
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None or not channel.up:
        return NO_CHANNEL
    hang_up(ex, channel, words[1] if len(words) > 1 else "NORMAL_CLEARING")
    return "+OK\n"


def uuid_getvar(ex: Core, argument: str) -> str:
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return NO_CHANNEL
    name = words[1] if len(words) > 1 else ""
    return channel.variable(name) if name in channel.variables else "_undef_"


def uuid_setvar(ex: Core, argument: str) -> str:
    words = argument.split(" ", 2)
    channel = ex.channels.get(words[0])
    if channel is None:
        return NO_CHANNEL
    if len(words) < 2:
        return "-USAGE: <uuid> <var> [value]\n"
    _put(channel, words[1], words[2] if len(words) > 2 else "")
    return "+OK\n"


def uuid_setvar_multi(ex: Core, argument: str) -> str:
    uuid, _, pairs = argument.partition(" ")
    channel = ex.channels.get(uuid)
    if channel is None:
        return NO_CHANNEL
    for pair in pairs.split(";"):
        name, equals, value = pair.partition("=")
        if equals:
            _put(channel, name, value)
    return "+OK\n"


def _put(channel: Channel, name: str, value: str) -> None:
    if value:
        channel.variables[name] = value
    else:
        channel.variables.pop(name, None)


def uuid_bridge(ex: Core, argument: str) -> str:
    one, _, other = argument.strip().partition(" ")
    first, second = ex.channels.get(one), ex.channels.get(other.strip())
    if first is None or second is None:
        return "-ERR Invalid uuid\n"
    if not (first.up and second.up and (first.is_answered or second.is_answered)):
        return "-ERR Invalid uuid\n"
    join(ex, first, second)
    return f"+OK {second.uuid}\n"


def uuid_transfer(ex: Core, argument: str) -> str:
    """uuid [-both|-bleg] extension [dialplan] [context]; of `inline` an `application:argument`."""
    words = _words(argument)
    channel = ex.channels.get(words[0]) if words else None
    if len(words) < 2:
        return "-USAGE: <uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]\n"
    if channel is None or not channel.up:
        return NO_CHANNEL
    option = words.pop(1) if words[1] in ("-both", "-bleg") else ""
    destination = words[1] if len(words) > 1 else ""
    dialplan = words[2] if len(words) > 2 else "XML"
    context = words[3] if len(words) > 3 else ""
    other = channel.bridge.other(channel) if channel.bridge is not None else None
    if option and channel.bridge is not None:
        channel.bridge.both = True
    moved = [one for one in (other if option else None, channel if option != "-bleg" else None) if one]
    for one in moved:
        where = context or one.profile.context
        steps = ex.steps(destination, where) or (("hangup", "NO_ROUTE_DESTINATION"),)
        if dialplan == "inline":
            steps = inline(destination)
        transfer(ex, one, Flow(steps), destination, where)
    return "+OK\n"


def uuid_hold(ex: Core, argument: str) -> str:
    """[off|toggle] uuid. The other side hears music, an application of its own that begins late.

    In the recording it began after the hold had been taken back, and went on to the end.
    """
    words = argument.split()
    word = words[0] if words and words[0] in ("off", "toggle") else ""
    uuid = words[1] if word and len(words) > 1 else words[0] if words else ""
    channel = ex.channels.get(uuid)
    if channel is None:  # FreeSWITCH does not say that there is none
        return "+OK Success\n"
    hold = not channel.held if word == "toggle" else not word
    if hold == channel.held:
        return "+OK Success\n" if hold else "-ERR Operation failed\n"
    channel.held = hold
    channel.call_state = "HELD" if hold else "UNHELD"
    now = ex.now
    if hold:
        channel.times["Last-Hold"] = now
    else:
        since = channel.times.get("Last-Hold", now)
        channel.times["Hold-Accum"] = channel.times.get("Hold-Accum", 0) + now - since
    ex.tell("CHANNEL_HOLD" if hold else "CHANNEL_UNHOLD", channel)
    channel.call_state = "HELD" if hold else "ACTIVE"
    partner = channel.bridge.other(channel) if channel.bridge is not None else None
    if partner is not None and hold:
        ex.agenda.after(MUSIC_DELAY, lambda: play_music(ex, partner))
    elif partner is not None:
        stop_music(partner)
    return "+OK Success\n"


def uuid_record(ex: Core, argument: str) -> str:
    """uuid start|stop|mask|unmask path."""
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return "-ERR Cannot locate session!\n"
    action, path = (*words[1:3], "", "")[:2]
    if action == "start" and path:
        start_tape(ex, channel, path)
        return "+OK Success\n"
    if action == "stop":
        paths = list(channel.tapes) if path == "all" else [path]
        stopped = [stop_tape(ex, channel, one, "success-maxtime") for one in paths]
        return "+OK Success\n" if any(stopped) else "-ERR Cannot stop record session!\n"
    if action in ("mask", "unmask"):
        return "+OK Success\n" if path in channel.tapes else f"-ERR Cannot {action} recording session!\n"
    return "-USAGE: <uuid> [start|stop|mask|unmask] <path> [<limit>]\n"


def uuid_broadcast(ex: Core, argument: str) -> str:
    """uuid path [aleg|bleg|both]: an application or a file, executed where the channel is.

    Without a word for the leg the other side hears music meanwhile.
    """
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if len(words) < 2:
        return "-USAGE: <uuid> <path> [aleg|bleg|holdb|both]\n"
    if channel is None:
        return "-ERR invalid uuid\n"
    application, colons, data = words[1].partition("::")
    holds = len(words) == 2
    tell_to(ex, channel, application if colons else "playback", data if colons else words[1], holds=holds)
    return "+OK Message sent\n"


def uuid_audio(ex: Core, argument: str) -> str:
    """uuid start read|write mute|level N, or uuid stop. Of sound no event tells."""
    words = argument.split()
    if len(words) >= 2 and words[0] not in ex.channels:
        return NO_CHANNEL
    if words[1:2] == ["stop"]:
        return "+OK\n"
    started = words[1:2] == ["start"] and len(words) >= 5
    if started and words[2] in ("read", "write") and words[3] in ("mute", "level"):
        return "+OK\n"
    return "-USAGE: <uuid> [start [read|write] [mute|level <level>]|stop]\n"


def uuid_phone_event(ex: Core, argument: str) -> str:
    """uuid talk|hold: `talk` makes a telephone that can do so answer."""
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return "-ERR Operation failed\n"
    if words[1:2] == ["talk"]:
        answer(ex, channel)
    return "+OK Success\n"


def uuid_send_dtmf(ex: Core, argument: str) -> str:
    channel = ex.channels.get(argument.split(" ")[0])
    return NO_CHANNEL if channel is None else "+OK\n"


def uuid_recv_dtmf(ex: Core, argument: str) -> str:
    """uuid digits: as if the telephone had pressed them."""
    words = argument.split()
    if len(words) < 2:
        return "-USAGE: <uuid> <dtmf_data>\n"
    channel = ex.channels.get(words[0])
    if channel is None:
        return "-ERR Cannot locate session!\n"
    for digit in words[1]:
        press_key(ex, channel, digit)
    return f"+OK {words[0]} received DTMF {words[1]}.\n"


def _words(text: str) -> list[str]:
    """Split an argument at blanks; what stands in single quotes stays together."""
    return [quoted or plain for quoted, plain in _WORD.findall(text)]


CHANNEL_COMMANDS: dict[str, ApiCommand] = {
    "uuid_dump": uuid_dump,
    "uuid_exists": uuid_exists,
    "uuid_kill": uuid_kill,
    "uuid_getvar": uuid_getvar,
    "uuid_setvar": uuid_setvar,
    "uuid_setvar_multi": uuid_setvar_multi,
    "uuid_bridge": uuid_bridge,
    "uuid_transfer": uuid_transfer,
    "uuid_hold": uuid_hold,
    "uuid_record": uuid_record,
    "uuid_broadcast": uuid_broadcast,
    "uuid_audio": uuid_audio,
    "uuid_phone_event": uuid_phone_event,
    "uuid_send_dtmf": uuid_send_dtmf,
    "uuid_recv_dtmf": uuid_recv_dtmf,
}
