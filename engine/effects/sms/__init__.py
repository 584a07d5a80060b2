"""Send a message to a telephone through an HTTP gateway. Once: a second message is worse than none."""

from engine.effects.sms.description import GatewayDescription, read_description
from engine.effects.sms.gateway import JsonGateway, LogGateway, SmsGateway, plain_gateway
from engine.effects.sms.handler import Sms

__all__ = [
    "GatewayDescription",
    "JsonGateway",
    "LogGateway",
    "Sms",
    "SmsGateway",
    "plain_gateway",
    "read_description",
]
