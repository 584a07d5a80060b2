"""The e-mail: inputs `to` (one address), `subject` and `text`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Any

from engine.effects.effect import EffectCall, EffectFailed, text_of
from engine.effects.email.server import MailServer
from engine.notices import is_address
from engine.words import Words

MOST_SUBJECT = 200
MOST_CHARACTERS = 100_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")


@dataclass(frozen=True)
class Email:
    """Sends through the installation's mail server (settings HUAN_SMTP_*)."""

    server: MailServer
    mode: str = "once"
    attempts: int = 8

    def __call__(self, call: EffectCall) -> Mapping[str, Any]:
        """Send it."""
        to = text_of(call.payload, "to")
        self.server.deliver(to, self.message(call, to).as_bytes())
        return {"sent": True}

    def message(self, call: EffectCall, to: str) -> EmailMessage:
        """Return the message. Its Message-ID is made of the job, the same in every attempt.

        Raises:
            EffectFailed: `to` is no single address, or a header would have a line break in it.
        """
        subject, text = text_of(call.payload, "subject"), text_of(call.payload, "text")
        if not is_address(to):
            raise _bad("to", Words("must be one e-mail address", "必须是一个电子邮件地址"))
        if _CONTROL.search(subject) or len(subject) > MOST_SUBJECT:
            raise _bad(
                "subject",
                Words(
                    f"must be one line of up to {MOST_SUBJECT} characters",
                    f"必须是一行，最多 {MOST_SUBJECT} 个字符",
                ),
            )
        if len(text) > MOST_CHARACTERS:
            raise _bad(
                "text",
                Words(f"may have {MOST_CHARACTERS} characters", f"最多 {MOST_CHARACTERS} 个字符"),
            )
        local, _, domain = self.server.sender.rpartition("@")
        message = EmailMessage(policy=SMTP)
        message["From"] = Address("Huan 环", local, domain)
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = f"<{call.key}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no robot is to answer
        message.set_content(text, cte="base64")
        return message


def _bad(name: str, must: Words) -> EffectFailed:
    return EffectFailed(
        Words(f"the input parameter {name!r} {must}", f"输入参数 {name!r} {must.zh}"), permanent=True
    )
