"""Who is named in a restricted order, and whom it concerns; how a diagram says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from engine.errors import StepFailed
from engine.words import Words

NAMED, CONCERNED = "named", "concerned"
STANDINGS = (NAMED, CONCERNED)


class Party(NamedTuple):
    """A person, a department or (only concerned) a unit: `kind` and id."""

    kind: str
    id: str


class Naming(NamedTuple):
    """What an operation asks for: `reference` is `named` or `concerned` from now on.

    A reference is what a diagram can say: a department as KIND@TIER, seen from the order; the id of a
    department, person or unit; a username; a unit's code.
    """

    standing: str
    reference: str


def namings(inputs: Mapping[str, Any], *standings: str) -> tuple[Naming, ...]:
    """Return what the input parameters of these names say: a text, or a list of texts; null says nothing.

    Raises:
        StepFailed: a value is neither.
    """
    found: list[Naming] = []
    for standing in standings:
        value = inputs.get(standing)
        for one in [] if value is None else value if isinstance(value, list) else [value]:
            if not isinstance(one, str) or not one.strip():
                raise StepFailed(
                    Words(
                        f"`{standing}` says who: a text such as supervision@province, or a list of such",
                        f"`{standing}` 写明是谁：文本（如 supervision@province），或这样的文本列表",
                    )
                )
            found.append(Naming(standing, one.strip()))
    return tuple(found)
