"""What libyaml reads is what PyYAML reads, and what it does not read is told in PyYAML's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine import yaml_nodes

ROOT = Path(yaml_nodes.__file__).parents[1]
SHIPPED = sorted(
    path
    for folder in ("bpmn/follow-up", "engine/limits")
    for pattern in ("*.yaml", "*.yml")
    for path in (ROOT / folder).rglob(pattern)
)
ODD = (
    "",
    "# nothing\n",
    "{a: 1, 'b': [~, null, 1.50, 0x1F, 12:30, 2026-11-23, yes, !!str 5]}",
    "a: \"折\\n行\\u4e00\"\nb: |\n  一\n  二\nc: >-\n  折\n  叠\nd: ''\ne:\n",
    "? [a, b]\n: c\n",
    "\ufeffa: 1\r\nb: 2\r\n",
    "a: &x 1\nb: 2\n",
)
WRONG = ("a: [1", "a: 1\n b: 2", "a: *x", "a: &x 1\nb: *x", "\ta: 1", "a: \x00", "- 1\n---\n- 2", "a: 'x")


def shape(node: Any) -> Any:
    """Return kind, tag, place and content of a node; a plain scalar's style may be empty or None."""
    if node is None:
        return None
    here = (node.tag, node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.MappingNode):
        return (*here, [(shape(key), shape(value)) for key, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return (*here, [shape(entry) for entry in node.value])
    return (*here, node.value, node.style or None)


def by_pyyaml(text: str) -> Any:
    return yaml.compose(text, Loader=yaml_nodes._Loader)


def test_both_read_the_same() -> None:
    texts = [*ODD, *(path.read_text("utf-8") for path in SHIPPED)]
    assert len(texts) > len(ODD) + 3
    for text in texts:
        assert shape(yaml_nodes.compose(text)) == shape(by_pyyaml(text)), text[:200]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_in_the_same_words(text: str) -> None:
    with pytest.raises(yaml.YAMLError) as told:
        yaml_nodes.compose(text)
    with pytest.raises(yaml.YAMLError) as by_itself:
        by_pyyaml(text)
    assert str(told.value) == str(by_itself.value)
    if "*x" not in text and "---" not in text:
        with pytest.raises(yaml.YAMLError) as told:
            list(yaml_nodes.events(text))
        assert str(told.value) == str(by_itself.value)


def test_what_nests_too_deep_is_left_to_what_knows_where_to_stop() -> None:
    with pytest.raises(RecursionError):
        yaml_nodes.compose("[" * 1_500 + "]" * 1_500)
