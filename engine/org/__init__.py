"""Tiers, departments, staff, roles, substitution; who may do what."""
