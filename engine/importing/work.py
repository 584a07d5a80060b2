"""What the translation of one file shares: its report, the names of variables, the files beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from engine.definitions.expressions import HOST_FUNCTIONS
from engine.definitions.names import FACTS, unfit
from engine.definitions.reading.names import HUAN, split
from engine.feel import KEYWORDS, FeelSyntaxError, compile_expression
from engine.importing.dialect import Dialect
from engine.importing.drawn import seen
from engine.importing.expressions import (
    Names,
    Untranslatable,
    Written,
    adapt_feel,
    parse_juel,
    parse_python,
    write_feel,
)
from engine.importing.options import Options
from engine.importing.report import Kind, Report
from engine.words import Words

_COUNTERS = {
    "nrOfInstances": "numberOfInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
}
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_一-鿿]+")


@dataclass
class Work:
    """One diagram being translated.

    `forms` are those of the package, by name; `given` the other files that came with the diagram, by path.
    `rules` are the decisions that are asked for, by id. `in_feel` says that the file's own language is FEEL.
    """

    root: etree._Element
    dialect: Dialect
    report: Report
    options: Options
    given: Mapping[str, bytes]
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    rules: dict[str, bytes] = field(default_factory=dict)
    fields: dict[str, Any] | None = None
    in_feel: bool = False
    names: Names = field(init=False)
    written_as: Mapping[str, str] = field(init=False)
    _words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = frozenset(re.findall(r"\w+", etree.tostring(self.root, encoding="unicode")))
        # Who has drawn for this engine before means its names: `order` is the order.
        ours = any(split(key)[0] == HUAN for element in self.root.iter("{*}*") for key in element.attrib)
        taken = {} if ours else {name: self._free(f"{name}_value") for name in (*FACTS, *KEYWORDS)}
        self.written_as = taken
        self.names = Names({**taken, **_COUNTERS} if self.dialect is Dialect.CAMUNDA_7 else taken)

    def _free(self, name: str) -> str:
        while name in self._words:
            name += "_"
        return name

    def read_from_order(self, fields: list[str]) -> None:
        """Read these variables from the order from now on: they are its fields, by the package's names."""
        before = {text: name for name, text in self.written_as.items()}
        there = {before.get(name, name): f"order.{name}" for name in fields}
        self.names = Names({**self.names.renamed, **there}, self.names.used)

    # What is told, of the element that a person sees.

    def tell(self, kind: Kind, element: etree._Element | None, en: str, zh: str) -> None:
        """Add a line about an element to the report."""
        shown = seen(element) if element is not None else None
        key, name = (shown.get("id"), shown.get("name", "").strip()) if shown is not None else (None, "")
        self.report.tell(kind, key, " ".join(name.split()), en, zh)

    def translated(self, element: etree._Element | None, en: str, zh: str) -> None:
        """Tell what was translated."""
        self.tell(Kind.TRANSLATED, element, en, zh)

    def left_out(self, element: etree._Element | None, en: str, zh: str) -> None:
        """Tell what was left out."""
        self.tell(Kind.LEFT_OUT, element, en, zh)

    def decide(self, element: etree._Element | None, en: str, zh: str) -> None:
        """Tell what a person must decide."""
        self.tell(Kind.DECIDE, element, en, zh)

    # Variables and expressions.

    def variable(self, element: etree._Element, name: str) -> str:
        """Return how a variable that is written is called in the package."""
        name = name.strip()
        made = self.written_as.get(name)
        if made is not None:
            self.names.used.add(name)
            return made
        if unfit(name) is None:
            return name
        made = _NOT_A_NAME.sub("_", name).strip("_") or "value"
        made = made if not made[0].isdigit() else f"_{made}"
        self.decide(
            element,
            f"the variable {name!r} is called {made!r} here; whoever reads or sends it must know",
            f"变量 {name!r} 在这里叫 {made!r}；读取或发送它的一方须知道",
        )
        return made

    def value(self, element: etree._Element, text: str, what: Words) -> str:
        """Return an expression that gives a value as FEEL; what cannot be translated stays, and is told."""
        return self._expression(element, text, what, condition=False)

    def condition(self, element: etree._Element, text: str, what: Words) -> str:
        """Return an expression that gives a truth value as FEEL, as `value`."""
        return self._expression(element, text, what, condition=True)

    def _expression(self, element: etree._Element, text: str, what: Words, condition: bool) -> str:
        text = text.strip()
        if not text:
            return text
        try:
            written = self.feel(text, condition)
        except Untranslatable as error:
            self.untranslated(element, text, what, error.reason)
            return refused_always(text)
        if written.text != text:
            self.translated(
                element, f"{what}: `{text}` is `{written.text}`", f"{what.zh}：`{text}` 译为 `{written.text}`"
            )
        for caution in written.cautions:
            self.decide(element, f"{what}: {caution}", f"{what.zh}：{caution.zh}")
        return written.text

    def untranslated(self, element: etree._Element | None, text: str, what: Words, reason: Words) -> None:
        """Tell that an expression could not be translated."""
        shown = text if len(text) <= 200 else text[:199] + "…"
        self.decide(
            element,
            f"{what}: `{shown}` was not translated: {reason} — write it in FEEL",
            f"{what.zh}：`{shown}` 没有译出：{reason.zh} —— 请用 FEEL 写",
        )

    def feel(self, text: str, condition: bool = False) -> Written:
        """Return an expression of the file's engine as FEEL.

        Raises:
            Untranslatable: with the reason.
        """
        if self.in_feel:
            return adapt_feel(text, self.names)
        if self.dialect is Dialect.CAMUNDA_8:
            return self._of_camunda_8(text)
        parse: Callable[[str], Any] = parse_python if self.dialect is Dialect.SPIFF else parse_juel
        return write_feel(parse(text), self.names, condition=condition)

    def _of_camunda_8(self, text: str) -> Written:
        if text.startswith("="):
            return adapt_feel(text, self.names)
        return write_feel(parse_juel(text.replace("${", "\\${").replace("#{", "\\#{")), self.names)


def refused_always(text: str) -> str:
    """Return a text that no check lets pass, so that what was not translated is never run by accident.

    A text of another language that happens to be FEEL could mean something else here.
    """
    try:
        compile_expression(text.removeprefix("="), functions=HOST_FUNCTIONS)
    except FeelSyntaxError:
        return text
    return f"${{{text}}}"
