"""What the reading of one file shares: where a problem is, which types are meant, and the problems found."""

from __future__ import annotations

from lxml import etree

from engine.decisions.model.boxed import Information
from engine.decisions.model.elements import Reference
from engine.decisions.model.tables import Cell
from engine.decisions.problems import Place, Problems
from engine.decisions.reading.names import children, is_feel, line_of, local, name_of, text_of, type_of
from engine.words import Words

#: What every element may hold without a meaning for evaluation.
DESCRIPTIVE = frozenset(("description", "extensionElements"))
_NAMED = frozenset(
    (
        *("definitions", "decision", "inputData", "businessKnowledgeModel", "decisionService"),
        *("itemDefinition", "import", "knowledgeSource"),
    )
)


class Reader:
    """Reads the elements of one file; wrong ones become problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = Problems()

    def place(self, element: etree._Element) -> Place:
        """Return where a problem with `element` is: its id or that of the nearest around it, and its line."""
        line, key, name = line_of(element), None, ""
        around: etree._Element | None = element
        while around is not None and not name:
            key = key or around.get("id")
            if local(around) in _NAMED:
                name = name_of(around)
            around = around.getparent()
        return Place(self.file, key, name, line)

    def tell(self, element: etree._Element, problem: Words, remedy: Words, severity: str = "error") -> None:
        """Note a problem with an element."""
        self.problems.tell(self.place(element), problem, remedy, severity)

    def refuse_others(self, element: etree._Element, *known: str) -> None:
        """Tell DMN child elements that are not known: nothing is ignored in silence."""
        for other in children(element):
            if local(other) not in known and local(other) not in DESCRIPTIVE:
                self.tell(
                    other,
                    Words(f"<{local(other)}> is not known here", f"此处没有 <{local(other)}> 这种元素"),
                    Words(
                        "remove it, or save the file with a DMN 1.5 editor",
                        "删除它，或用 DMN 1.5 编辑器重新保存",
                    ),
                )

    def refuse_language(self, element: etree._Element) -> bool:
        """Tell an expression language that is not FEEL; return whether it is one."""
        language = element.get("expressionLanguage")
        if is_feel(language):
            return False
        self.tell(
            element,
            Words(f"expressions in {language} are not executed", f"不执行用 {language} 写的表达式"),
            Words("write FEEL", "请用 FEEL 写"),
        )
        return True

    def information(self, element: etree._Element) -> Information:
        """Return an information item; one without a name is told."""
        name = name_of(element)
        if not name:
            self.tell(
                element,
                Words(f"<{local(element)}> has no name", f"<{local(element)}> 没有名称"),
                Words("give it a name", "请起名"),
            )
        return Information(name, type_of(element), self.place(element))

    def cell(self, element: etree._Element) -> Cell:
        """Return unary tests. An empty text accepts everything, as `-` does."""
        text = "" if self.refuse_language(element) else (text_of(element, "text") or "").strip()
        return Cell(text or "-", self.place(element))

    def reference(self, element: etree._Element) -> Reference | None:
        """Return what `href` points to; None, and a problem, when it points nowhere."""
        namespace, sign, key = str(element.get("href", "")).strip().rpartition("#")
        if not key or not sign:
            self.tell(
                element,
                Words(f"<{local(element)}> refers to nothing", f"<{local(element)}> 没有指向任何元素"),
                Words('write href="#id"', '请写 href="#id"'),
            )
            return None
        return Reference(namespace or None, key)
