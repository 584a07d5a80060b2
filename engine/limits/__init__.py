"""Time limits, working calendars, order clocks."""
