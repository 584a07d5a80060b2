"""Why an end or a step of a closed loop may be without follow-up or limit: a list of reasons to state."""

from __future__ import annotations

from engine.definitions.package import Package

REASONS = {
    "cancelled": "已撤销",
    "lapsed": "已失效",
    "not-feasible": "无法实施",
    "reclassified": "改类别",
    "merged": "已合并",
    "anonymous": "匿名",
    "answered-at-once": "当场答复",
    "follow-up-refused": "拒绝回访",
}


def exempt(package: Package) -> dict[str, str]:
    """Return the reason of each exempt element, by its id: of huan:exempt, or of the sheet."""
    drawn = {node.id: node.huan["exempt"] for _, node in package.diagram.nodes() if "exempt" in node.huan}
    return {**package.exempt, **drawn}
