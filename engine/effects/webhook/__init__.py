"""Tell another system over HTTP. Repeatable: every attempt carries the same idempotency key."""

from engine.effects.webhook.handler import Webhook

__all__ = ["Webhook"]
