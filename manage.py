#!/usr/bin/env python
"""Kiertue's command line."""

import os
import sys

from config.supervisor.web import start_ahead
from events.later import Later

management = Later("django.core.management")  # after the web, which reads it too, has been started

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["serve"] and not {"-h", "--help"} & set(sys.argv):
        start_ahead(sys.argv[2:])
    management.execute_from_command_line(sys.argv)
