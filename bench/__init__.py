"""Measurements, one module a figure; run by `huan bench`."""
