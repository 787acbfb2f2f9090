"""What is personal on this floor, and who sees to it.

A presence with a participation is forgotten with the person behind it (registrations/erasure.py); the key of a
browser goes the night after the event (webcast/presence.py). A question loses the name of whoever is erased the next
night, and is shown without it at once; its text goes with the names of its event (webcast/questions.py). Texts about
a webcast are the organiser's own.
"""

PERSONAL: tuple[str, ...] = ("webcast.Presence.key", "webcast.AudienceQuestion.text")
