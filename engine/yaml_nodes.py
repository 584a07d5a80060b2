"""YAML texts as PyYAML's nodes, by libyaml where it is installed: it reads ten times as fast.

Aliases are refused: a short text could otherwise unfold into a huge one. What libyaml does not read is read
again by PyYAML itself, so that messages quote the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

#: libyaml composes on the machine's stack: deeper texts are left to PyYAML, which knows where to stop.
MOST_DEPTH = 100


def compose(text: str) -> yaml.Node | None:
    """Return the root of a YAML text with one document, None when there is nothing in it.

    A plain scalar's `style` is None or empty.

    Raises:
        yaml.YAMLError: it cannot be read, has aliases, or has a second document.
        RecursionError: it nests too deep.
    """
    root: yaml.Node | None
    if yaml.__with_libyaml__ and _is_easy(text):
        try:
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            pass  # told by PyYAML
        else:
            return root
    root = yaml.compose(text, Loader=_Loader)
    return root


def events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a YAML text, one after the other: nothing is built of it.

    Raises:
        yaml.YAMLError: what comes next cannot be read.
    """
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeError):
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass  # told by PyYAML
        raise


def _is_easy(text: str) -> bool:
    """Return whether libyaml can read the text as a flat stream of events without aliases."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH or isinstance(event, yaml.AliasEvent):
                return False
    except (yaml.YAMLError, UnicodeError):
        return False
    return True


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader without aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed", mark)
        return super().compose_node(parent, index)
