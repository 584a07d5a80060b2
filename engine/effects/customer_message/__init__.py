"""Send a message to the customer through an HTTP gateway. Once: a second SMS is worse than none."""

from engine.effects.customer_message.handler import CustomerMessage

__all__ = ["CustomerMessage"]
