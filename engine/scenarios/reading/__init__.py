"""Read scenario files: every key, name and time is checked before anything runs."""

from engine.scenarios.reading.file import read_scenarios

__all__ = ["read_scenarios"]
