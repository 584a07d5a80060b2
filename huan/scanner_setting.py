"""The virus scanner of a site: HUAN_VIRUS_SCAN, a command or ClamAV's daemon."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from engine.files import ClamdScanner, CommandScanner, Scanner
from engine.words import Words
from huan.setting_checks import BadSetting

NAME = "HUAN_VIRUS_SCAN"


def scanner_from(env: Mapping[str, str]) -> Scanner | None:
    """Return the scanner that the environment names: `command:…` or `clamd:…`; None when it names none.

    Raises:
        BadSetting: it is neither.
    """
    value = env.get(NAME)
    if not value:
        return None
    kind, _, rest = value.partition(":")
    try:
        command = shlex.split(rest)
    except ValueError:
        command = []
    if kind == "command" and command:
        return CommandScanner(command)
    if kind == "clamd" and (rest.startswith("/") or rest.rpartition(":")[2].isdecimal()):
        return ClamdScanner(rest)
    raise BadSetting(
        NAME,
        Words(
            "`command:` and a command, or `clamd:` and a socket", "是 `command:` 加命令或 `clamd:` 加套接字"
        ),
        value,
    )
