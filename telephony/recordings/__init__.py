"""Recordings of calls: found on an exchange's disk, read, and kept by their content."""

from telephony.recordings.finder import Finder, RecordingFolder
from telephony.recordings.store import Kept, RecordingStore
from telephony.recordings.wave import Heard, NotAWave, hear

__all__ = [
    "Finder",
    "Heard",
    "Kept",
    "NotAWave",
    "RecordingFolder",
    "RecordingStore",
    "hear",
]
