"""One letter, laid out twice. Whatever stands in one stands in the other."""

from django.template.loader import render_to_string

from registrations.letters.letter import Letter


def plain(letter: Letter) -> str:
    """As plain text."""
    return render_to_string("letters/letter.txt", {"letter": letter}).strip() + "\n"


def html(letter: Letter, *, picture: str = "") -> str:
    """As a page that needs nothing from elsewhere; `picture` is the address of the QR code's image."""
    return render_to_string("letters/letter.html", {"letter": letter, "picture": picture})
