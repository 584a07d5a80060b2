"""Places in queues that are kept for callers who want to be called back."""
