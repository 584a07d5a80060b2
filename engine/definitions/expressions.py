"""Expressions of a diagram as FEEL: which function names they know, and how a foreign habit is answered."""

from __future__ import annotations

import re

from engine.definitions.model import Expression as Text
from engine.feel import Expression, compile_expression
from engine.words import Words

#: What the engine adds to FEEL's own functions.
HOST_FUNCTIONS = frozenset({"limit", "calls_out"})

_FEEL = re.compile(r"(?i)^(feel|.*omg\.org/spec/(dmn|feel).*)$")
_JUEL = re.compile(r"^\s*[$#]\{(.*)\}\s*$", re.DOTALL)
_LIMIT = re.compile(r'\blimit\(\s*"([^"]*)"\s*\)')
_ISO = re.compile(r"-?P[\dT][\dTYMWDHS.,]*|R-?\d*/\S+|\d{4}-\d\d-\d\d(?:T\S*)?")
_CRON = re.compile(r"[\d*/,?-]+(?: [\d*/,?LW#A-Z-]+){4,6}")


def is_feel(language: str | None) -> bool:
    """Return whether an expression's language attribute means FEEL; None is the default."""
    return language is None or bool(_FEEL.match(language))


def compile_text(text: Text, where: str) -> Expression:
    """Compile an expression of a diagram.

    Raises:
        FeelSyntaxError: with position and what was expected.
    """
    source = text.text
    if source.startswith("="):
        source = source[1:].lstrip()  # Camunda 8 marks FEEL with a leading =
    return compile_expression(source, where=where, functions=HOST_FUNCTIONS)


def compile_timer(text: Text, form: str, where: str) -> Expression:
    """Compile a timer's expression; a bare ISO 8601 text, as the standard writes it, means itself.

    Raises:
        FeelSyntaxError: as `compile_text`.
    """
    source = text.text.strip()
    if not _ISO.fullmatch(source):
        return compile_text(text, where)
    function = {"date": "date and time", "duration": "duration"}.get(form)
    literal = f'{function}("{source}")' if function else f'"{source}"'
    return compile_expression(literal, where=where, functions=HOST_FUNCTIONS)


def compile_moment(text: Text, where: str) -> Expression:
    """Compile when a task is due: FEEL, or a bare ISO 8601 date, date and time, or duration.

    Raises:
        FeelSyntaxError: as `compile_text`.
    """
    return compile_timer(text, moment_form(text.text), where)


def moment_form(text: str) -> str:
    """Return the form of timer, `duration` or `date`, as which a bare ISO 8601 text of a task is read."""
    return "duration" if text.strip().lstrip("-").startswith("P") else "date"


def remedy_for(text: str) -> Words | None:
    """Return what to write instead of a habit of other engines; None when FEEL's own words say it."""
    juel = _JUEL.match(text)
    if juel:
        inside = juel.group(1).strip()
        return Words(f"write FEEL without the braces: {inside}", f"请写 FEEL，不带花括号：{inside}")
    if _CRON.fullmatch(text.strip()):
        return Words(
            'write a repeating interval, such as "R/2026-01-01T08:00:00/P1D", instead of cron',
            '请写重复间隔，例如 "R/2026-01-01T08:00:00/P1D"，而不是 cron',
        )
    return None


def limits_named(text: str) -> tuple[str, ...]:
    """Return the names of the limits that an expression asks for by `limit("NAME")`."""
    return tuple(_LIMIT.findall(text))
