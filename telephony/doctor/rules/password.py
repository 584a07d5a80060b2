"""Is the event socket's password one that not everybody knows? It is quoted nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.rules.access import FILE
from telephony.doctor.seen import Seen, setting
from telephony.freeswitch.plan import KNOWN_PASSWORD

_WHERE = f"{FILE}: password"


def check(seen: Seen) -> Iterator[Finding]:
    found = seen.configured("event_socket")
    configured = None if found is None else setting(found, "password") or KNOWN_PASSWORD
    if KNOWN_PASSWORD in (configured, seen.password):
        yield Finding(
            "password",
            _WHERE,
            Words(
                "it is the one that FreeSWITCH is installed with, which everybody knows",
                "仍是人人皆知的 FreeSWITCH 出厂密码",
            ),
            Words(
                "make a long random one, give it to Huan (password_file of HUAN_TELEPHONY) and write it "
                "here, by "
                "`huan telephony freeswitch render`; then `reload mod_event_socket`",
                "生成一个长随机密码，交给 Huan（HUAN_TELEPHONY 的 password_file），并用 "
                "`huan telephony freeswitch render` 写入此处；然后执行 `reload mod_event_socket`",
            ),
        )
    elif configured is not None and configured != seen.password:
        yield Finding(
            "password",
            _WHERE,
            Words(
                "it is another than the one that was just accepted: after its next start Huan is refused",
                "与刚才登录所用的密码不同：下次启动后 Huan 将被拒绝",
            ),
            Words(
                "write the same one here and into Huan's password_file, then `reload mod_event_socket`",
                "此处与 Huan 的 password_file 写同一个密码，然后执行 `reload mod_event_socket`",
            ),
        )
