"""From the model to executable specs."""

from engine.definitions.compiling.definition import COMPILER, compile_package

__all__ = ["COMPILER", "compile_package"]
