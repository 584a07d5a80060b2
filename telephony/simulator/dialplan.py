"""How the text of a dialplan is read: variables and commands within it, and steps written in one line."""

from __future__ import annotations

import re

from telephony.simulator.channel import Channel
from telephony.simulator.core import Core

_VARIABLE = re.compile(r"\$\{([^${}]+)\}")
_CALL = re.compile(r"\$\{(\w+)\((.*?)\)\}")


def expand(ex: Core, channel: Channel, text: str) -> str:
    """Put variables in for `${name}`, and what a command answers at once for `${command(arguments)}`."""
    if "${" not in text:
        return text
    text = _CALL.sub(lambda found: _asked(ex, found[1], found[2]), text)
    own = {
        "uuid": channel.uuid,
        "caller_id_number": channel.profile.number,
        "caller_id_name": channel.profile.name,
        "destination_number": channel.profile.destination,
    }
    return _VARIABLE.sub(
        lambda found: channel.variable(found[1]) or own.get(found[1]) or ex.globals.get(found[1], ""), text
    )


def _asked(ex: Core, command: str, arguments: str) -> str:
    answer = ex.api(command, arguments)
    return answer if isinstance(answer, str) else ""


def inline(text: str) -> tuple[tuple[str, str], ...]:
    """Read the dialplan `inline`: `application:argument,application:argument`; `m:^:` changes the comma."""
    separator = ","
    if text[:2] == "m:" and text[3:4] == ":":
        separator, text = text[2], text[4:]
    steps = (step.strip().partition(":") for step in text.split(separator) if step)
    return tuple((application, argument) for application, _, argument in steps)
