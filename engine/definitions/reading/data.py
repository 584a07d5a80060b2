"""Data associations, read as input and output parameters (ISO/IEC 19510 §10.4.2).

An association without a data input or output of its activity is an arrow for people: modelling tools draw
it to a placeholder.
"""

from __future__ import annotations

from lxml import etree

from engine.definitions.model import Expression, Parameter
from engine.definitions.reading.around import Around, own_data
from engine.definitions.reading.names import children, expression, line_of, text_of


def data_inputs(element: etree._Element, around: Around) -> tuple[Parameter, ...]:
    """Return what the data input associations of an activity bring in."""
    inputs = own_data(element, "dataInput")
    found = []
    for association in children(element, "dataInputAssociation"):
        target = inputs.get(text_of(association, "targetRef"))
        if target is not None:
            found += _parameters(association, target, around.data)
    return tuple(found)


def data_outputs(element: etree._Element, around: Around) -> tuple[Parameter, ...]:
    """Return what the data output associations of an activity take out."""
    outputs = own_data(element, "dataOutput")
    found = []
    for association in children(element, "dataOutputAssociation"):
        source = text_of(association, "sourceRef")
        target = text_of(association, "targetRef")
        if source in outputs:
            found += _parameters(association, around.data.get(target, target), outputs)
    return tuple(found)


def _parameters(association: etree._Element, target: str, sources: dict[str, str]) -> list[Parameter]:
    """Return the copy, the transformation or the assignments of one association."""
    line = line_of(association)
    transformation = expression(next(children(association, "transformation"), None))
    if transformation is not None:
        return [Parameter(target, transformation)]
    assigned = []
    for assignment in children(association, "assignment"):
        value = expression(next(children(assignment, "from"), None)) or Expression("", line)
        assigned.append(Parameter(text_of(assignment, "to") or target, value))
    if assigned:
        return assigned
    source = text_of(association, "sourceRef")
    return [Parameter(target, Expression(sources.get(source, source), line))]
