"""Recordings of calls: told of, fetched, listened to, held, and deleted by rule."""
