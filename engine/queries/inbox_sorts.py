"""How inbox lists are sorted."""

from __future__ import annotations

from engine.queries.paging import Order
from engine.store.tables import assignment

SORTS = {
    "due": Order("due", (assignment.c.due_at, assignment.c.id), ("moment", "id")),
    "opened": Order("opened", (assignment.c.opened_at, assignment.c.id), ("moment", "id")),
    "-opened": Order("-opened", (assignment.c.opened_at, assignment.c.id), ("moment", "id"), True),
    "priority": Order(
        "priority", (assignment.c.rank, assignment.c.opened_at, assignment.c.id), ("number", "moment", "id")
    ),
}
