"""The package names a process that is drawn, and that is meant to run."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import SHEET, Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    processes = package.diagram.processes
    if package.process not in processes:
        drawn = ", ".join(processes)
        yield Finding(
            package.label(SHEET),
            None,
            "",
            Words(
                f"process {package.process!r} is not in the diagram (drawn: {drawn or 'none'})",
                f"图中没有流程 {package.process!r}（图中有：{drawn or '无'}）",
            ),
            Words("name the id of a process of the diagram", "请写图中某个流程的 id"),
        )
    for process in processes.values():
        if not process.executable and process.nodes:
            yield told(
                package,
                process,
                Words("the process is marked as not executable", "流程被标记为不可执行"),
                Words('set isExecutable="true"', '请设置 isExecutable="true"'),
            )
        if process.public:
            yield told(
                package,
                process,
                Words("a public process is not executed", "公开流程不能执行"),
                Words(
                    'set processType="Private", or draw the process itself',
                    '请设 processType="Private"，或画出流程本身',
                ),
            )
        if not process.nodes:
            yield told(
                package,
                process,
                Words("the process is empty", "流程是空的"),
                Words("draw its flow, or remove it", "请画出流程，或删除它"),
            )
