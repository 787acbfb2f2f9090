"""Webcasts hold nothing personal: nobody is written down for opening an address."""

PERSONAL: tuple[str, ...] = ()
