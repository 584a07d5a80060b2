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
    function                     FunctionValue
    what the host returns        HostValue

Years beyond 1..9999 and billionths of a second, for which Python has no room, are WideDate, WideTime and
WideDateTime; `narrowed` cuts the billionths off for whoever needs Python's types.
"""
