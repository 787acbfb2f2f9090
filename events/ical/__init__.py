"""Calendars: one VEVENT per session, the same in feeds, files and letters. Pure: bytes out of frozen entries.

`entry` is one session, `feed` a subscription, `letter` what goes with a mail, `zones` the clocks, `text` the escape.
"""
