"""DMN models in a few lines: elements by their names, logic as XML, tables as text."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from engine.decisions import CompiledDecisions, Model, compile_model, read_model
from engine.definitions.safe_xml import parse_xml

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def key(name: str) -> str:
    """Return the id that an element of this name gets here."""
    return "_" + "".join(c if c.isalnum() else "_" for c in name)


def literal(text: str, type_ref: str | None = None) -> str:
    return f"<literalExpression{_type(type_ref)}><text>{escape(text)}</text></literalExpression>"


def input_data(name: str, type_ref: str | None = None) -> str:
    return f'<inputData id="{key(name)}" name={quoteattr(name)}>{_variable(name, type_ref)}</inputData>'


def decision(
    name: str,
    logic: str = "",
    *,
    type_ref: str | None = None,
    inputs: Iterable[str] = (),
    decisions: Iterable[str] = (),
    knowledge: Iterable[str] = (),
) -> str:
    """Draw a decision; what it requires is named, or is a whole href."""
    required = "".join(
        f'<informationRequirement><required{kind} href="{_href(other)}"/></informationRequirement>'
        for kind, others in (("Decision", decisions), ("Input", inputs))
        for other in others
    )
    return (
        f'<decision id="{key(name)}" name={quoteattr(name)}>{_variable(name, type_ref)}{required}'
        f"{_knowledge(knowledge)}{logic}</decision>"
    )


def knowledge_model(
    name: str, parameters: str, body: str, *, knowledge: Iterable[str] = (), type_ref: str | None = None
) -> str:
    """Draw a knowledge model; `parameters` are `name: type, name`."""
    return (
        f'<businessKnowledgeModel id="{key(name)}" name={quoteattr(name)}>{_variable(name, type_ref)}'
        f"<encapsulatedLogic>{_parameters(parameters)}{body}</encapsulatedLogic>"
        f"{_knowledge(knowledge)}</businessKnowledgeModel>"
    )


def function(parameters: str, body: str) -> str:
    return f"<functionDefinition>{_parameters(parameters)}{body}</functionDefinition>"


def service(
    name: str,
    outputs: Iterable[str],
    *,
    inputs: Iterable[str] = (),
    input_decisions: Iterable[str] = (),
    encapsulated: Iterable[str] = (),
    type_ref: str | None = None,
) -> str:
    parts = "".join(
        f'<{tag} href="{_href(other)}"/>'
        for tag, others in (
            ("outputDecision", outputs),
            ("encapsulatedDecision", encapsulated),
            ("inputDecision", input_decisions),
            ("inputData", inputs),
        )
        for other in others
    )
    return (
        f'<decisionService id="{key(name)}" name={quoteattr(name)}>{_variable(name, type_ref)}{parts}'
        "</decisionService>"
    )


def item(name: str, type_ref: str = "", *, allowed: str = "", constraint: str = "", many: bool = False,
         components: Iterable[str] = ()) -> str:  # fmt: skip
    """Draw a type; `components` are further items, which become components."""
    inside = f"<typeRef>{type_ref}</typeRef>" if type_ref else ""
    inside += "".join(part.replace("itemDefinition", "itemComponent") for part in components)
    inside += f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    inside += f"<typeConstraint><text>{escape(constraint)}</text></typeConstraint>" if constraint else ""
    return (
        f'<itemDefinition name={quoteattr(name)} isCollection="{str(many).lower()}">{inside}</itemDefinition>'
    )


def context(result: str | None = None, **entries: str) -> str:
    """Draw a boxed context of literal texts; `result` is its last entry, without a name."""
    drawn = "".join(
        f'<contextEntry><variable name="{name}"/>{literal(text)}</contextEntry>'
        for name, text in entries.items()
    )
    return f"<context>{drawn}{f'<contextEntry>{literal(result)}</contextEntry>' if result else ''}</context>"


def table(
    inputs: Iterable[str],
    outputs: Iterable[str],
    rules: str,
    *,
    hit_policy: str = "UNIQUE",
    aggregation: str = "",
    more: str = "",
) -> str:
    """Draw a decision table.

    An input is `expression` or `expression :: values`; an output `name :: values :: default`, each part may
    be empty. A rule is a line `test | test => output | output // annotation`; ∅ is an empty cell.
    """
    drawn = "".join(_input(*(part.strip() for part in one.split("::"))) for one in inputs)
    drawn += "".join(_output(*(part.strip() for part in one.split("::"))) for one in outputs)
    drawn += '<annotation name="why"/>'
    drawn += "".join(_rule(line) for line in rules.strip().splitlines() if line.strip())
    kind = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decisionTable hitPolicy="{hit_policy}"{kind}{more}>{drawn}</decisionTable>'


def file(
    *elements: str, namespace: str = "test", name: str = "test", space: str = DMN, more: str = ""
) -> bytes:
    """Draw a DMN file."""
    return (
        f'<definitions xmlns="{space}" name="{name}" namespace="{namespace}" {more}>\n'
        + "\n".join(elements)
        + "\n</definitions>"
    ).encode()


def imported(name: str, namespace: str) -> str:
    return f'<import name="{name}" namespace="{namespace}" importType="{DMN}"/>'


def model(*elements: str, file_name: str = "test.dmn", **attributes: str) -> Model:
    """Draw a file and read it."""
    return read_model(parse_xml(file(*elements, **attributes), file_name), file_name)


def compiled(*elements: str, others: Iterable[Model] = (), **attributes: str) -> CompiledDecisions:
    """Draw a file, read it and compile it."""
    return compile_model(model(*elements, **attributes), tuple(others))


def _input(expression: str, values: str = "") -> str:
    allowed = f"<inputValues><text>{escape(values)}</text></inputValues>" if values else ""
    return f"<input><inputExpression><text>{escape(expression)}</text></inputExpression>{allowed}</input>"


def _output(name: str = "", values: str = "", default: str = "", type_ref: str = "") -> str:
    inside = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    inside += f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    named = f" name={quoteattr(name)}" if name else ""
    return f"<output{named}{_type(type_ref)}>{inside}</output>"


def _rule(line: str) -> str:
    cells, _, annotation = line.partition("//")
    tests, _, outputs = cells.partition("=>")
    drawn = "".join(f"<inputEntry><text>{escape(c.strip())}</text></inputEntry>" for c in _split(tests))
    drawn += "".join(f"<outputEntry><text>{escape(c.strip())}</text></outputEntry>" for c in _split(outputs))
    noted = escape(annotation.strip())
    return f"<rule>{drawn}<annotationEntry><text>{noted}</text></annotationEntry></rule>"


def _split(cells: str) -> list[str]:
    return cells.replace("∅", "").split("|") if cells.strip() else []


def _variable(name: str, type_ref: str | None) -> str:
    return f"<variable name={quoteattr(name)}{_type(type_ref)}/>"


def _parameters(parameters: str) -> str:
    found = [part.partition(":") for part in parameters.split(",") if part.strip()]
    return "".join(
        f"<formalParameter name={quoteattr(name.strip())}{_type(type_.strip())}/>" for name, _, type_ in found
    )


def _knowledge(others: Iterable[str]) -> str:
    return "".join(
        f'<knowledgeRequirement><requiredKnowledge href="{_href(other)}"/></knowledgeRequirement>'
        for other in others
    )


def _href(other: str) -> str:
    return other if "#" in other else f"#{key(other)}"


def _type(type_ref: str | None) -> str:
    return f" typeRef={quoteattr(type_ref)}" if type_ref else ""
