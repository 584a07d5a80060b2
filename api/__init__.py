"""The HTTP face: Flask under /api/v1, and the built web application."""

from api.app import create_app
from api.system import Demonstration, Recording, System

__all__ = ["Demonstration", "Recording", "System", "create_app"]
