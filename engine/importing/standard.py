"""What is BPMN's own in every engine's file, but with that engine's expressions in it."""

from __future__ import annotations

import re

from lxml import etree

from engine.definitions.reading.names import BPMN, local, text_in
from engine.importing.dialect import Dialect
from engine.importing.work import Work
from engine.words import Words

CONDITION = Words("the condition", "条件")
_TIMERS = {"timeDate": "date and time", "timeDuration": "duration", "timeCycle": ""}
_TEXT = re.compile(r'"((?:R\d*/)?-?[P\d][^"\\]*)"')
_ISO = re.compile(r"-?P[\dT][\dTYMWDHS.,]*|R-?\d*/\S+|\d{4}-\d\d-\d\d(?:T\S*)?")
_PATH = re.compile(r"[A-Za-z_一-鿿]\w*(?:\.\w+)*")
_FOREIGN = {"groovy", "javascript", "ecmascript", "python", "jython", "ruby", "jruby", "juel"}


def translate_expressions(work: Work) -> None:
    """Translate the expressions that stand in BPMN's own elements: conditions, timers, loops."""
    for element in list(work.root.iter(f"{{{BPMN}}}*")):
        match local(element):
            case "conditionExpression" | "condition":
                _condition(work, element, CONDITION)
            case "loopCondition":
                _condition(work, element, Words("the loop condition", "循环条件"))
            case "completionCondition":
                _condition(work, element, Words("the completion condition", "完成条件"))
            case "loopCardinality":
                _text(work, element, Words("the number of instances", "实例数"))
            case "timeDate" | "timeDuration" | "timeCycle":
                _timer(work, element)


def _condition(work: Work, element: etree._Element, what: Words) -> None:
    text = text_in(element)
    if _other_language(work, element, text, what) or not text:
        return
    _put(element, work.condition(element, text, what))


def _text(work: Work, element: etree._Element, what: Words) -> None:
    text = text_in(element)
    if text and not _other_language(work, element, text, what):
        _put(element, work.value(element, text, what))


def _other_language(work: Work, element: etree._Element, text: str, what: Words) -> bool:
    """Leave an expression to a person when its language is one that nobody translates; tell so."""
    language = element.get("language")
    if language is None:
        return False
    if language.lower() in _FOREIGN and not (
        (work.dialect is Dialect.SPIFF and language.lower() == "python") or language.lower() == "juel"
    ):
        reason = Words(f"it is {language}", f"它是 {language}")
        work.untranslated(element, text, what, reason)
        return True
    element.attrib.pop("language")
    return False


def _put(element: etree._Element, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _timer(work: Work, element: etree._Element) -> None:
    """Translate a timer. A bare ISO 8601 text means itself; a variable that holds one is made a time."""
    text, form = text_in(element), local(element)
    what = Words("the timer", "定时器")
    element.attrib.pop("language", "")
    plain = is_iso(text) or (work.dialect is not Dialect.SPIFF and not _is_expression(work, text))
    if not text or plain:
        if " " in text.strip():
            work.untranslated(
                element,
                text,
                what,
                Words(
                    'it is cron; write a repeating interval such as "R/2026-01-01T08:00:00/P1D"',
                    '它是 cron；请写重复区间，如 "R/2026-01-01T08:00:00/P1D"',
                ),
            )
        return
    made = work.value(element, text, what)
    literal = _TEXT.fullmatch(made)
    if literal is not None:
        made = literal.group(1)
    elif _PATH.fullmatch(made) and _TIMERS[form]:
        function = _TIMERS[form]
        work.decide(
            element,
            f"the variable {made} was taken for a text: {function}({made}); else remove {function}()",
            f"变量 {made} 按文本处理：{function}({made})；若它不是文本，请去掉 {function}()",
        )
        made = f"{function}({made})"
    _put(element, made)


def is_iso(text: str) -> bool:
    """Return whether a text is a date, a time span or a repetition of ISO 8601, which means itself."""
    return _ISO.fullmatch(text.strip()) is not None


def _is_expression(work: Work, text: str) -> bool:
    if work.in_feel:
        return True
    if work.dialect is Dialect.CAMUNDA_8:
        return text.startswith("=")
    return "${" in text or "#{" in text
