"""Do what a step says: each action becomes the command that a person, caller or operator would cause."""

from engine.scenarios.acting.act import Scene, act

__all__ = ["Scene", "act"]
