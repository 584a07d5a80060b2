"""The endpoints, one module a group."""

from api.resources.calls import calls
from api.resources.demonstration import demonstration
from api.resources.events import events
from api.resources.health import health
from api.resources.inbox import inbox
from api.resources.incidents import incidents
from api.resources.messages import messages
from api.resources.notifications import notifications
from api.resources.order_commands import order_commands
from api.resources.order_history import order_history
from api.resources.orders import orders
from api.resources.packages import packages
from api.resources.premises import premises
from api.resources.session import session
from api.resources.task_commands import task_commands
from api.resources.tasks import tasks
from api.resources.vocabulary import vocabulary

GROUPS = (
    session,
    inbox,
    tasks,
    task_commands,
    orders,
    order_commands,
    order_history,
    premises,
    calls,
    packages,
    incidents,
    notifications,
    messages,
    events,
    vocabulary,
    demonstration,
    health,
)

__all__ = ["GROUPS"]
