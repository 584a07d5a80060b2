"""Which prompts there are: the texts of dialogue packages, what is said in a queue, and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.calling.dialogues import OWN_PROMPTS, TOPICS
from engine.calling.prompts import literals, prompt_key
from engine.calling.say_zh import WORDS
from engine.definitions import Package


@dataclass(frozen=True)
class Prompt:
    """A text to be recorded, the name of its file, and where it is said: packages, or `words`."""

    key: str
    text: str
    used_by: str


def list_prompts(packages: Iterable[Package], announced: Iterable[str] = ()) -> list[Prompt]:
    """Return every prompt once: what is `announced`, then what diagrams say, in the order drawn."""
    found: dict[str, Prompt] = {}
    for text in announced:
        _add(found, text, "announcement")
    for package in packages:
        if package.kind == "dialogue":
            for text in texts_of(package):
                _add(found, text, package.key)
    for text in OWN_PROMPTS:
        _add(found, text, "queue")
    for word in WORDS:
        _add(found, word, "words")
    return list(found.values())


def texts_of(package: Package) -> Iterator[str]:
    """Yield what a package's diagram says: the texts in quotation marks in inputs that are spoken."""
    for _, node in package.diagram.nodes():
        topic = TOPICS.get(node.camunda.get("topic", ""))
        if topic is not None:
            for one in node.inputs:
                if one.name in topic.texts:
                    yield from literals(one.expression.text)


def _add(found: dict[str, Prompt], text: str, used_by: str) -> None:
    key = prompt_key(text)
    if key not in found:
        found[key] = Prompt(key, text, used_by)
