"""Write docs/bpmn-support.md from the table that the checker reads; `--check` says whether it is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.definitions import support
from engine.definitions.support import Construct
from huan.paths import PRODUCT

PAGE = PRODUCT / "docs" / "bpmn-support.md"
CASES = "../tests/engine/constructs"
HEAD = """# BPMN 2.0: what is executed 支持的 BPMN 元素

Written by `python -m huan.bpmn_support` from the table that `huan check` itself reads; continuous integration
refuses a stale page. Everything here runs as ISO/IEC 19510 says, each row with a diagram and a story of its
own that are played saved and reloaded at every step, on SQLite and on PostgreSQL. Everything else is refused
when a package is checked, with the element, the reason and what to draw instead.

本页由检查器所用的同一张表生成。表中各项都按标准执行，各有一张流程图和一个场景为证；其余一律在检查时拒绝，并指出元素、原因和替代画法。
"""


def page() -> str:
    """Return the page."""
    parts = [
        HEAD,
        *_table("Activities 活动", support.TASKS),
        *_table("Gateways 网关", support.GATEWAYS),
        *_table("Events 事件", support.EVENTS),
        f"\nEvents with several triggers or results 多重事件: {_linked(support.SEVERAL)}\n",
        "\n## Beside 其他\n\n| | | shown by 例证 |\n|---|---|---|\n",
        *(f"| {words} | {words.zh} | {_linked(cases)} |\n" for words, cases in support.BESIDE),
        "\n## Refused 不执行\n\n| what 内容 | instead 替代 |\n|---|---|\n",
        *(f"| {row.what}<br>{row.what.zh} | {row.remedy}<br>{row.remedy.zh} |\n" for row in support.REFUSED),
    ]
    return "".join(parts)


def _table(title: str, rows: Iterable[Construct]) -> Iterator[str]:
    yield f"\n## {title}\n\n| element | 元素 | shown by 例证 | |\n|---|---|---|---|\n"
    for row in rows:
        called = support.told(row)
        note = f"{row.note}<br>{row.note.zh}" if row.note is not None else ""
        yield f"| {called} | {called.zh} | {_linked(row.cases)} | {note} |\n"


def _linked(cases: Iterable[str]) -> str:
    return ", ".join(f"[{case}]({_path(case)})" for case in cases)


def _path(case: str) -> str:
    folder = PRODUCT / "tests" / "engine" / "constructs" / case
    return f"{CASES}/{case}" if folder.is_dir() else f"{CASES}/{case}.bpmn"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` return 1 when it is not what would be written."""
    wanted = page()
    if "--check" not in arguments:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != wanted:
        print(f"{Path('docs') / PAGE.name} is stale: run python -m huan.bpmn_support", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
