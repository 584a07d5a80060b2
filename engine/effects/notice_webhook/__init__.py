"""Post notices to the one address of the installation. Repeatable: always under the same key."""

from engine.effects.notice_webhook.handler import NoticeWebhook

__all__ = ["NoticeWebhook"]
