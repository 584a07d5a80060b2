"""Write a scenario of what really happened: an order's history, played by the cast, nothing private in it."""

from engine.scenarios.recording.record import Recorded, record, record_story
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.story_of import Story, story_of
from engine.scenarios.recording.to_file import record_to_file

__all__ = [
    "Recorded",
    "RecordingRefused",
    "Story",
    "record",
    "record_story",
    "record_to_file",
    "story_of",
]
