"""Who can reach the event socket? Whoever does, and knows the password, can listen to every call."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from xml.etree import ElementTree

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import Seen, setting, settings

FILE = "autoload_configs/event_socket.conf.xml"
ANY = ("0.0.0.0", "::")  # noqa: S104 - what is looked for
#: What FreeSWITCH listens on when nothing is said.
DEFAULT = "127.0.0.1"


def check(seen: Seen) -> Iterator[Finding]:
    found = seen.configured("event_socket")
    if found is None:
        return
    listen = setting(found, "listen-ip") or DEFAULT
    if listen in ANY:
        yield Finding(
            "access",
            f"{FILE}: listen-ip",
            Words(
                f"it listens on every address of the machine ({listen})", f"它监听本机的所有地址（{listen}）"
            ),
            Words(
                "give the one address to which Huan connects, 127.0.0.1 on the same machine; it takes "
                "effect after "
                "`reload mod_event_socket`",
                "改为 Huan 所连接的那一个地址（同机为 127.0.0.1）；执行 `reload mod_event_socket` 后生效",
            ),
        )
    lists = settings(found, "apply-inbound-acl")
    if not lists and not _loopback(listen):
        yield Finding(
            "access",
            f"{FILE}: apply-inbound-acl",
            Words("no access list is named", "未指定访问控制列表"),
            Words(
                "name the addresses of Huan's telephony processes, as 10.0.3.5/32,10.0.3.6/32",
                "写明 Huan 电话进程的地址，如 10.0.3.5/32,10.0.3.6/32",
            ),
        )
    if len(lists) > 1:
        yield Finding(
            "access",
            f"{FILE}: apply-inbound-acl",
            Words(
                f"it stands there {len(lists)} times: an address must be in every one of them",
                f"出现了 {len(lists)} 次：地址必须同时在每个列表中",
            ),
            Words("write one, with commas between the networks", "只写一个，网段之间用逗号"),
        )
    for name in lists:
        if any(_is_open(one, seen.configured("acl")) for one in name.split(",")):
            yield Finding(
                "access",
                f"{FILE}: apply-inbound-acl: {name}",
                Words("it lets everybody in", "它允许所有人访问"),
                Words(
                    "name the addresses of Huan's telephony processes, as 10.0.3.5/32; a list of "
                    "acl.conf.xml "
                    'with default="allow" shuts out only whom it names',
                    '写明 Huan 电话进程的地址，如 10.0.3.5/32；acl.conf.xml 中 default="allow" 的列表只拒绝'
                    "其中列出的地址",
                ),
            )
    networks = [one.strip() for name in lists for one in name.split(",")]
    if (
        seen.ours is not None
        and networks
        and all("/" in one for one in networks)
        and not _within(seen.ours, networks)
    ):
        yield Finding(
            "access",
            f"{FILE}: apply-inbound-acl",
            Words(
                f"it does not name {seen.ours}, which was just let in: after its next start it is refused",
                f"未包含刚刚连接成功的 {seen.ours}：下次启动后将被拒绝",
            ),
            Words(
                f"add {seen.ours} with its length, as 10.0.3.5/32, then `reload mod_event_socket`",
                f"加上 {seen.ours} 及掩码长度（如 10.0.3.5/32），然后执行 `reload mod_event_socket`",
            ),
        )


def _within(address: str, networks: list[str]) -> bool:
    """Say whether an address is in one of the networks; in one that cannot be read nobody is."""
    for network in networks:
        try:
            if ip_address(address) in ip_network(network, strict=False):
                return True
        except ValueError:
            continue
    return False


def _loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_open(name: str, lists: ElementTree.Element | None) -> bool:
    if "/" in name:
        try:
            return ip_network(name.strip(), strict=False).prefixlen == 0
        except ValueError:
            return False
    return lists is not None and any(
        one.get("name") == name and one.get("default") == "allow" for one in lists.iter("list")
    )
