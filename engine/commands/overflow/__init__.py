"""Callers of a queue go to another one: by rule, by hand, each of them, and back."""
