"""Read boxed expressions (DMN 1.5, clauses 7.3 and 10.2.2)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.decisions.model import boxed
from engine.decisions.model.boxed import Expression, Unreadable
from engine.decisions.reading.names import child, children, local, text_of, type_of
from engine.decisions.reading.reader import Reader
from engine.decisions.reading.tables import read_table
from engine.words import Words

_MISSING = Words("there is no expression", "缺少表达式")
_WRITE = Words("write one", "请补上")


def find_expression(element: etree._Element) -> etree._Element | None:
    """Return the boxed expression that is a child of `element`, or None."""
    return child(element, *_READERS)


def read_inside(reader: Reader, element: etree._Element) -> Expression:
    """Return the expression inside `element`; its absence is a problem."""
    found = find_expression(element)
    if found is not None:
        return read_expression(reader, found)
    reader.tell(element, _MISSING, _WRITE)
    return Unreadable(place=reader.place(element))


def read_expression(reader: Reader, element: etree._Element) -> Expression:
    """Return the boxed expression that `element` is."""
    return _READERS[local(element)](reader, element)


def read_function(reader: Reader, element: etree._Element) -> boxed.FunctionDefinition:
    """Return a function definition; only functions written in FEEL are executed (clause 10.3.2.13.3)."""
    kind = element.get("kind") or "FEEL"
    parameters = tuple(reader.information(item) for item in children(element, "formalParameter"))
    body: Expression
    if kind != "FEEL":
        reader.tell(
            element,
            Words(f"functions of kind {kind} are not executed", f"不执行 {kind} 类型的函数"),
            Words("write the function in FEEL", "请用 FEEL 写该函数"),
        )
        body = Unreadable(place=reader.place(element))
    else:
        body = read_inside(reader, element)
    return boxed.FunctionDefinition(
        place=reader.place(element), type_ref=type_of(element), parameters=parameters, body=body
    )


def _read_literal(reader: Reader, element: etree._Element) -> Expression:
    place, type_ref = reader.place(element), type_of(element)
    if child(element, "importedValues") is not None:
        reader.tell(
            element,
            Words("imported values are not read", "不读取导入的值"),
            Words("write the expression itself", "请直接写表达式"),
        )
        return Unreadable(place=place, type_ref=type_ref)
    text = text_of(element, "text")
    if reader.refuse_language(element):
        return Unreadable(place=place, type_ref=type_ref)
    if text is None or not text.strip():
        reader.tell(element, _MISSING, _WRITE)
        return Unreadable(place=place, type_ref=type_ref)
    return boxed.Literal(place=place, type_ref=type_ref, text=text)


def _read_context(reader: Reader, element: etree._Element) -> Expression:
    entries = []
    for item in children(element, "contextEntry"):
        variable = child(item, "variable")
        information = None if variable is None else reader.information(variable)
        entries.append(boxed.Entry(information, read_inside(reader, item)))
    names = [entry.variable.name for entry in entries if entry.variable is not None]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reader.tell(
            element,
            Words(f"the entry `{name}` stands twice", f"条目 `{name}` 出现了两次"),
            Words("give each entry a name of its own", "请给每个条目不同的名称"),
        )
    if any(entry.variable is None for entry in entries[:-1]):
        reader.tell(
            element,
            Words("an entry without a name is not the last", "没有名称的条目不在最后"),
            Words(
                "only the last entry, the result, may have no name", "只有最后一个条目（结果）可以没有名称"
            ),
        )
    return boxed.Context(place=reader.place(element), type_ref=type_of(element), entries=tuple(entries))


def _read_invocation(reader: Reader, element: etree._Element) -> Expression:
    bindings = []
    for item in children(element, "binding"):
        parameter = child(item, "parameter")
        if parameter is None:
            reader.tell(
                item,
                Words("a binding has no parameter", "参数绑定没有参数"),
                Words("name the parameter", "请写明参数名"),
            )
            continue
        formula = find_expression(item)
        value = None if formula is None else read_expression(reader, formula)
        bindings.append(boxed.Binding(reader.information(parameter), value))
    return boxed.Invocation(
        place=reader.place(element),
        type_ref=type_of(element),
        function=read_inside(reader, element),
        bindings=tuple(bindings),
    )


def _read_list(reader: Reader, element: etree._Element) -> Expression:
    items = tuple(read_expression(reader, item) for item in children(element, *_READERS))
    return boxed.BoxedList(place=reader.place(element), type_ref=type_of(element), items=items)


def _read_relation(reader: Reader, element: etree._Element) -> Expression:
    columns = tuple(reader.information(item) for item in children(element, "column"))
    rows = []
    for item in children(element, "row"):
        row = tuple(read_expression(reader, cell) for cell in children(item, *_READERS))
        if len(row) != len(columns):
            reader.tell(
                item,
                Words(
                    f"a row has {len(row)} cells, the relation {len(columns)} columns",
                    f"一行有 {len(row)} 个单元格，而关系有 {len(columns)} 列",
                ),
                Words("give each row a cell for each column", "请让每行与列数一致"),
            )
            continue
        rows.append(row)
    return boxed.Relation(
        place=reader.place(element), type_ref=type_of(element), columns=columns, rows=tuple(rows)
    )


def _read_conditional(reader: Reader, element: etree._Element) -> Expression:
    return boxed.Conditional(
        place=reader.place(element),
        type_ref=type_of(element),
        condition=_part(reader, element, "if"),
        consequent=_part(reader, element, "then"),
        alternative=_part(reader, element, "else"),
    )


def _read_filter(reader: Reader, element: etree._Element) -> Expression:
    return boxed.Filter(
        place=reader.place(element),
        type_ref=type_of(element),
        source=_part(reader, element, "in"),
        match=_part(reader, element, "match"),
    )


def _read_iteration(reader: Reader, element: etree._Element) -> Expression:
    kind = local(element)
    variable = " ".join(str(element.get("iteratorVariable", "")).split())
    if not variable:
        reader.tell(
            element,
            Words(f"<{kind}> has no iteratorVariable", f"<{kind}> 没有 iteratorVariable"),
            Words("name what stands for each item", "请写明代表每一项的变量名"),
        )
    source = child(element, "in")
    return boxed.Iteration(
        place=reader.place(element),
        type_ref=type_of(element),
        kind=kind,
        variable=variable,
        source=_part(reader, element, "in"),
        source_type_ref=None if source is None else type_of(source),
        result=_part(reader, element, "return" if kind == "for" else "satisfies"),
    )


def _part(reader: Reader, element: etree._Element, name: str) -> Expression:
    part = child(element, name)
    if part is not None:
        return read_inside(reader, part)
    reader.tell(
        element,
        Words(f"<{local(element)}> has no <{name}>", f"<{local(element)}> 没有 <{name}>"),
        _WRITE,
    )
    return Unreadable(place=reader.place(element))


_READERS: dict[str, Callable[[Reader, etree._Element], Expression]] = {
    "literalExpression": _read_literal,
    "context": _read_context,
    "invocation": _read_invocation,
    "list": _read_list,
    "relation": _read_relation,
    "functionDefinition": read_function,
    "conditional": _read_conditional,
    "filter": _read_filter,
    "for": _read_iteration,
    "some": _read_iteration,
    "every": _read_iteration,
    "decisionTable": read_table,
}
EXPRESSIONS = tuple(_READERS)
"""The elements that are boxed expressions."""
