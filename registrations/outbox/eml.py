"""Letters as files, for machines without a mail server."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmlFiles(BaseEmailBackend):
    """Writes `MAIL_DIR/<time>-<n>.eml`. Only the owner may look: the letters hold working links."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each; a file that is there is whole."""
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for message in email_messages:
            _write(folder, message.message().as_bytes())
        return len(email_messages)


def _write(folder: Path, content: bytes) -> None:
    """Under a name of its own first. `link` never overwrites: no two processes take the same number."""
    draft = folder / f".{uuid4().hex}"
    draft.write_bytes(content)
    moment, number = time.strftime("%Y%m%d-%H%M%S"), 1
    while True:
        try:
            os.link(draft, folder / f"{moment}-{number}.eml")
        except FileExistsError:
            number += 1
        else:
            break
    draft.unlink()
