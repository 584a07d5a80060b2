"""The request that is being answered: the system, who asks, reading and commanding in their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g, request

from api.system import System
from engine.commands import Answer, Command, Preparing
from engine.errors import InvalidInput, field_finding
from engine.org import Actor, Directory
from engine.queries import Reading
from engine.store.sign_ins import Door
from engine.words import Words

EXTENSION = "huan"
_KEY = re.compile(r"[\x21-\x7e]{1,120}")


@dataclass(frozen=True)
class Caller:
    """Who asks. `session` is the hash of the session's token, None for a machine with a bearer token.

    `token` is the hash of that token, None for a person. `now` and `directory` are as they were when the
    caller was recognised, a moment ago.
    """

    actor: Actor
    session: str | None
    csrf: str | None
    now: datetime
    directory: Directory
    #: What a machine's token is limited to; None: a person's session, which is limited to nothing.
    scopes: frozenset[str] | None = None
    token: str | None = None


def system() -> System:
    """Return the system of this application."""
    found: System = current_app.extensions[EXTENSION]
    return found


def door() -> Door:
    """Return from where the request comes."""
    return Door(request.remote_addr or "", (request.user_agent.string or "")[:200])


def set_caller(caller: Caller) -> None:
    """Note who asks, for the rest of this request."""
    g.caller = caller


def caller() -> Caller:
    """Return who asks; only where the endpoint's policy demands somebody."""
    found: Caller = g.caller
    return found


@contextmanager
def reading() -> Iterator[Reading]:
    """Open a reading in the name of who asks."""
    who, found = caller(), system()
    with found.database.reading() as tx:
        yield Reading(tx, who.actor, found.engine.services, who.now, who.directory)


def run(command: Command | Preparing) -> Answer:
    """Run a command as who asks, under the request's Idempotency-Key if it has one.

    Raises:
        InvalidInput: the key has a form that cannot be kept.
        HuanError: as the command.
    """
    return system().engine.run(command, caller().actor, idempotency_key())


def idempotency_key() -> str | None:
    """Return the request's Idempotency-Key; None without."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidInput(
            Words(
                "Idempotency-Key must have 1 to 120 visible ASCII characters, such as a UUID",
                "Idempotency-Key 要有 1 到 120 个可见的 ASCII 字符，如 UUID",
            ),
            findings=[
                field_finding(
                    "Idempotency-Key", Words("cannot be kept", "不能保存"), Words("use a UUID", "请用 UUID")
                )
            ],
        )
    return key
