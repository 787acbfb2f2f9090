"""What letters say. Each is structured words, laid out twice: as text and as HTML, so that the two agree.

`letter` is the structure, `writing` finds who writes which kind; `participation`, `again`, `invitation` and
`links` write; `facts` and `voice` are what they share; `entries` adds the calendar, `layout` makes the texts.
"""

from registrations.letters.letter import Letter
from registrations.letters.writing import letter_for

__all__ = ["Letter", "letter_for"]
