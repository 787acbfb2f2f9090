"""The typed code of a ticket: seven random characters and one that catches a slip of the finger."""

import secrets

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTH = 8


def new() -> str:
    """A code of eight characters, the last of them the check."""
    body = "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(LENGTH - 1))
    return body + _check(body)


def read(text: str) -> str | None:
    """The code in what somebody typed ('abcd 2345', 'ABCD-2345'; 0 is read as O, 1 as I), or None."""
    typed = text.upper().translate(str.maketrans("01", "OI", " -–.\t"))
    if len(typed) != LENGTH or not set(typed) <= set(ALPHABET) or _check(typed[:-1]) != typed[-1]:
        return None
    return typed


def _check(body: str) -> str:
    """Odd weights, so that any single wrong character changes the sum; neighbours swapped change it nearly always."""
    return ALPHABET[sum(ALPHABET.index(c) * (2 * place + 1) for place, c in enumerate(body)) % 32]
