"""Dialogues with callers: what runs in memory while one is on the line, and the rows that it leaves."""
