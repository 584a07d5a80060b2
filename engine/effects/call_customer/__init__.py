"""Call the customer of a process, who hears a dialogue. Dialled once; its result comes when it has ended."""

from engine.effects.call_customer.handler import CallCustomer

__all__ = ["CallCustomer"]
