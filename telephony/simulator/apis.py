"""API commands: what may be asked and told over `api` and `bgapi`.

A command answers with text at once, or with a script that returns it: `originate` waits for an answer.
"""

from __future__ import annotations

from telephony.simulator.agenda import SECOND, Script
from telephony.simulator.bridges import update
from telephony.simulator.channel import Diverted, Flow
from telephony.simulator.channel_apis import CHANNEL_COMMANDS
from telephony.simulator.core import VERSION, Answer, ApiCommand, Core
from telephony.simulator.dialplan import inline
from telephony.simulator.originate import originate, parse_dial, parse_variables
from telephony.simulator.tables import MODULES, show

ORIGINATE_USAGE = (
    "-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] [<cid_name>] "
    "[<cid_num>] [<timeout_sec>]\n"
)


def status(ex: Core, argument: str) -> str:
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


def originate_command(ex: Core, argument: str) -> Answer:
    """[{variables}]url &application(argument)|extension [dialplan context name number timeout]."""
    variables, rest = parse_variables(argument.strip())
    head = argument.strip()[: len(argument.strip()) - len(rest)]
    url, _, target = rest.strip().partition(" ")
    if not target.strip():
        return ORIGINATE_USAGE
    return _originate(ex, head + url, target.strip(), variables)


def _originate(ex: Core, url: str, target: str, variables: dict[str, str]) -> Script:
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


def msleep(ex: Core, argument: str) -> Script:
    yield (int(argument) if argument.isdigit() else 0) * 1000
    return "+OK"


def uptime(ex: Core, argument: str) -> str:
    return f"{(ex.now - ex.started) // SECOND}\n"


def sofia(ex: Core, argument: str) -> str:
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


def module_exists(ex: Core, argument: str) -> str:
    return "true" if argument.strip().removeprefix("mod_") in MODULES else "false"


def global_getvar(ex: Core, argument: str) -> str:
    name = argument.strip()
    return ex.core_uuid if name == "core_uuid" else ex.globals.get(name, "")


COMMANDS: dict[str, ApiCommand] = CHANNEL_COMMANDS | {
    "create_uuid": lambda ex, argument: ex.new_uuid(),
    "echo": lambda ex, argument: argument,
    "eval": lambda ex, argument: argument or "-ERR no reply\n",
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
    "version": lambda ex, argument: f"FreeSWITCH Version {VERSION}\n",
}
