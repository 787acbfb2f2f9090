"""The WSGI door that gunicorn opens."""

import os

from django.core.wsgi import get_wsgi_application

from config.ahead import read_pages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
read_pages()
