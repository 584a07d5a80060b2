"""One rule a file, each a function of what was seen.

A new rule: a module here with `check(seen)`, its name in RULES, a story in tests/telephony/doctor
(test_rules.py) with its fault switched on, and a line in docs/telephony-installation.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from telephony.doctor.finding import Finding
from telephony.doctor.rules import (
    access,
    agents,
    call_records,
    clock,
    codecs,
    disk,
    modules,
    music,
    password,
    queues,
    recordings,
    rights,
    sessions,
    tiers,
    time_zone,
    version,
)
from telephony.doctor.seen import Seen

RULES: dict[str, Callable[[Seen], Iterator[Finding]]] = {
    "rights": rights.check,
    "version": version.check,
    "modules": modules.check,
    "music": music.check,
    "access": access.check,
    "password": password.check,
    "queues": queues.check,
    "agents": agents.check,
    "tiers": tiers.check,
    "codecs": codecs.check,
    "sessions": sessions.check,
    "clock": clock.check,
    "time-zone": time_zone.check,
    "call-records": call_records.check,
    "recordings": recordings.check,
    "disk": disk.check,
}
