"""Agents of the telephone: what each does, by themselves, the shift leader, the telephone, or time."""
