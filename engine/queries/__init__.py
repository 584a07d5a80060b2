"""What pages and lists read."""
