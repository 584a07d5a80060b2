"""Whatever a client says, the exchange goes on: commands, arguments and applications that make no sense."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.simulator.callers import let_ring
from telephony.simulator.exchange import KNOWN_APPLICATIONS, KNOWN_COMMANDS
from telephony.simulator.setting import Caller
from tests.telephony.simulator.line import Line

WORDS = st.sampled_from(
    """UUID UUID OTHER start stop mask off -both -bleg inline XML default all list hup 1001 95598 user/1001@x null/1
    {a=b}null/1 error/X &park() &callcenter(repair@default) &conference(r) agent tier queue add set get del status
    1001@default Available repair@default members channels as json path.wav 0 -1 9999999999999999999 ' " | {[ %0A 环
    ${uuid} tone_stream://%(1,1,1) 1 2 3 # ((( park: conference:r""".split()
)
ARGUMENTS = st.lists(WORDS, max_size=6).map(" ".join)
STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(KNOWN_COMMANDS - {"fsctl"})), ARGUMENTS, st.just("api")),
    st.tuples(st.sampled_from(sorted(KNOWN_COMMANDS)), ARGUMENTS, st.just("bgapi")),
    st.tuples(st.sampled_from(sorted(KNOWN_APPLICATIONS)), ARGUMENTS, st.just("execute")),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(STEPS, st.sampled_from([0.0, 0.3, 5.0])), max_size=12))
def test_no_command_breaks_the_exchange(steps: list[tuple[tuple[str, str, str], float]]) -> None:
    line = Line.of()
    line.session.receive(b"event plain ALL\n\n")
    parked = let_ring(line.exchange, Caller("13900000001", "955984", "李小明")).uuid
    other = let_ring(line.exchange, Caller("13900000002", "95598", "王|a")).uuid
    for (name, argument, kind), seconds in steps:
        argument = argument.replace("UUID", parked).replace("OTHER", other)
        if kind == "execute":
            argument = f"\nexecute-app-arg: {argument}" if argument else ""
            text = f"sendmsg {parked}\ncall-command: execute\nexecute-app-name: {name}{argument}\n\n"
        else:
            text = f"{kind} {name} {argument}\n\n"
        line.session.receive(text.encode())
        line.exchange.wait(seconds)
    line.exchange.wait(7200)
    line.exchange.stop()
    assert line.exchange.channels == {}
