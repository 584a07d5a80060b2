"""Demonstration data: an invented province, its people, customers and recorded calls."""

from huan.demonstration.organisation import demonstration_rows

__all__ = ["demonstration_rows"]
