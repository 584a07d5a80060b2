"""Rosters and hand-overs: who is on duty when, and what one shift leaves to the next."""
