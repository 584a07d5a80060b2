"""Write a scenario of what really happened: an order's history, played by the cast, nothing private in it."""

from engine.scenarios.recording.record import Recorded, record
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.recording.to_file import record_to_file

__all__ = ["Recorded", "RecordingRefused", "record", "record_to_file"]
