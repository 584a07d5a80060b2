"""Announcements on the line: written, switched on and off, and heard."""
