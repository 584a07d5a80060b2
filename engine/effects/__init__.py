"""What leaves the database, one handler a folder: notify, webhook, customer message, e-mail, SMS."""

from engine.effects.call_customer import CallCustomer
from engine.effects.customer_message import CustomerMessage
from engine.effects.effect import Effect, EffectCall, EffectFailed, EffectWaits
from engine.effects.email import Email, MailServer
from engine.effects.notice_webhook import NoticeWebhook
from engine.effects.notify import Notify
from engine.effects.sms import GatewayDescription, JsonGateway, LogGateway, Sms, SmsGateway, plain_gateway
from engine.effects.webhook import Webhook

__all__ = [
    "CallCustomer",
    "CustomerMessage",
    "Effect",
    "EffectCall",
    "EffectFailed",
    "EffectWaits",
    "Email",
    "GatewayDescription",
    "JsonGateway",
    "LogGateway",
    "MailServer",
    "NoticeWebhook",
    "Notify",
    "Sms",
    "SmsGateway",
    "Webhook",
    "plain_gateway",
]
