"""`huan telephony freeswitch render` and `doctor`, as somebody who installs an exchange uses them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.huan.command_line import huan_here
from tests.stage import Stage
from tests.telephony.doctor.patient import ANSWERS, PASSWORD
from tests.telephony.listener.exchange import Exchange

Huan = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the cast: one queue, repair@default, and the agents 1001 and 1002."""
    path = tmp_path_factory.mktemp("organisation") / "huan.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    Stage(f"sqlite:///{path}", packages=False).system.close()
    return f"sqlite:///{path}"


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    made = Exchange()
    made.answers = dict(ANSWERS)
    yield made
    made.close()


@pytest.fixture
def huan(url: str, exchange: Exchange, tmp_path: Path) -> Huan:
    """Run `huan telephony` where HUAN_TELEPHONY names the exchange `here`."""
    (tmp_path / "password").write_text(PASSWORD + "\n", "utf-8")
    (tmp_path / "password").chmod(0o600)
    (tmp_path / "nodes.yaml").write_text(
        f"nodes: [{{name: here, host: 127.0.0.1, port: {exchange.port}, password_file: {tmp_path}/password}}]\n"
    )

    def run(*words: object, **variables: str) -> CompletedProcess[str]:
        known = {"HUAN_DATABASE_URL": url, "HUAN_TELEPHONY": f"{tmp_path}/nodes.yaml", "LANG": "C"}
        done = huan_here("telephony", *words, folder=tmp_path, **{**known, **variables})
        assert PASSWORD not in done.stdout + done.stderr
        return done

    return run


def test_a_configuration_is_rendered_once_and_not_over_what_was_changed(huan: Huan, tmp_path: Path) -> None:
    done = huan("freeswitch", "render", "conf", "--hotline", "95598=repair@default")

    assert done.returncode == 0, done.stderr
    assert "conf/dialplan/public/00_huan.xml" in done.stdout
    assert 'name="repair@default"' in (tmp_path / "conf/autoload_configs/callcenter.conf.xml").read_text(
        "utf-8"
    )
    assert PASSWORD in (tmp_path / "conf/autoload_configs/event_socket.conf.xml").read_text("utf-8")

    again = huan("freeswitch", "render", "conf", "--hotline", "12345=repair@default")
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    forced = huan("freeswitch", "render", "conf", "--hotline", "12345=repair@default", "--force")
    assert forced.returncode == 0
    assert "huan-hotline-12345" in (tmp_path / "conf/dialplan/public/00_huan.xml").read_text("utf-8")


def test_a_hotline_into_a_queue_that_nobody_has_is_refused(huan: Huan, tmp_path: Path) -> None:
    done = huan("freeswitch", "render", "conf", "--hotline", "95598=none@default")

    assert done.returncode == 2
    assert "no department of the organisation has the queue 'none@default'" in done.stderr
    assert not (tmp_path / "conf").exists()


def test_the_doctor_says_in_the_readers_language_what_to_mend(huan: Huan) -> None:
    english, chinese = huan("doctor"), huan("doctor", "--lang", "zh")

    assert (english.returncode, chinese.returncode) == (1, 1)
    assert (
        "here: queues: autoload_configs/callcenter.conf.xml: empty@default: no department" in english.stdout
    )
    assert "  → write it into a department's queue" in english.stdout
    assert "empty@default: 没有部门使用此队列" in chinese.stdout


def test_for_programs_both_languages_are_there(huan: Huan) -> None:
    (node,) = json.loads(huan("doctor", "--json").stdout)["nodes"]

    assert node["node"] == "here"
    finding = next(one for one in node["findings"] if one["rule"] == "queues")
    assert set(finding) == {"rule", "where", "problem", "problem_zh", "remedy", "remedy_zh"}


def test_an_exchange_that_refuses_is_a_finding(huan: Huan, exchange: Exchange) -> None:
    exchange.password = "another"
    done = huan("doctor", "--node", "here")

    assert done.returncode == 1
    assert "here: connection: 127.0.0.1" in done.stdout


def test_one_that_needs_nothing_is_told_so(huan: Huan, exchange: Exchange, tmp_path: Path) -> None:
    for question, answer in ANSWERS.items():
        exchange.answers[question] = answer.replace("empty@default", "repair@default").replace(
            "/var/lib/freeswitch", str(tmp_path)
        )
    exchange.answers["strepoch"] = ""
    (tmp_path / "cdr").mkdir()

    done = huan("doctor")
    # The disk of whoever runs the tests may be full.
    said = [
        line for line in done.stdout.splitlines() if ": disk: " not in line and not line.startswith("  →")
    ]
    assert said in ([], ["here: there is nothing to mend"])


@pytest.mark.parametrize(
    ("words", "variables"),
    [
        (("doctor", "--node", "there"), {}),
        (("doctor",), {"HUAN_TELEPHONY": ""}),
        (("freeswitch", "render", "conf", "--hotline", "1=repair@default", "--node", "there"), {}),
        (("freeswitch", "render", "conf"), {}),
    ],
)
def test_wrongly_called_is_exit_2(huan: Huan, words: tuple[str, ...], variables: dict[str, str]) -> None:
    assert huan(*words, **variables).returncode == 2
