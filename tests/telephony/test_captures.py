"""Captures on disk: plain or compressed, whole or damaged."""

from __future__ import annotations

import json
import lzma
import shutil
from pathlib import Path

import pytest

from telephony.captures import (
    DEMONSTRATIONS,
    Capture,
    CaptureUnreadable,
    Closed,
    Opened,
    Received,
    Sent,
    demonstration,
)
from telephony.esl import Role

NAME = "02_queue_abandoned.plain"


def copied(recordings: Path, folder: Path, name: str = NAME) -> Path:
    for kind in ("jsonl", "rx.bin", "tx.bin"):
        shutil.copy(recordings / f"{name}.{kind}", folder)
    return folder / f"{name}.jsonl"


def test_steps_come_in_the_recorded_order_with_the_recorded_bytes(recordings: Path) -> None:
    steps = list(Capture(recordings / f"{NAME}.jsonl").steps())
    assert isinstance(steps[0], Opened)
    assert steps[0].role is Role.INBOUND
    assert isinstance(steps[-1], Closed)
    received = b"".join(step.data for step in steps if isinstance(step, Received))
    sent = b"".join(step.data for step in steps if isinstance(step, Sent))
    assert received == (recordings / f"{NAME}.rx.bin").read_bytes()
    assert sent == (recordings / f"{NAME}.tx.bin").read_bytes()
    times = [step.at for step in steps]
    assert times == sorted(times)
    assert times[0].utcoffset() is not None


def test_a_compressed_capture_is_the_same(recordings: Path, tmp_path: Path) -> None:
    index = copied(recordings, tmp_path)
    plain = list(Capture(index).steps())
    for path in tmp_path.iterdir():
        path.with_name(path.name + ".xz").write_bytes(lzma.compress(path.read_bytes()))
        path.unlink()
    packed = Capture(tmp_path / f"{NAME}.jsonl.xz")
    assert packed.name == NAME
    assert list(packed.steps()) == plain


def test_the_demonstrations_are_the_recordings_themselves(recordings: Path) -> None:
    names = sorted(path.name.removesuffix(".jsonl.xz") for path in DEMONSTRATIONS.glob("*.jsonl.xz"))
    assert names == ["01_queue_answered.plain", "02_queue_abandoned.plain"]
    for name in names:
        original = list(Capture(recordings / f"{name}.jsonl").steps())
        assert list(Capture(demonstration(name)).steps()) == original
    with pytest.raises(CaptureUnreadable, match=r"there are: 01_queue_answered\.plain, 02"):
        demonstration("03")


def test_a_missing_file_is_named(recordings: Path, tmp_path: Path) -> None:
    with pytest.raises(CaptureUnreadable, match="No such file"):
        list(Capture(tmp_path / "nothing.jsonl").steps())
    index = copied(recordings, tmp_path)
    (tmp_path / f"{NAME}.rx.bin").unlink()
    with pytest.raises(CaptureUnreadable, match=r"rx\.bin cannot be read"):
        list(Capture(index).steps())


@pytest.mark.parametrize(
    "line",
    [
        "garbage",
        "[]",
        "{}",
        '{"t": "x"}',
        '{"t": 1e300}',
        '{"t": 1, "ev": "open"}',
        '{"t": 1, "ev": "open", "role": "sideways"}',
        '{"t": 1, "dir": "rx"}',
        '{"t": 1, "dir": "up", "off": 0, "len": 1}',
        '{"t": 1, "dir": "rx", "off": 0, "len": -1}',
        '{"t": 1, "dir": "rx", "off": 0, "len": 1e9}',
        '{"t": 1, "dir": "rx", "off": 0, "len": 99999999999999}',
        '{"t": 1, "dir": "rx", "off": 5, "len": 1}',
    ],
)
def test_a_line_that_is_no_index_line_is_named_with_its_number(
    line: str, recordings: Path, tmp_path: Path
) -> None:
    index = copied(recordings, tmp_path)
    opened = {"t": 1, "ev": "open", "role": "inbound"}
    index.write_text(json.dumps(opened) + "\n" + line + "\n")
    steps = Capture(index).steps()
    assert isinstance(next(steps), Opened)
    with pytest.raises(CaptureUnreadable, match="line 2"):
        next(steps)


def test_damaged_compression_is_named(recordings: Path, tmp_path: Path) -> None:
    copied(recordings, tmp_path)
    packed = tmp_path / f"{NAME}.jsonl.xz"
    packed.write_bytes(lzma.compress((tmp_path / f"{NAME}.jsonl").read_bytes())[:-30])
    with pytest.raises(CaptureUnreadable, match="cannot be read"):
        list(Capture(packed).steps())


def test_bytes_that_the_file_lacks_are_told(recordings: Path, tmp_path: Path) -> None:
    index = copied(recordings, tmp_path)
    whole = (tmp_path / f"{NAME}.rx.bin").read_bytes()
    (tmp_path / f"{NAME}.rx.bin").write_bytes(whole[:50_000])
    steps = list(Capture(index).steps())
    assert sum(len(step.data) for step in steps if isinstance(step, Received)) == 50_000
    assert isinstance(steps[-1], Closed)
    assert "bytes that the index names" in (steps[-1].cut_short or "")
