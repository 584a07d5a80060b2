"""Imports of organisation, customers, premises and meters: planned whole, then stored whole or not at all."""
