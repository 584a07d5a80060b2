"""Huan (环): closed-loop work orders for a utility's customer service centre."""

__version__ = "0.1.0"
