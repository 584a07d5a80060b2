"""From XML to the model: what a BPMN file says, read without judging it."""

from engine.definitions.reading.diagram import read_diagram

__all__ = ["read_diagram"]
