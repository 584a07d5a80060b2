"""Working calendars: a year at a time, from a file or a form."""

from engine.commands.calendars.import_year import ImportCalendar
from engine.commands.calendars.put_year import PutCalendarYear

__all__ = ["ImportCalendar", "PutCalendarYear"]
