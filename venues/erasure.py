"""Places hold nothing personal."""

PERSONAL: tuple[str, ...] = ()
