"""Watching orders by one's own wish 关注."""
