"""What leaves the database, one handler a folder: notify, webhook, customer message."""

from engine.effects.customer_message import CustomerMessage
from engine.effects.effect import Effect, EffectCall, EffectFailed
from engine.effects.notify import Notify
from engine.effects.webhook import Webhook

__all__ = ["CustomerMessage", "Effect", "EffectCall", "EffectFailed", "Notify", "Webhook"]
