"""A tour as an organiser has it on paper: dates, cities, venues and one day programme, read and matched.

    reading.read(text or file)  →  Memo: rows with a day, a city, a venue, languages; mistakes by row and column
    programme.read(text)        →  Programme: the parts of the day, with their door and way of taking part
    plan.made(memo, programme)  →  Plan: both, matched with the register of places, with what to look at twice

Nothing here writes; events/actions/planning.py does, all or nothing, and events/release.py goes the way back.
"""
