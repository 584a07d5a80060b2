"""The endpoints, one module a group."""

from api.resources import (
    administration,
    calendars,
    calls,
    definitions,
    demonstration,
    designing,
    drafts,
    events,
    health,
    inbox,
    incidents,
    instances,
    messages,
    migrations,
    notifications,
    order_commands,
    order_history,
    orders,
    organisation,
    packages,
    premises,
    session,
    substitutions,
    task_commands,
    tasks,
    vocabulary,
)

GROUPS = tuple(
    module.group
    for module in (
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
        definitions,
        designing,
        drafts,
        migrations,
        incidents,
        instances,
        calendars,
        organisation,
        substitutions,
        administration,
        notifications,
        messages,
        events,
        vocabulary,
        demonstration,
        health,
    )
)

__all__ = ["GROUPS"]
