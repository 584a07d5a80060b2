"""Read item definitions (DMN 1.5, clause 7.3.3)."""

from __future__ import annotations

from lxml import etree

from engine.decisions.model.elements import FunctionItem, ItemDefinition
from engine.decisions.model.tables import Cell
from engine.decisions.reading.names import child, children, name_of, plain_type, type_of
from engine.decisions.reading.reader import Reader
from engine.words import Words


def read_item(reader: Reader, element: etree._Element) -> ItemDefinition:
    """Return a type with its components."""
    reader.refuse_others(
        element, "typeRef", "allowedValues", "typeConstraint", "itemComponent", "functionItem"
    )
    name = name_of(element)
    if not name:
        reader.tell(element, Words("the type has no name", "类型没有名称"), Words("name it", "请起名"))
    components = tuple(read_item(reader, item) for item in children(element, "itemComponent"))
    function = child(element, "functionItem")
    type_ref = type_of(element)
    if type_ref is not None and components:
        reader.tell(
            element,
            Words(
                "the type refers to another and has components as well",
                "该类型既引用了别的类型，又有自己的组成部分",
            ),
            Words("keep one of them", "二者只能留其一"),
        )
    return ItemDefinition(
        name=name,
        place=reader.place(element),
        type_ref=type_ref,
        is_collection=str(element.get("isCollection", "false")).strip() in ("true", "1"),
        components=components,
        function=None if function is None else _read_function(reader, function),
        allowed_values=_cell(reader, element, "allowedValues"),
        constraint=_cell(reader, element, "typeConstraint"),
    )


def _read_function(reader: Reader, element: etree._Element) -> FunctionItem:
    parameters = tuple(reader.information(item) for item in children(element, "parameters"))
    return FunctionItem(parameters, plain_type(element.get("outputTypeRef"), element))


def _cell(reader: Reader, element: etree._Element, name: str) -> Cell | None:
    found = child(element, name)
    cell = None if found is None else reader.cell(found)
    return None if cell is None or cell.text == "-" else cell
