"""Decisions on claim, return, withdraw and the other operations on a task."""
