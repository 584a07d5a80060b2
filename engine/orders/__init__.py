"""Numbers, life cycle, repeat calls, merging, follow-up rules."""
