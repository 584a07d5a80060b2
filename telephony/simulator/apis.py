"""API commands: what may be asked and told over `api` and `bgapi`.

A command answers with text at once, or with a script that returns it: `originate` waits for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from telephony.simulator import conference
from telephony.simulator.agenda import SECOND, Script
from telephony.simulator.callcenter_config import config
from telephony.simulator.channel import Channel, Diverted, Flow, Order
from telephony.simulator.exchange import VERSION, Exchange
from telephony.simulator.legs import hang_up, join, transfer, update
from telephony.simulator.notices import Notice, json_text, plain_text
from telephony.simulator.originate import originate, parse_dial, parse_variables
from telephony.simulator.recording import start_tape, stop_tape
from telephony.simulator.tables import MODULES, show

Answer = str | Script

NO_CHANNEL = "-ERR No such channel!\n"
_WORD = re.compile(r"'([^']*)'|(\S+)")
MUSIC_DELAY = 1_360_000
ORIGINATE_USAGE = (
    "-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] [<cid_name>] "
    "[<cid_num>] [<timeout_sec>]\n"
)


def run(ex: Exchange, command: str, argument: str) -> Answer:
    """Run a command; one that nobody knows is an error, as is what it says of channels that are no more."""
    known = COMMANDS.get(command)
    if known is None:
        return f"-ERR {command} Command not found!\n"
    ex.tell("API", extra=[("API-Command", command), ("API-Command-Argument", argument)])
    return known(ex, argument)


def status(ex: Exchange, argument: str) -> str:
    count = len(ex.channels)
    version = VERSION.split("+")[0]
    return (
        f"UP {ex.uptime()}\n"
        f"FreeSWITCH (Version {version} git cc93a68 2026-08-21 14:10:14Z 64bit) is ready\n"
        f"{ex.sessions} session(s) since startup\n"
        f"{count} session(s) - peak {count}, last 5min {count} \n"
        "0 session(s) per Sec out of max 60, peak 2, last 5min 2 \n"
        "500 session(s) max\nmin idle cpu 0.00/97.00\nCurrent Stack Size/Max 240K/8192K\n"
    )


def uuid_dump(ex: Exchange, argument: str) -> str:
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return NO_CHANNEL
    ex.sequence += 1
    notice = Notice("CHANNEL_DATA", "", [*ex.heading("CHANNEL_DATA"), *channel.data()])
    text = json_text(notice) if words[1:2] == ["json"] else plain_text(notice)
    return text.decode()


def uuid_exists(ex: Exchange, argument: str) -> str:
    return "true" if argument.strip() in ex.channels else "false"


def uuid_kill(ex: Exchange, argument: str) -> str:
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None or not channel.up:
        return NO_CHANNEL
    hang_up(ex, channel, words[1] if len(words) > 1 else "NORMAL_CLEARING")
    return "+OK\n"


def uuid_getvar(ex: Exchange, argument: str) -> str:
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return NO_CHANNEL
    name = words[1] if len(words) > 1 else ""
    return channel.variable(name) if name in channel.variables else "_undef_"


def uuid_setvar(ex: Exchange, argument: str) -> str:
    words = argument.split(" ", 2)
    channel = ex.channels.get(words[0])
    if channel is None:
        return NO_CHANNEL
    if len(words) < 2:
        return "-USAGE: <uuid> <var> [value]\n"
    _put(channel, words[1], words[2] if len(words) > 2 else "")
    return "+OK\n"


def uuid_setvar_multi(ex: Exchange, argument: str) -> str:
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


def uuid_bridge(ex: Exchange, argument: str) -> str:
    one, _, other = argument.strip().partition(" ")
    first, second = ex.channels.get(one), ex.channels.get(other.strip())
    if first is None or second is None:
        return "-ERR Invalid uuid\n"
    if not (first.up and second.up and (first.is_answered or second.is_answered)):
        return "-ERR Invalid uuid\n"
    join(ex, first, second)
    return f"+OK {second.uuid}\n"


def uuid_transfer(ex: Exchange, argument: str) -> str:
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


def uuid_hold(ex: Exchange, argument: str) -> str:
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
        ex.agenda.after(MUSIC_DELAY, lambda: _play_music(ex, partner))
    elif partner is not None and partner.music:
        partner.music = False
        partner.wake.fire()
    return "+OK Success\n"


def _play_music(ex: Exchange, partner: Channel) -> None:
    if partner.up and partner.bridge is not None:
        partner.music = True
        tell_to(ex, partner, "playback", "local_stream://moh")


def uuid_record(ex: Exchange, argument: str) -> str:
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


def uuid_broadcast(ex: Exchange, argument: str) -> str:
    """uuid path [aleg|bleg|both]: an application or a file, executed where the channel is."""
    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if len(words) < 2:
        return "-USAGE: <uuid> <path> [aleg|bleg|holdb|both]\n"
    if channel is None:
        return "-ERR invalid uuid\n"
    application, colons, data = words[1].partition("::")
    tell_to(ex, channel, application if colons else "playback", data if colons else words[1])
    return "+OK Message sent\n"


def uuid_audio(ex: Exchange, argument: str) -> str:
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


def uuid_phone_event(ex: Exchange, argument: str) -> str:
    """uuid talk|hold: `talk` makes a telephone that can do so answer."""
    from telephony.simulator.legs import answer

    words = argument.split()
    channel = ex.channels.get(words[0]) if words else None
    if channel is None:
        return "-ERR Operation failed\n"
    if words[1:2] == ["talk"]:
        answer(ex, channel)
    return "+OK Success\n"


def uuid_send_dtmf(ex: Exchange, argument: str) -> str:
    channel = ex.channels.get(argument.split(" ")[0])
    return NO_CHANNEL if channel is None else "+OK\n"


def uuid_recv_dtmf(ex: Exchange, argument: str) -> str:
    """uuid digits: as if the telephone had pressed them."""
    from telephony.simulator.callers import press_key

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


def tell_to(ex: Exchange, channel: Channel, application: str, argument: str, uuid: str = "") -> Order:
    """Queue an application for a channel that is parked, bridged or controlled."""
    order = Order(application, argument, uuid or ex.new_uuid())
    channel.commands.append(order)
    channel.wake.fire()
    return order


def originate_command(ex: Exchange, argument: str) -> Answer:
    """[{variables}]url &application(argument)|extension [dialplan context name number timeout]."""
    variables, rest = parse_variables(argument.strip())
    head = argument.strip()[: len(argument.strip()) - len(rest)]
    url, _, target = rest.strip().partition(" ")
    if not target.strip():
        return ORIGINATE_USAGE
    return _originate(ex, head + url, target.strip(), variables)


def inline(text: str) -> tuple[tuple[str, str], ...]:
    """Read the dialplan `inline`: `application:argument,application:argument`; `m:^:` changes the comma."""
    separator = ","
    if text[:2] == "m:" and text[3:4] == ":":
        separator, text = text[2], text[4:]
    steps = (step.strip().partition(":") for step in text.split(separator) if step)
    return tuple((application, argument) for application, _, argument in steps)


def _originate(ex: Exchange, url: str, target: str, variables: dict[str, str]) -> Script:
    seconds = variables.get("originate_timeout", "")
    timeout = float(seconds) if seconds.isdigit() else 60.0
    wanted = variables.get("origination_uuid", "")
    if wanted and wanted in ex.channels:
        return "-ERR DESTINATION_OUT_OF_ORDER\n"
    channel, cause = yield from originate(ex, parse_dial(url), timeout)
    if channel is None:
        return f"-ERR {cause}\n"
    # Nobody rang: from now on the called one is told as the caller.
    channel.profile.name, channel.profile.number = "Outbound Call", channel.profile.destination
    update(ex, channel, channel)
    if target.startswith("&"):
        application, _, data = target[1:].partition("(")
        flow = Flow(((application, data.removesuffix(")")),))
    elif target.endswith(" inline"):
        flow = Flow(inline(target.removesuffix(" inline").strip().strip("'")))
    else:
        words = target.split()
        context = words[2] if len(words) > 2 else "default"
        flow = Flow(ex.steps(words[0], context) or (("hangup", "NO_ROUTE_DESTINATION"),))
        channel.profile.destination = words[0]
    channel.hit_dialplan = True
    channel.interrupt(Diverted(flow))
    return f"+OK {channel.uuid}\n"


def msleep(ex: Exchange, argument: str) -> Script:
    yield (int(argument) if argument.isdigit() else 0) * 1000
    return "+OK"


def uptime(ex: Exchange, argument: str) -> str:
    return f"{(ex.now - ex.started) // SECOND}\n"


def sofia(ex: Exchange, argument: str) -> str:
    """`sofia status profile internal reg`: who is registered."""
    lines = ["\nRegistrations:", "=" * 97]
    registered = [one for one in ex.telephones.values() if one.answering != "unregistered"]
    for telephone in registered:
        lines += [
            f"User:       \t{telephone.number}@{ex.setting.domain}",
            f'Contact:    \t"" <sip:{telephone.number}@{ex.setting.domain}:7000>',
            "Status:     \tRegistered(UDP)(unknown) EXP(2026-11-22 17:40:00) EXPSECS(3600)\n",
        ]
    return "\n".join([*lines, f"Total items returned: {len(registered)}", "=" * 97]) + "\n"


def module_exists(ex: Exchange, argument: str) -> str:
    return "true" if argument.strip().removeprefix("mod_") in MODULES else "false"


def global_getvar(ex: Exchange, argument: str) -> str:
    name = argument.strip()
    return ex.core_uuid if name == "core_uuid" else ex.globals.get(name, "")


def fsctl(ex: Exchange, argument: str) -> str:
    if argument.split()[:1] == ["shutdown"]:
        ex.agenda.after(0, ex.stop)
    return "+OK\n"


COMMANDS: dict[str, Callable[[Exchange, str], Answer]] = {
    "callcenter_config": lambda ex, argument: config(ex.callcenter, argument),
    "conference": conference.command,
    "create_uuid": lambda ex, argument: ex.new_uuid(),
    "echo": lambda ex, argument: argument,
    "eval": lambda ex, argument: argument or "-ERR no reply\n",
    "fsctl": fsctl,
    "global_getvar": global_getvar,
    "hostname": lambda ex, argument: ex.setting.host,
    "module_exists": module_exists,
    "msleep": msleep,
    "originate": originate_command,
    "reloadxml": lambda ex, argument: "+OK [Success]\n",
    "show": show,
    "sofia": sofia,
    "status": status,
    "switchname": lambda ex, argument: ex.setting.host,
    "strepoch": lambda ex, argument: str(ex.epoch()),
    "uptime": uptime,
    "uuid_audio": uuid_audio,
    "uuid_bridge": uuid_bridge,
    "uuid_broadcast": uuid_broadcast,
    "uuid_dump": uuid_dump,
    "uuid_exists": uuid_exists,
    "uuid_getvar": uuid_getvar,
    "uuid_hold": uuid_hold,
    "uuid_kill": uuid_kill,
    "uuid_phone_event": uuid_phone_event,
    "uuid_record": uuid_record,
    "uuid_recv_dtmf": uuid_recv_dtmf,
    "uuid_send_dtmf": uuid_send_dtmf,
    "uuid_setvar": uuid_setvar,
    "uuid_setvar_multi": uuid_setvar_multi,
    "uuid_transfer": uuid_transfer,
    "version": lambda ex, argument: f"FreeSWITCH Version {VERSION}\n",
}
