"""A camera that sees what the test shows it: a Motion JPEG file for Chromium's fake video capture."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

SIZE = (1280, 720)
FRAMES_EACH = 20  # Chromium repeats the file; about a second for each picture


def film(path: Path, pictures: Sequence[bytes], side: int = 480) -> Path:
    """Show each picture (PNG bytes, such as a letter's QR code) in turn, `side` pixels high on a wall."""
    frames = b"".join(_frame(picture, side) * FRAMES_EACH for picture in pictures)
    path.with_suffix(".mjpeg").write_bytes(frames)
    return path.with_suffix(".mjpeg")


def _frame(picture: bytes, side: int) -> bytes:
    wall = Image.new("RGB", SIZE, (120, 120, 120))
    code = Image.open(io.BytesIO(picture)).convert("RGB")
    code = code.resize((code.width * side // code.height, side), Image.Resampling.NEAREST)
    wall.paste(code, ((SIZE[0] - code.width) // 2, (SIZE[1] - side) // 2))
    file = io.BytesIO()
    wall.save(file, "JPEG", quality=90)
    return file.getvalue()
