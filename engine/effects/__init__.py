"""What leaves the database, one handler a folder."""
