"""gunicorn's settings, for `manage.py serve` and for `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

bind = f"{os.environ.get('LISTEN', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
raw_env = ["KIERTUE_PROCESS=web"]
worker_class = "gthread"
workers = 2
threads = 8
timeout = 60
graceful_timeout = 5
keepalive = 5
control_socket_disable = True
loglevel = "warning"
accesslog = "-"
logger_class = "config.logs.AccessLog"
