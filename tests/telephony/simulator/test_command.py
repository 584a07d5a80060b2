"""`huan telephony simulate`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from huan.commands.telephony import telephony


def test_it_listens_until_it_is_terminated(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "huan", "telephony", "simulate", "--port", "0", "--cdr", str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "HUAN_FREESWITCH_PASSWORD": "geheim", "LC_ALL": "C.UTF-8"},
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    port = int(said.split(":")[1].split(",")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"auth geheim\n\nevent plain SHUTDOWN\n\n")
        heard = b""
        while b"enabled plain" not in heard:
            heard += line.recv(65536)
        process.send_signal(signal.SIGTERM)
        while data := line.recv(65536):
            heard += data
    assert b"Event-Name: SHUTDOWN" in heard
    assert heard.endswith(b"The system is being shut down.\n")
    assert process.wait(10) == 0
    process.stdout.close()


def test_a_scenario_that_is_none_is_refused_with_its_place(tmp_path: Path) -> None:
    scenario = tmp_path / "s.yaml"
    scenario.write_text("queues: [{nam: x}]")
    result = CliRunner().invoke(telephony, ["simulate", "--scenario", str(scenario)])
    assert result.exit_code == 2
    assert "s.yaml: queues[1]: 'nam' is not known" in result.output
