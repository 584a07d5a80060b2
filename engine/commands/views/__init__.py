"""Saved views of lists: made, changed and removed by their owner, shared by those who lead."""
