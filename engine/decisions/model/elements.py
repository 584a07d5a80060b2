"""The elements of a decision requirements graph (DMN 1.5, clause 6) as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.decisions.model.boxed import Expression, FunctionDefinition, Information
from engine.decisions.model.tables import Cell
from engine.decisions.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to an element by namespace and id; namespace None is the model itself."""

    namespace: str | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What all elements of the graph have. `variable` is the name and type that expressions see."""

    id: str
    name: str
    place: Place
    variable: Information


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData(Element):
    """An input of the graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Element):
    """A decision. `logic` None is a decision that people make: its value is null unless it is given.

    `information` are the required decisions and input data, `knowledge` the required knowledge models and
    decision services.
    """

    logic: Expression | None
    information: tuple[Reference, ...]
    knowledge: tuple[Reference, ...]
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeModel(Element):
    """A business knowledge model: a function. `function` None has no logic, and gives null."""

    function: FunctionDefinition | None
    knowledge: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionService(Element):
    """A decision service (clause 6.3.10). Its parameters are the input data, then the input decisions."""

    outputs: tuple[Reference, ...]
    encapsulated: tuple[Reference, ...]
    input_decisions: tuple[Reference, ...]
    input_data: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeSource:
    """An authority; it takes no part in evaluation."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Import:
    """The import of another model; an empty name imports without a prefix (clause 6.3.3)."""

    name: str
    namespace: str
    place: Place


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A type (clause 7.3.3). Exactly one of `type_ref`, `components` and `function` says what it is.

    `allowed_values` restrict each item of a collection, `constraint` the collection itself; without a
    collection both restrict the value.
    """

    name: str
    place: Place
    type_ref: str | None = None
    is_collection: bool = False
    components: tuple[ItemDefinition, ...] = ()
    function: FunctionItem | None = None
    allowed_values: Cell | None = None
    constraint: Cell | None = None


@dataclass(frozen=True, slots=True)
class FunctionItem:
    """The type of a function."""

    parameters: tuple[Information, ...]
    result: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """One DMN file. `problems` are what could not be read; everything else is there nevertheless."""

    file: str
    name: str
    namespace: str
    place: Place
    imports: tuple[Import, ...]
    items: tuple[ItemDefinition, ...]
    inputs: tuple[InputData, ...]
    decisions: tuple[Decision, ...]
    knowledge_models: tuple[KnowledgeModel, ...]
    services: tuple[DecisionService, ...]
    sources: tuple[KnowledgeSource, ...]
    problems: tuple[Problem, ...] = ()

    def elements(self) -> Iterator[Element]:
        """Yield everything that can be required."""
        yield from self.inputs
        yield from self.decisions
        yield from self.knowledge_models
        yield from self.services
