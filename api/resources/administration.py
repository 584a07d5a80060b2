"""The record of administration."""

from __future__ import annotations

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.administration import AdministrationChanges, AdministrationChangesQuery
from engine.org import Action
from engine.queries.administration import ChangesWish, administration_changes

group = blueprint("administration", "What was changed in organisation, calendars, limits, accounts; by whom.")


@endpoint(
    group,
    "GET",
    "/administration/changes",
    "listAdministrationChanges",
    Action.SEE_ADMINISTRATION,
    query=AdministrationChangesQuery,
    answer=AdministrationChanges,
)
def list_changes(query: Values) -> Values:
    """Who changed what when and why, of one's own tiers and those below; what concerns the whole
    installation is told at the top tier.
    """
    wish = ChangesWish(
        subject=query["subject"],
        item=query["item"],
        person_id=query["person_id"],
        text=query["words"],
        since=query["since"],
        until=query["until"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return paged(administration_changes(look, wish))
