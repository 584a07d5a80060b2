"""The values of FEEL in Python, and the operations of clause 10.3.2 on them.

    number                       int or Decimal (float is accepted and taken by its shortest decimal form)
    string, boolean, null        str, bool, None
    list, context                list, dict (any Mapping is accepted)
    date                         datetime.date
    time                         datetime.time: naive, with a fixed offset, or with a ZoneInfo
    date and time                datetime.datetime: naive (local), with a fixed offset, or with a ZoneInfo
    days and time duration       datetime.timedelta
    years and months duration    YearsMonths
    range                        Range
    what the host returns        HostValue

Years run from 1 to 9999 and seconds have six decimals, which XML Schema part 2, clause 5.4, leaves to an
implementation: another year makes null, further decimals are cut off.
"""
