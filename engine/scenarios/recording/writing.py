"""Write a scenario as YAML that reads back as what it was."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """PyYAML's safe dumper, without anchors and with decimals as numbers."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


_Dumper.add_representer(Decimal, _decimal)


def as_yaml(document: Mapping[str, Any], comment: str) -> str:
    """Return a document as YAML with a comment above it."""
    text = yaml.dump(
        dict(document),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
        default_flow_style=None,
    )
    return f"# {comment}\n{text}"
