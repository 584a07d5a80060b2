"""A FreeSWITCH that has nothing: what a real one (cc93a68) answered when it was installed by the guide."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telephony.doctor import Folder, Seen, Wanted
from telephony.doctor.seen import EPOCH

ANSWERS: dict[str, str] = json.loads((Path(__file__).parent / "answers.json").read_text("utf-8"))
PASSWORD = "zu raten sehr schwer"
WANTED = Wanted(("empty@default", "repair@default"), ("1001", "1002"), "Asia/Shanghai")
NOW = datetime.fromtimestamp(int(ANSWERS[EPOCH]), UTC) + timedelta(seconds=0.4)
CDR, RECORDINGS = "/var/lib/freeswitch/cdr", "/var/lib/freeswitch/recordings"
GIB = 1024**3


def folder(
    *, there: bool = True, readable: bool = True, newest: datetime | None = None, free: int = 40
) -> Folder:
    return Folder(there, readable, newest, free * GIB, 100 * GIB)


def patient(wanted: Wanted = WANTED, *, elsewhere: frozenset[str] = frozenset(), **folders: Folder) -> Seen:
    """Return it. `folders`: `cdr` and `recordings` when they are not as they should be."""
    return Seen(
        node="here",
        address="127.0.0.1:8021",
        wanted=wanted,
        answers=ANSWERS,
        asked=(NOW, NOW + timedelta(milliseconds=1)),
        password=PASSWORD,
        ours="127.0.0.1",
        folders={CDR: folders.get("cdr", folder()), RECORDINGS: folders.get("recordings", folder())},
        elsewhere=elsewhere,
    )


def says(seen: Seen, question: str, answer: str) -> Seen:
    """Return it with another answer to a question."""
    return replace(seen, answers={**seen.answers, question: answer})


def writes(seen: Seen, question: str, old: str, new: str) -> Seen:
    """Return it with something else in an answer."""
    answer = seen.answers[question]
    assert old in answer, (question, old)
    return says(seen, question, answer.replace(old, new))
