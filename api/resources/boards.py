"""The dispatcher's board and the shift leader's desk."""

from __future__ import annotations

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.schemas.boards import BoardQuery, DispatchBoard
from api.schemas.desk import Desk
from engine.org import Action
from engine.queries.desk import desk
from engine.queries.dispatch_board import dispatch_board

group = blueprint("boards", "What a desk keeps in sight.")


@endpoint(
    group,
    "GET",
    "/boards/dispatch",
    "getDispatchBoard",
    Action.SEE_BOARD,
    query=BoardQuery,
    answer=DispatchBoard,
    problems=(404,),
)
def get_board(query: Values) -> Values:
    """A county's orders by stage with what is due first, and its crews with their load and place."""
    with reading() as look:
        board = dispatch_board(look, query["tier"])
        return {
            "tier": board.tier.id,
            "tier_name": board.tier.name,
            "stages": board.stages,
            "crews": board.crews,
            "capped": board.capped,
            "may_dispatch": board.may_dispatch,
            "as_of": look.now,
        }


@endpoint(group, "GET", "/desk", "getDesk", Action.SEE_BOARD, answer=Desk)
def get_desk() -> Values:
    """What waits to be checked or dispatched, who is on duty, open hand-overs, load, callers of today."""
    with reading() as look:
        return {**desk(look).__dict__, "as_of": look.now}
