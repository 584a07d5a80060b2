"""From item definitions to types, by name."""

from __future__ import annotations

from collections.abc import Mapping

from engine.decisions.compiling.texts import Texts
from engine.decisions.model.elements import ItemDefinition
from engine.decisions.model.tables import Cell
from engine.decisions.problems import Place, Problems
from engine.decisions.types.constrained import ConstrainedType
from engine.decisions.types.functions import FunctionItemType
from engine.feel.types.model import ANY, BUILT_IN, ContextType, FunctionType, ListType, Type
from engine.feel.types.size import MOST_PARTS, is_too_large
from engine.words import Words

_OTHER_NAMES: Mapping[str, Type] = {
    "any": ANY,
    "dateTime": BUILT_IN["date and time"],
    "dayTimeDuration": BUILT_IN["days and time duration"],
    "yearMonthDuration": BUILT_IN["years and months duration"],
    "integer": BUILT_IN["number"],
    "long": BUILT_IN["number"],
    "double": BUILT_IN["number"],
}
"""The names that DMN 1.1 and 1.2 had for types of FEEL, and those that the Camunda Modeler offers."""
KNOWN: Mapping[str, Type] = {**BUILT_IN, **_OTHER_NAMES}


class TypeTable:
    """The types that one model knows: FEEL's, its own, and imported ones as `prefix.name`."""

    def __init__(
        self,
        items: tuple[ItemDefinition, ...],
        imported: Mapping[str, TypeTable],
        texts: Texts,
        problems: Problems,
    ) -> None:
        self._items = {item.name: item for item in items}
        self._imported = imported
        self._texts = texts
        self._problems = problems
        self._made: dict[str, Type] = {}
        self._making: list[str] = []
        for item in items:
            self._named(item.name, item.place)

    def find(self, name: str | None, place: Place) -> Type:
        """Return the type of a reference. An unknown one is told and taken as Any; None is Any."""
        if name is None:
            return ANY
        if name in self._items:
            return self._named(name, place)
        if name in KNOWN:
            return KNOWN[name]
        for prefix, table in self._imported.items():
            rest = name.removeprefix(f"{prefix}.") if prefix else name
            if (rest != name or not prefix) and table.knows(rest):
                return table.find(rest, place)
        self._problems.tell(
            place,
            Words(f"there is no type {name!r}", f"没有类型 {name!r}"),
            Words("define it, or choose another", "请定义它，或改用别的类型"),
        )
        return ANY

    def knows(self, name: str) -> bool:
        """Return whether a type of the model itself, or imported by it, has this name."""
        return name in self._items or any(
            table.knows(name.removeprefix(f"{prefix}.") if prefix else name)
            for prefix, table in self._imported.items()
            if not prefix or name.startswith(f"{prefix}.")
        )

    def all(self) -> dict[str, Type]:
        """Return the model's types and the imported ones, by the names that the model knows them by."""
        found: dict[str, Type] = {}
        for prefix, table in self._imported.items():
            found.update(
                {f"{prefix}.{name}" if prefix else name: type_ for name, type_ in table.all().items()}
            )
        return found | self._made

    def _named(self, name: str, place: Place) -> Type:
        made = self._made.get(name)
        if made is not None:
            return made
        if name in self._making:
            way = " → ".join([*self._making[self._making.index(name) :], name])
            self._problems.tell(
                place,
                Words(f"the type {name!r} contains itself ({way})", f"类型 {name!r} 包含它自己（{way}）"),
                Words("take one reference away", "请去掉其中一个引用"),
            )
            return ANY
        self._making.append(name)
        made = self._made_of(self._items[name])
        self._making.pop()
        if is_too_large(made):
            self._problems.tell(
                self._items[name].place,
                Words(
                    f"the type {name!r} has more than {MOST_PARTS} parts within parts",
                    f"类型 {name!r} 层层展开后超过 {MOST_PARTS} 个部分",
                ),
                Words("take parts away", "请减少组成部分"),
            )
            made = ANY
        self._made[name] = made
        return made

    def _made_of(self, item: ItemDefinition) -> Type:
        base: Type
        if item.components:
            base = ContextType({c.name: self._made_of(c) for c in item.components})
        elif item.function is not None:
            parameters = tuple(self.find(p.type_ref, p.place) for p in item.function.parameters)
            result = self.find(item.function.result, item.place)
            base = FunctionItemType(FunctionType(parameters, result))
        else:
            base = self.find(item.type_ref, item.place)
        base = self._constrained(item.name, base, item.allowed_values)
        if item.is_collection:
            base = ListType(base)
        return self._constrained(item.name, base, item.constraint)

    def _constrained(self, name: str, base: Type, cell: Cell | None) -> Type:
        tests = (
            None if cell is None else self._texts.tests(cell.text, cell.place, frozenset(), f"type {name}")
        )
        return base if tests is None else ConstrainedType(name, base, tests)
