"""Send an e-mail through a mail server (SMTP, RFC 5321). Once: nobody wants the same mail twice."""

from engine.effects.email.handler import Email
from engine.effects.email.server import SECURITIES, MailServer

__all__ = ["SECURITIES", "Email", "MailServer"]
