"""Whose a task is: groups of the other engine become departments at a tier, which only a person can say."""

from __future__ import annotations

import re

from lxml import etree

from engine.definitions.catalogue import TIERS
from engine.importing.drawn import set_camunda
from engine.importing.work import Work

_ADDRESS = re.compile(r"(?:[a-z][a-z-]*@)?([a-z]+)")


def ask_groups(work: Work, task: etree._Element, groups: list[str]) -> None:
    """Set the candidate groups of a task, as the options say; what they do not say is told."""
    found: list[str] = []
    for group in groups:
        mapped = work.options.groups.get(group)
        if mapped is not None:
            work.translated(task, f"the group {group!r} is {mapped}", f"组 {group!r} 即 {mapped}")
        elif not _is_address(group):
            work.decide(
                task,
                f"which department is the group {group!r}? Write KIND@TIER in camunda:candidateGroups, "
                f"such as repair@county, or import with --group {group}=repair@county",
                f"组 {group!r} 是哪个部门？请在 camunda:candidateGroups 写 类别@层级，如 repair@county，"
                f"或导入时加 --group {group}=repair@county",
            )
        found.append(mapped or group)
    if found:
        set_camunda(task, "candidateGroups", ",".join(dict.fromkeys(found)))


def _is_address(group: str) -> bool:
    match = _ADDRESS.fullmatch(group)
    return match is not None and match.group(1) in TIERS


def nobody_asked(work: Work, task: etree._Element, lane: str | None) -> None:
    """Tell that a task says nobody; the lane it lies in may be mapped, since it often means whose it is."""
    if lane is not None and lane in work.options.groups:
        ask_groups(work, task, [lane])
        return
    hint = f" (it lies in the lane {lane!r})" if lane else ""
    hint_zh = f"（它在泳道 {lane!r} 中）" if lane else ""
    work.decide(
        task,
        f"whose task is it{hint}? Set camunda:candidateGroups, such as repair@county",
        f"这是谁的任务{hint_zh}？请设置 camunda:candidateGroups，如 repair@county",
    )
