"""Schemas of all bodies and answers: what clients are generated from."""
