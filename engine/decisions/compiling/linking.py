"""Which models belong together, and what a reference in one of them points to (DMN 1.5, clause 6.3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.decisions.graph import Key
from engine.decisions.model.elements import Element, Import, Model, Reference
from engine.decisions.problems import Place, Problems
from engine.words import Words


@dataclass(frozen=True, slots=True)
class Linked:
    """A model with what it imports, by prefix; an empty prefix is an import without one."""

    model: Model
    imports: tuple[tuple[Import, Model], ...]


class Models:
    """A model and all that it imports, directly and through others; imported ones come first."""

    def __init__(self, main: Model, others: Sequence[Model], problems: Problems) -> None:
        self.main = main
        self._problems = problems
        self._known = self._by_namespace(main, others)
        self._linked: dict[str, Linked] = {}
        self._elements: dict[str, Mapping[str, Element]] = {}
        self._link(main, [])

    def __iter__(self) -> Iterator[Linked]:
        return iter(self._linked.values())

    def of(self, model: Model) -> Linked:
        """Return a model with its imports."""
        return self._linked[model.namespace]

    def find(
        self, model: Model, reference: Reference, place: Place
    ) -> tuple[str | None, Key, Element] | None:
        """Return what a reference in `model` points to: the import's prefix (None for the model's own), key
        and element. None, and a problem, when there is no such element or its model is not imported.
        """
        namespace = reference.namespace or model.namespace
        if namespace == model.namespace:
            candidates: list[tuple[str | None, Model]] = [(None, model)]
        else:
            candidates = [(i.name, m) for i, m in self.of(model).imports if m.namespace == namespace]
        for prefix, candidate in candidates:
            element = self._elements[candidate.namespace].get(reference.id)
            if element is not None:
                return prefix, (candidate.namespace, element.id), element
        if not candidates:
            self._problems.tell(
                place,
                Words(
                    f"it requires something of the model {namespace!r}, which is not imported",
                    f"它需要模型 {namespace!r} 中的元素，但没有导入该模型",
                ),
                Words("import that model", "请导入该模型"),
            )
        else:
            self._problems.tell(
                place,
                Words(
                    f"it requires {reference.id!r}, which is not there",
                    f"它需要 {reference.id!r}，但没有这个元素",
                ),
                Words("draw the requirement again", "请重新画这条连线"),
            )
        return None

    def tell_wrong_kind(self, place: Place, target: Element) -> None:
        """Tell a requirement whose target is something that cannot be required that way."""
        self._problems.tell(
            place,
            Words(
                f"it requires {target.name!r} in a way that does not fit what that is",
                f"它与 {target.name!r} 的连线类型不对",
            ),
            Words(
                "decisions and inputs are information, knowledge models and services are knowledge",
                "决策和输入数据用信息需求，知识模型和决策服务用知识需求",
            ),
        )

    def _by_namespace(self, main: Model, others: Sequence[Model]) -> Mapping[str, Model]:
        known = {main.namespace: main}
        for other in others:
            twin = known.setdefault(other.namespace, other)
            if twin is not other:
                self._problems.tell(
                    other.place,
                    Words(
                        f"{twin.file} has the same namespace {other.namespace!r}",
                        f"{twin.file} 的命名空间与此相同（{other.namespace!r}）",
                    ),
                    Words("give each model a namespace of its own", "请让每个模型有自己的命名空间"),
                )
        return known

    def _link(self, model: Model, way: list[str]) -> None:
        imports = []
        names = Counter(element.name for element in model.elements())
        names.update(one.name for one in model.imports if one.name)
        for one in model.imports:
            if names[one.name] > 1:
                self._problems.tell(
                    one.place,
                    Words(
                        f"the import {one.name!r} has the name of something else in the model",
                        f"导入 {one.name!r} 与模型中别的元素同名",
                    ),
                    Words("give it another name", "请改用别的名称"),
                )
            imported = self._known.get(one.namespace)
            if imported is None:
                self._problems.tell(
                    one.place,
                    Words(
                        f"there is no model with the namespace {one.namespace!r}",
                        f"没有命名空间为 {one.namespace!r} 的模型",
                    ),
                    Words(
                        "add its file to rules/, or remove the import",
                        "请把它的文件放进 rules/，或去掉这个导入",
                    ),
                )
                continue
            if one.namespace in (*way, model.namespace):
                self._problems.tell(
                    one.place,
                    Words("the models import each other in a circle", "模型相互循环导入"),
                    Words("take one import away", "请去掉其中一个导入"),
                )
                continue
            if imported.namespace not in self._linked:
                self._link(imported, [*way, model.namespace])
            imports.append((one, imported))
        self._elements[model.namespace] = {element.id: element for element in model.elements()}
        self._linked[model.namespace] = Linked(model, tuple(imports))
