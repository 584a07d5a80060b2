"""With whom a view is shared, and who may share it there."""

from __future__ import annotations

from typing import Any

from engine.commands.work import Work
from engine.errors import InvalidInput, NotAllowed, NotFound, field_finding
from engine.org import Action, Directory, Target, may, require
from engine.store.views import ViewRow, view_by_id
from engine.words import Words

SUBJECT = "views"


def path_of(department_id: str | None, tier_id: str | None, directory: Directory) -> str | None:
    """Return the path of the tier in which a view is shared; None: it is its owner's alone.

    Raises:
        InvalidInput: both are given, or there is no such department or tier.
    """
    if department_id is not None and tier_id is not None:
        told = Words("share with a department or with a tier", "请共享给一个部门或一个层级")
        raise InvalidInput(told, findings=[field_finding("tier", told, Words("leave one out", "请去掉一个"))])
    if department_id is not None:
        department = directory.departments.get(department_id)
        if department is None:
            raise _unknown("department", Words("there is no such department", "没有这个部门"))
        return directory.tiers[department.tier_id].path
    if tier_id is not None:
        tier = directory.tiers.get(tier_id)
        if tier is None:
            raise _unknown("tier", Words("there is no such tier", "没有这个层级"))
        return tier.path
    return None


def _unknown(field: str, told: Words) -> InvalidInput:
    return InvalidInput(
        told, findings=[field_finding(field, told, Words("choose from the list", "请从列表中选择"))]
    )


def require_sharing(work: Work, path: str | None, directory: Directory) -> None:
    """Refuse whoever may not share views at a tier; what is shared with nobody needs nothing."""
    if path is not None:
        require(work.actor, Action.SHARE_VIEW, Target(path), directory)


def own_view(work: Work, view_id: str, directory: Directory) -> ViewRow:
    """Return a view that the actor may change: their own, or one shared where they may share.

    Raises:
        NotFound: there is none that they may see.
        NotAllowed: it is somebody else's, and they may not share there.
    """
    row = view_by_id(work.tx, view_id)
    absent = NotFound(Words(f"there is no view {view_id}", f"没有视图 {view_id}"))
    if row is None:
        raise absent
    if row.owner_id == work.actor.id:
        return row
    path = path_of(row.department_id, row.tier_id, directory)
    if path is None:
        raise absent
    if not may(work.actor, Action.SHARE_VIEW, Target(path), directory):
        owner = directory.person_name(row.owner_id)
        raise NotAllowed(
            Words(f"this view is {owner}'s; save one of your own", f"这是{owner}的视图；请另存为自己的视图"),
            action=Action.SHARE_VIEW.value,
        )
    return row


def shown(row: ViewRow) -> dict[str, Any]:
    """Return what the record of changes keeps of a view."""
    return {
        "name": row.name,
        "owner": row.owner_id,
        "department": row.department_id,
        "tier": row.tier_id,
        "filters": row.filters,
        "columns": row.columns,
    }
