"""What an authenticator app does: six digits from a key and the clock (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time


def code(key: str, seconds: float = 0) -> str:
    """The code that an app shows now, or so many seconds from now."""
    counter = struct.pack(">Q", int(time.time() + seconds) // 30)
    mac = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
