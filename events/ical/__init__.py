"""Calendars: one VEVENT per session, the same in feeds, files and letters. Frozen entries in, bytes out.

`entry` is one session, `feed` a subscription, `letter` what goes with a mail, `zones` the clocks.
"""
