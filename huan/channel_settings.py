"""By what notices leave the application: mail server, SMS gateway, and one address for everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.effects import GatewayDescription, MailServer
from engine.effects.email import SECURITIES
from engine.effects.sms import read_description
from engine.errors import InvalidInput
from engine.notices import is_address
from engine.words import Words
from huan import setting_checks as checks
from huan.setting_checks import BadSetting, is_open

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True)
class ChannelSettings:
    """What is set. None: that channel is not there, and pages do not offer it."""

    mail: MailServer | None = None
    sms: GatewayDescription | None = field(default=None, repr=False)
    sms_secret: str | None = field(default=None, repr=False)
    webhook: str | None = field(default=None, repr=False)
    webhook_secret: str | None = field(default=None, repr=False)


def channels_from(env: Mapping[str, str]) -> ChannelSettings:
    """Read HUAN_SMTP_*, HUAN_SMS_* and HUAN_NOTICE_*.

    Raises:
        InvalidInput: a value is not what it must be; the message names the variable.
    """
    sms = env.get("HUAN_SMS_GATEWAY")
    secret = env.get("HUAN_SMS_SECRET") or None
    description = _description("HUAN_SMS_GATEWAY", Path(sms)) if sms else None
    if description is not None and description.signature is not None and secret is None:
        raise BadSetting(
            "HUAN_SMS_SECRET",
            Words("given: HUAN_SMS_GATEWAY signs with it", "给出：HUAN_SMS_GATEWAY 用它签名"),
        )
    return ChannelSettings(
        mail=_mail(env),
        sms=description,
        sms_secret=secret,
        webhook=checks.http_address(env, "HUAN_NOTICE_WEBHOOK"),
        webhook_secret=env.get("HUAN_NOTICE_SECRET") or None,
    )


def require_closed(channels: ChannelSettings) -> None:
    """Refuse what would tell secrets or notices in the open.

    Raises:
        InvalidInput: the message names the variable.
    """
    mail = channels.mail
    if mail is not None and mail.security == "none" and is_open(_as_url(mail.host)):
        raise BadSetting(
            "HUAN_SMTP_SECURITY",
            Words(
                "starttls or tls in production: mails would travel in the open",
                "在生产环境是 starttls 或 tls：否则邮件会明文传送",
            ),
        )
    for name, url in (
        ("HUAN_SMS_GATEWAY", channels.sms.url if channels.sms is not None else None),
        ("HUAN_NOTICE_WEBHOOK", channels.webhook),
    ):
        if is_open(url):
            raise BadSetting(
                name,
                Words(
                    "https://… in production: notices would travel in the open",
                    "在生产环境是 https://…：否则通知会明文传送",
                ),
            )


def _as_url(host: str) -> str:
    return f"http://[{host}]" if ":" in host else f"http://{host}"


def _mail(env: Mapping[str, str]) -> MailServer | None:
    if not env.get("HUAN_SMTP_HOST"):
        return None
    security = checks.word(env, "HUAN_SMTP_SECURITY", "starttls", SECURITIES)
    sender = env.get("HUAN_SMTP_FROM") or ""
    if not is_address(sender):
        raise BadSetting(
            "HUAN_SMTP_FROM", Words("the e-mail address that mails come from", "是发件的电子邮件地址"), sender
        )
    user, password = env.get("HUAN_SMTP_USER") or None, env.get("HUAN_SMTP_PASSWORD") or None
    if (user is None) != (password is None):
        raise BadSetting(
            "HUAN_SMTP_PASSWORD",
            Words("given together with HUAN_SMTP_USER", "与 HUAN_SMTP_USER 一起给出"),
        )
    if user is not None and security == "none":
        raise BadSetting(
            "HUAN_SMTP_SECURITY",
            Words(
                "starttls or tls: the password would travel in the open",
                "是 starttls 或 tls：否则密码会明文传送",
            ),
        )
    ca = env.get("HUAN_SMTP_CA")
    if ca and not Path(ca).is_file():
        raise BadSetting("HUAN_SMTP_CA", Words("a file with certificates", "是证书文件"), ca)
    return MailServer(
        host=checks.host(env, "HUAN_SMTP_HOST", ""),
        port=checks.port(env, "HUAN_SMTP_PORT", _PORTS[security]),
        sender=sender,
        security=security,
        user=user,
        password=password,
        ca=Path(ca) if ca else None,
    )


def _description(name: str, path: Path) -> GatewayDescription:
    try:
        return read_description(path.read_bytes(), str(path))
    except OSError as error:
        raise BadSetting(
            name,
            Words(f"a file that can be read ({error.strerror})", f"是可读的文件（{error.strerror}）"),
            str(path),
        ) from error
    except InvalidInput as error:
        raise InvalidInput(error.message.at(name)) from error
