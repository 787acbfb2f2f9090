#!/usr/bin/env python
"""Kiertue's command line."""

import os
import sys

from django.core.management import execute_from_command_line

from config.supervisor.web import start_ahead

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["serve"] and not {"-h", "--help"} & set(sys.argv):
        start_ahead(sys.argv[2:])
    execute_from_command_line(sys.argv)
