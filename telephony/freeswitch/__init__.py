"""What a site installs on its FreeSWITCH: configuration, written from the queues of the organisation."""

from telephony.freeswitch.plan import FIRST_SECONDS, BrowserTelephone, Hotline, Plan, checked
from telephony.freeswitch.render import rendered
from telephony.freeswitch.writing import write

__all__ = ["FIRST_SECONDS", "BrowserTelephone", "Hotline", "Plan", "checked", "rendered", "write"]
