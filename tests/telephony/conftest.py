"""Infrastructure: the recordings, unpacked once a run, and their streams as bytes."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).parent / "recordings" / "esl-captures.tar.xz"


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with NAME.jsonl, NAME.rx.bin and NAME.tx.bin of every scenario."""
    folder = tmp_path_factory.mktemp("recordings")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder
