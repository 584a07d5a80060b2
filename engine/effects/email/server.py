"""The mail server of an installation, and one delivery to it, step by step: how far it came decides."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from engine.effects.effect import EffectFailed
from engine.words import Words

#: `starttls`: plain at first, then encrypted; `tls`: encrypted from the start; `none`: never.
SECURITIES = ("starttls", "tls", "none")
TIMEOUT_SECONDS = 15.0


@dataclass(frozen=True)
class MailServer:
    """Where mail goes. `user` None: the server asks for no password. `ca` None: the system's authorities."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None

    def deliver(self, to: str, message: bytes) -> None:
        """Deliver a message to one address.

        Raises:
            EffectFailed: `permanent` when the server refuses it for good; `unknown` when the message was sent
                and no answer came; otherwise it was surely not delivered and can be tried again.
        """
        try:
            server = self._open()
        except (OSError, smtplib.SMTPException) as error:
            raise _not_sent(self.host, error) from error
        try:
            self._send(server, to, message)
        finally:
            server.close()

    def _open(self) -> smtplib.SMTP:
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=self._trust()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if self.security == "starttls":
                server.starttls(context=self._trust())
                server.ehlo()
            if self.user is not None:
                server.login(self.user, self.password or "")
        except BaseException:
            server.close()
            raise
        return server

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.ca) if self.ca is not None else None)

    def _send(self, server: smtplib.SMTP, to: str, message: bytes) -> None:
        try:
            for code, said in (server.mail(self.sender), server.rcpt(to), server.docmd("DATA")):
                if code >= 400:
                    raise _refused(self.host, code, said)
        except (OSError, smtplib.SMTPException) as error:
            raise _not_sent(self.host, error) from error
        # From here on a lost connection leaves it open whether the server has taken the message.
        try:
            server.send(_stuffed(message))
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise EffectFailed(
                Words(f"{self.host} did not answer: {error}", f"{self.host} 没有应答：{error}"), unknown=True
            ) from error
        if code >= 400:
            raise _refused(self.host, code, said)


def _stuffed(message: bytes) -> bytes:
    """Return a message with the dots of RFC 5321 §4.5.2, and its end."""
    lines = b"\r\n".join(message.splitlines())
    return re.sub(rb"(?m)^\.", b"..", lines) + b"\r\n.\r\n"


def _not_sent(host: str, error: Exception) -> EffectFailed:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        # Not permanent: the password may be mended while the mails wait.
        return EffectFailed(
            Words(f"{host} does not take the user and password", f"{host} 不接受用户名和密码")
        )
    return EffectFailed(Words(f"no connection to {host}: {error}", f"连不上 {host}：{error}"))


def _refused(host: str, code: int, said: bytes) -> EffectFailed:
    told = said.decode("utf-8", "replace")[:300]
    return EffectFailed(
        Words(f"{host} refused it ({code} {told})", f"{host} 拒绝了它（{code} {told}）"),
        permanent=code >= 500,
    )
