"""Dial strings with variables, and applications one after the other. Nothing in them comes from a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[a-z_]+")
#: What a value may consist of, so that it ends where it should.
_VALUE = re.compile(r"[A-Za-z0-9_.:/@+-]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_QUEUE = re.compile(r"[A-Za-z0-9_.-]+(?:@[A-Za-z0-9_.-]+)?")
_PACKAGE = re.compile(r"[a-z][a-z0-9]{0,59}(?:-[a-z0-9]{1,59})*")
#: Separates applications: it is in no dial string of ours.
_BETWEEN = "^"


def with_variables(variables: Mapping[str, str], url: str) -> str:
    """Return `{name=value,…}url`.

    Raises:
        ValueError: a name or value that would end before its end.
    """
    for name, value in variables.items():
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(f"{name} has no plain value")
    written = ",".join(f"{name}={value}" for name, value in variables.items())
    return f"{{{written}}}{url}" if written else url


def in_turn(applications: Iterable[tuple[str, str]]) -> str:
    """Return applications as the dialplan `inline` takes them, in quotes, with the dialplan's name."""
    steps = [f"{name}:{argument}" if argument else name for name, argument in applications]
    if any(_BETWEEN in step or "'" in step or "\n" in step for step in steps):
        raise ValueError("an argument would end before its end")
    return f"'m:{_BETWEEN}:{_BETWEEN.join(steps)}' inline"


def channel(name: object) -> str:
    """Return the name of a channel.

    Raises:
        ValueError: it is none.
    """
    text = str(name)
    if not _UUID.fullmatch(text):
        raise ValueError("no name of a channel")
    return text


def queue(name: object) -> str:
    """Return the name of a queue.

    Raises:
        ValueError: it is none.
    """
    text = str(name)
    if not _QUEUE.fullmatch(text):
        raise ValueError("no name of a queue")
    return text


def package(name: object) -> str:
    """Return the key of a package.

    Raises:
        ValueError: it is none.
    """
    text = str(name)
    if not _PACKAGE.fullmatch(text):
        raise ValueError("no name of a dialogue")
    return text


def path(name: object) -> str:
    """Return the path of a recording as one argument.

    Raises:
        ValueError: it has blanks or control characters, so that it would be several.
    """
    text = str(name)
    if not text or any(one.isspace() or not one.isprintable() or one in "'\"\\" for one in text):
        raise ValueError("no path that can be an argument")
    return text
