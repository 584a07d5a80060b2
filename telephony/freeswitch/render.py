"""Templates and a plan in, files out.

A template is a file of FreeSWITCH's configuration with `@names@` for what the plan says. Values are put in as
XML text of an attribute; `$` too becomes a reference, so that FreeSWITCH's preprocessor, which replaces
`$${names}` before it reads XML, finds none in a password.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from engine.calling.softphones import REALM
from telephony.freeswitch.plan import Plan

FOLDER = Path(__file__).parent / "conf"
PARTS = "parts"
SUFFIX = ".in"
WSS = "sip_profiles/huan-wss.xml"
SOFTPHONES = "directory/default/huan-softphones.xml"
_NAME = re.compile(r"@([a-z]+)@")
_REFERENCES = {character: f"&#{ord(character)};" for character in "&<>\"'$"}


def rendered(plan: Plan) -> dict[str, str]:
    """Return the files of a checked plan: their text by their path in FreeSWITCH's `conf` folder."""
    values = {
        "listen": escaped(plan.listen),
        "port": str(plan.port),
        "password": escaped(plan.password),
        "allowed": escaped(",".join(plan.allowed)),
        "cdr": escaped(plan.cdr),
        "wss": escaped(plan.wss or ""),
        "realm": REALM,
        "softphones": "".join(
            _part("softphone", {"user": escaped(one.user), "digest": escaped(one.ha1)})
            for one in plan.softphones
        ),
        "opus": _part("opus", {}) if plan.wss else "",
        "queues": "".join(
            _part(
                "queue",
                {
                    "queue": escaped(queue),
                    "recordings": escaped(plan.recordings),
                    "wait": str(plan.first_seconds if queue in plan.asked_first else 0),
                },
            )
            for queue in plan.queues
        ),
        "hotlines": _hotlines(plan),
    }
    return {
        name: _filled(path.read_text("utf-8"), values)
        for name, path in _templates().items()
        if plan.wss or name not in (WSS, SOFTPHONES)
    }


def escaped(text: str) -> str:
    """Return a value as it stands in an attribute."""
    return "".join(_REFERENCES.get(character, character) for character in text)


def _hotlines(plan: Plan) -> str:
    dialogues = _part("dialogues", {"address": escaped(plan.dialogues)}) if plan.dialogues else ""
    after = _part("after", {"address": escaped(plan.dialogues)}) if plan.dialogues else ""
    hotlines = "".join(
        _part(
            "hotline",
            {"number": escaped(one.number), "queue": escaped(one.queue), "dialogues": dialogues},
        )
        for one in plan.hotlines
    )
    over = _part("over", {}) if plan.dialogues else ""
    peer = _part("peer", {"peers": escaped(",".join(plan.peers))}) if plan.peers else ""
    return hotlines + after + over + peer


def _templates() -> dict[str, Path]:
    return {
        path.relative_to(FOLDER).as_posix().removesuffix(SUFFIX): path
        for path in sorted(FOLDER.rglob(f"*{SUFFIX}"))
        if path.parent.name != PARTS
    }


def _part(name: str, values: Mapping[str, str]) -> str:
    return _filled((FOLDER / PARTS / f"{name}.xml{SUFFIX}").read_text("utf-8"), values)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Put values in, once: what they contain is looked at no more."""
    return _NAME.sub(lambda match: values[match[1]], template)
