"""Read the file in which somebody says which element stands for which (YAML or JSON)."""

from __future__ import annotations

from pathlib import Path

from engine.errors import InvalidInput
from engine.limits.checked_yaml import Item, read_document
from engine.words import Words

MOST_BYTES = 1_000_000


def read_mapping(path: Path) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the elements and flows of a mapping file; an element without a counterpart is None.

        elements: {accept: take-over, arbitrate: null}
        flows: {a-join: b-join}

    Raises:
        InvalidInput: it is no such file.
    """
    with path.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InvalidInput(
            Words(
                f"{path.name} has more than {MOST_BYTES} bytes: it is no mapping",
                f"{path.name} 超过 {MOST_BYTES} 字节：它不是对应关系",
            )
        )
    try:
        document = read_document(content.decode("utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise InvalidInput(
            Words(
                f"{path.name}: byte {error.start} is no UTF-8; save the file as UTF-8",
                f"{path.name}：第 {error.start} 字节不是 UTF-8；请把文件保存为 UTF-8",
            )
        ) from error
    entries = document.value
    if not isinstance(entries, dict) or not set(entries) <= {"elements", "flows"}:
        raise InvalidInput(
            Words(
                f"{path.name}: write `elements:` and `flows:`, each with lines of the form old: new",
                f"{path.name}：请写 `elements:` 和 `flows:`，各有“旧: 新”形式的行",
            )
        )
    elements, flows = (_lines(entries.get(name), name, path.name) for name in ("elements", "flows"))
    missing = [key for key, value in flows.items() if value is None]
    if missing:
        raise InvalidInput(
            Words(
                f"{path.name}: flow {missing[0]} must name a flow of the new version",
                f"{path.name}：流 {missing[0]} 必须指明新版本的流",
            )
        )
    return elements, {key: value for key, value in flows.items() if value is not None}


def _lines(item: Item | None, name: str, file: str) -> dict[str, str | None]:
    if item is None or item.value is None:
        return {}
    found: dict[str, str | None] = {}
    lines = item.value if isinstance(item.value, dict) else {"": item}
    for key, one in lines.items():
        if not key or not (one.value is None or isinstance(one.value, str)):
            raise InvalidInput(
                Words(
                    f"{file}: line {one.line}: {name} takes lines of the form old: new, or old: null",
                    f"{file}：第 {one.line} 行：{name} 的行写“旧: 新”或“旧: null”",
                )
            )
        found[key] = one.value
    return found
