"""Process tests in words, on a clock that is set."""
