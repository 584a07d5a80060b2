"""Recordings as files: what is in them, what is none, and where a path may not lead."""

from __future__ import annotations

import io
import math
import os
import struct
import tracemalloc
import wave
from array import array
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calling.recordings import Reason
from engine.files import ContentFolder
from telephony.recordings import NotAWave, RecordingStore, hear
from telephony.recordings.source import NotRead, opened
from telephony.recordings.wave import LOUDEST, PARTS


def wav(samples: array[int], rate: int = 8000, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def tone(seconds: float, loud: float = 0.5) -> array[int]:
    return array("h", [int(32767 * loud * math.sin(n / 3)) for n in range(int(8000 * seconds))])


def heard(content: bytes) -> tuple[int, tuple[int, ...], bool]:
    found = hear(io.BytesIO(content), len(content))
    return found.ms, found.peaks, found.header_lied


def test_length_and_peaks_of_a_call_that_grows_silent() -> None:
    ms, peaks, lied = heard(wav(tone(2) + array("h", bytes(2 * 16_000))))
    assert ms == 4000
    assert not lied
    assert len(peaks) == PARTS
    assert set(peaks[: PARTS // 2]) <= {126, 127, 128}
    assert set(peaks[PARTS // 2 :]) == {0}


def g711(encoding: int, content: bytes) -> bytes:
    head = struct.pack("<HHIIHHH", encoding, 1, 8000, 8000, 1, 8, 0)
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head
    body += b"LIST\x03\x00\x00\x00abc\x00" + b"data" + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("content", "loudest"),
    [
        (wav(array("B", [128, 255, 128, 0]), width=1), LOUDEST),  # type: ignore[arg-type]
        (wav(array("h", [0, -32768, 0, 100]), channels=2), LOUDEST),
        (g711(6, bytes([0xD5, 0xAA])), 252),  # A-law: silence, and the loudest
        (g711(7, bytes([0xFF, 0x80])), 250),  # µ-law
    ],
    ids=["8 bit", "16 bit, stereo", "A-law", "µ-law"],
)
def test_what_telephones_write_is_heard(content: bytes, loudest: int) -> None:
    assert max(heard(content)[1]) == loudest


@pytest.mark.parametrize("told", [0, 0xFFFFFFFF, 5_000_000])
def test_a_header_that_lies_is_not_believed(told: int) -> None:
    content = bytearray(wav(tone(1)))
    content[40:44] = struct.pack("<I", told)
    assert heard(bytes(content[:-1])) == (999, heard(bytes(content[:-1]))[1], True), (
        "half a sample is cut off"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (wav(array("h")), Reason.EMPTY),
        (b"ID3\x04 this is a song", Reason.NOT_WAV),
        (b"RIFF\x24\x00\x00\x00WAVE", Reason.NOT_WAV),
        (b"RIFF\x24\x00\x00\x00WAVEdata\x04\x00\x00\x00abcd", Reason.NOT_WAV),
        (g711(2, b"adpcm"), Reason.ENCODING),
        (wav(array("h", [1, 2]), rate=500), Reason.ENCODING),
    ],
)
def test_what_is_no_recording_says_why(content: bytes, reason: Reason) -> None:
    with pytest.raises(NotAWave) as refused:
        heard(content)
    assert refused.value.reason is reason


@given(st.binary(max_size=300), st.integers(0, 60))
@settings(max_examples=150)
def test_no_bytes_are_more_than_refused(noise: bytes, at: int) -> None:
    whole = wav(tone(0.01))
    for content in (noise, whole[:at] + noise, whole[:at] + noise + whole[at:]):
        try:
            found = hear(io.BytesIO(content), len(content))
        except NotAWave:
            continue
        assert len(found.peaks) <= PARTS
        assert all(0 <= peak <= LOUDEST for peak in found.peaks)


def test_two_hours_are_kept_in_constant_memory(tmp_path: Path) -> None:
    # Of two hours the last second is spoken; before that is a hole in the file.
    path, seconds, rate = tmp_path / "long.wav", 7200, 1000
    spoken = tone(1)[:rate].tobytes()
    with path.open("wb") as file:
        file.write(wav(array("h"), rate))
        file.seek(44 + seconds * rate * 2 - len(spoken))
        file.write(spoken)
        file.seek(40)
        file.write(struct.pack("<I", seconds * rate * 2))
    store = RecordingStore(ContentFolder(tmp_path / "kept"))
    tracemalloc.start()
    kept = store.keep(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept.ms == seconds * 1000
    assert kept.peaks[0] == 0
    assert kept.peaks[-1] > 100
    assert most < 1_500_000 < path.stat().st_size / 9
    assert [one.name for one in (tmp_path / "kept").rglob("*") if one.is_file()] == [kept.digest]


def test_equal_contents_lie_there_once_and_what_is_no_recording_is_nobodys(tmp_path: Path) -> None:
    content = wav(tone(0.1))
    for name in ("a.wav", "b.wav"):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "c.wav").write_bytes(b"no sound")
    store = RecordingStore(ContentFolder(tmp_path / "kept"))
    first, second = (store.keep(tmp_path / name) for name in ("a.wav", "b.wav"))
    assert first == second
    assert first.digest == sha256(content).hexdigest()
    with pytest.raises(NotAWave):
        store.keep(tmp_path / "c.wav")
    assert store.has(first.digest)
    assert not store.has("0" * 64)


TOLD = "/var/lib/freeswitch/recordings"


def read(root: Path, path: str) -> bytes:
    with opened(root, TOLD, path) as source:
        return source.file.read()


def test_a_file_below_the_folder_is_opened_wherever_we_see_that_folder(tmp_path: Path) -> None:
    (tmp_path / "real" / "repair" / "2026").mkdir(parents=True)
    (tmp_path / "real" / "repair" / "2026" / "a.wav").write_bytes(b"x")
    (tmp_path / "mounted").symlink_to(tmp_path / "real")
    assert read(tmp_path / "mounted", f"{TOLD}/repair/2026/a.wav") == b"x"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (f"{TOLD}/../secret", Reason.OUTSIDE),
        (f"{TOLD}/repair/../../secret", Reason.OUTSIDE),
        ("/etc/passwd", Reason.OUTSIDE),
        (f"{TOLD}-other/a.wav", Reason.OUTSIDE),
        ("repair/a.wav", Reason.OUTSIDE),
        (TOLD, Reason.OUTSIDE),
        (f"{TOLD}/out", Reason.OUTSIDE),  # a link to a file
        (f"{TOLD}/away/secret", Reason.OUTSIDE),  # through a link to a folder
        (f"{TOLD}/a.wav/b", Reason.OUTSIDE),
        (f"{TOLD}/{'x' * 300}", Reason.OUTSIDE),
        (f"{TOLD}/a\0b", Reason.OUTSIDE),
        (f"{TOLD}/pipe", Reason.NOT_A_FILE),
        (f"{TOLD}/folder", Reason.NOT_A_FILE),
        (f"{TOLD}/none.wav", Reason.NOT_THERE),
        (f"{TOLD}/gone/none.wav", Reason.NOT_THERE),
    ],
)
def test_a_path_leads_nowhere_else(tmp_path: Path, path: str, reason: Reason) -> None:
    root = tmp_path / "recordings"
    (root / "folder").mkdir(parents=True)
    (root / "a.wav").write_bytes(b"x")
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "away").symlink_to(tmp_path)
    os.mkfifo(root / "pipe")
    with pytest.raises(NotRead) as refused:
        read(root, path)
    assert refused.value.reason is reason


def test_only_the_file_that_was_read_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"

    def deleted_after(meanwhile: Callable[[], object]) -> bool:
        path.write_bytes(b"x")
        with opened(tmp_path, TOLD, f"{TOLD}/a.wav") as source:
            meanwhile()
            source.delete()
        return not path.exists()

    assert deleted_after(lambda: None)
    assert deleted_after(path.unlink), "what is gone already is a success"

    def replace() -> None:
        (tmp_path / "b.wav").write_bytes(b"another")
        (tmp_path / "b.wav").replace(path)

    assert not deleted_after(replace)
