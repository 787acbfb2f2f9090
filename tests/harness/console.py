"""A long-lived Python inside an installation: starting one for each question would cost a second each.

Run as a program in the installation's environment: each line of standard input is a JSON string of code; each line
of the answer is a JSON list of what the code printed and, if it failed, its traceback.
"""

import io
import json
import os
import sys
import traceback
from contextlib import redirect_stdout

import django
from django.db import connections


def answer(code: str) -> tuple[str, str]:
    """What the code prints, and its traceback or nothing."""
    printed, failure = io.StringIO(), ""
    try:
        with redirect_stdout(printed):
            exec(code, {})
    except Exception:
        failure = traceback.format_exc()
    finally:
        connections.close_all()
    return printed.getvalue(), failure


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
