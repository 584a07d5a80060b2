"""How a step ends that did not go well."""

from __future__ import annotations


class Failed(Exception):
    """A BPMN error, by the code that a boundary event catches."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
