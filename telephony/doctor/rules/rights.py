"""May Huan do here what it must? A user of the event socket may lack commands: it is tried, not assumed."""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import CONFIGURATIONS, QUESTIONS, Seen, configuration

#: mod_event_socket, of a user whose esl-allowed-api has not the command.
_REFUSAL = "-ERR permission denied"


def check(seen: Seen) -> Iterator[Finding]:
    refused = dict(seen.refused)
    for question in QUESTIONS:
        answer = seen.answers.get(question, "").strip()
        if answer.startswith(_REFUSAL):
            refused[question] = answer
    for command, said in refused.items():
        yield Finding(
            "rights",
            command,
            Words(f"the event socket refuses it: {said[:80]!r}", f"事件套接字拒绝：{said[:80]!r}"),
            Words(
                "let Huan log in with the password of event_socket.conf.xml, which may do everything, and "
                "not as a "
                "user whose esl-allowed-api or esl-allowed-events lack this",
                "请让 Huan 用 event_socket.conf.xml 的密码登录（拥有全部权限），不要用 esl-allowed-api 或 "
                "esl-allowed-events 不含此项的用户",
            ),
        )
    xml_commands = [seen.answers.get(configuration(name), "").strip() for name in CONFIGURATIONS]
    if all(answer.startswith("-ERR") and "not found" in answer for answer in xml_commands):
        yield Finding(
            "rights",
            "xml_locate",
            Words(
                "the configuration cannot be asked for: address, password, call records and codecs were "
                "not checked",
                "无法查询配置：未检查监听地址、密码、话单与编解码",
            ),
            Words("load mod_commands", "请加载 mod_commands"),
        )
