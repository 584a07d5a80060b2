"""In a closed loop every run to a normal end passes a follow-up and the archive, or says why it need not.

For packages that say `closed-loop: true`. A follow-up is what has the milestone `followed-up`, the archive
is the operation `order.archive`. An end is exempt by huan:exempt, or by its id in the sheet's `exempt`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.exemptions import exempt
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.definitions.soundness.passing import Passing, Wanted
from engine.definitions.soundness.ways import TooMany
from engine.words import Words

MILESTONE = "followed-up"
TOPIC = "order.archive"


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    main = package.diagram.processes.get(package.process)
    if not package.closed_loop or main is None:
        return
    try:
        for wanted, what in ((follows_up, FOLLOW_UP), (archives, ARCHIVE)):
            yield from _bypassed(package, wanted, what)
    except TooMany:
        return  # the rule `soundness` tells that there is too much to look at


def _bypassed(package: Package, wanted: Wanted, what: tuple[Words, Words]) -> Iterator[Finding]:
    main = package.diagram.processes[package.process]
    told_of: set[str] = set()
    for bypass in Passing(package.diagram, wanted, exempt(package)).bypasses(main):
        if bypass.end.id not in told_of:
            told_of.add(bypass.end.id)
            yield told(package, bypass.end, *what, path=bypass.path)


def follows_up(node: Node) -> bool:
    """Return whether a node is the follow-up of the loop."""
    return node.huan.get("milestone") == MILESTONE


def archives(node: Node) -> bool:
    """Return whether a node archives the order."""
    return node.kind == "serviceTask" and node.camunda.get("topic") == TOPIC


FOLLOW_UP = (
    Words(
        "the loop is not closed: a run ends here without a follow-up",
        "没有闭环：流程可以不经回访就在这里结束",
    ),
    Words(
        f'lead every way past an element with huan:milestone="{MILESTONE}", or state huan:exempt',
        f'请让每条路径都经过 huan:milestone="{MILESTONE}" 的元素，或写明 huan:exempt',
    ),
)
ARCHIVE = (
    Words(
        "the loop is not closed: a run ends here without the archive",
        "没有闭环：流程可以不经归档就在这里结束",
    ),
    Words(
        f'lead every way past a service task with camunda:topic="{TOPIC}", or state huan:exempt',
        f'请让每条路径都经过 camunda:topic="{TOPIC}" 的服务任务，或写明 huan:exempt',
    ),
)
