"""Expressions of a diagram as FEEL: which function names they know, and how a foreign habit is answered."""

from __future__ import annotations

import re

from engine.definitions.model import Expression as Text
from engine.feel import Expression, compile_expression

#: What the engine adds to FEEL's own functions.
HOST_FUNCTIONS = frozenset({"limit"})

_FEEL = re.compile(r"(?i)^(feel|.*omg\.org/spec/(dmn|feel).*)$")
_JUEL = re.compile(r"^\s*[$#]\{(.*)\}\s*$", re.DOTALL)
_LIMIT = re.compile(r'\blimit\(\s*"([^"]*)"\s*\)')
_ISO = re.compile(r"^\s*(P(?=.)\S*|R\d*/\S+|\d{4}-\d\d-\d\d\S*)\s*$")


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
    if not _ISO.match(source):
        return compile_text(text, where)
    function = {"date": "date and time", "duration": "duration"}.get(form)
    literal = f'{function}("{source}")' if function else f'"{source}"'
    return compile_expression(literal, where=where, functions=HOST_FUNCTIONS)


def remedy_for(text: str) -> str:
    """Return what to write instead of an expression that FEEL does not know."""
    juel = _JUEL.match(text)
    if juel:
        return f"write FEEL without the braces: {juel.group(1).strip()}"
    return "correct the FEEL expression"


def limits_named(text: str) -> tuple[str, ...]:
    """Return the names of the limits that an expression asks for by `limit("NAME")`."""
    return tuple(_LIMIT.findall(text))
