"""What the environment says. A wrong value refuses to start; keys are made once where nobody has set any."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
KEYS_FILE = VAR_DIR / "keys.env"

env = environ.Env()
YES, NO = ("yes", "true", "on", "1", "y"), ("no", "false", "off", "0", "n", "")


def keys() -> tuple[str, str]:
    """SECRET_KEY and TOKEN_KEY. In development (no ALLOWED_HOSTS) missing ones are made once, mode 600."""
    if KEYS_FILE.exists():
        env.read_env(str(KEYS_FILE))
    if "SECRET_KEY" not in os.environ or "TOKEN_KEY" not in os.environ:
        if env.list("ALLOWED_HOSTS", default=[]):
            raise ImproperlyConfigured(
                "Set SECRET_KEY and TOKEN_KEY: ALLOWED_HOSTS is set, so this is no test run."
            )
        _write_keys()
        env.read_env(str(KEYS_FILE))
    secret, token = env.str("SECRET_KEY"), env.str("TOKEN_KEY")
    if min(len(secret), len(token)) < 32 or secret == token:
        raise ImproperlyConfigured(
            "SECRET_KEY and TOKEN_KEY must differ and have at least 32 characters each."
        )
    return secret, token


def _write_keys() -> None:
    VAR_DIR.mkdir(exist_ok=True)
    text = f"SECRET_KEY={secrets.token_urlsafe(48)}\nTOKEN_KEY={secrets.token_urlsafe(48)}\n"
    with tempfile.NamedTemporaryFile("w", dir=VAR_DIR) as file:  # for nobody else to read
        file.write(text)
        file.flush()
        with suppress(FileExistsError):  # another process was quicker
            KEYS_FILE.hardlink_to(file.name)


def site_url() -> str:
    """Scheme and host of every link we print; never the request's own Host."""
    url = env.str("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
        raise ImproperlyConfigured(f"SITE_URL must look like https://tours.example.org, not {url!r}.")
    return url


def database(in_web: bool) -> dict[str, object]:
    """Django's DATABASES entry. The connection pool is for the web only: it breaks the worker's forks."""
    url = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kiertue.sqlite3'}")
    entry: dict[str, object] = dict(env.db_url_config(url))
    engine = str(entry["ENGINE"])
    if engine.endswith("sqlite3"):
        return entry | {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": 60}
    if not engine.endswith("postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL must name SQLite or PostgreSQL, not {engine}.")
    entry |= {"ENGINE": "config.postgresql"}
    options = {"options": "-c lock_timeout=5s -c statement_timeout=30s"} | PREPARED
    if in_web:
        return entry | {"OPTIONS": options | {"pool": POOL}}
    return entry | {"OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def yes_or_no(name: str) -> bool:
    """Off by default; a word that is neither yes nor no is a mistake, and no quiet no."""
    word = env.str(name, default="no").strip().lower()
    if word not in YES + NO:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {word!r}.")
    return word in YES


def log_format() -> str:
    """`json` in production (ALLOWED_HOSTS is set), `line` in development, unless LOG_FORMAT says which."""
    wanted = env.str("LOG_FORMAT", default="json" if env.list("ALLOWED_HOSTS", default=[]) else "line")
    if wanted not in ("json", "line"):
        raise ImproperlyConfigured(f"LOG_FORMAT must be json or line, not {wanted!r}.")
    return str(wanted)


def metrics_token() -> str:
    """What Prometheus shows at /metrics; empty: there is no such page."""
    token = env.str("METRICS_TOKEN", default="")
    if token and (len(token) < 20 or not token.isascii()):
        raise ImproperlyConfigured("METRICS_TOKEN needs at least 20 characters, all of them ASCII.")
    return str(token)


def openid_connect(secure: bool) -> list[dict[str, object]]:
    """allauth's entry for the organisation's own sign-in (OpenID Connect); none where OIDC_URL is not set."""
    given = {
        "OIDC_URL": env.str("OIDC_URL", default=""),
        "OIDC_CLIENT_ID": env.str("OIDC_CLIENT_ID", default=""),
        "OIDC_CLIENT_SECRET": env.str("OIDC_CLIENT_SECRET", default=""),
    }
    if not any(given.values()):
        return []
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)} too: OpenID Connect needs all of {', '.join(given)}."
        )
    url = given["OIDC_URL"].rstrip("/")
    if urlsplit(url).scheme not in (("https",) if secure else ("https", "http")) or not urlsplit(url).netloc:
        raise ImproperlyConfigured(f"OIDC_URL must look like https://login.example.org/realm, not {url!r}.")
    trusted = yes_or_no("OIDC_TRUST_EMAIL")
    app: dict[str, object] = {"provider_id": "oidc", "name": env.str("OIDC_NAME", default="OpenID Connect")}
    keys = {"client_id": given["OIDC_CLIENT_ID"], "secret": given["OIDC_CLIENT_SECRET"]}
    return [
        app | keys | {"settings": {"server_url": url, "trust_email": trusted, "oauth_pkce_enabled": True}}
    ]


# What is asked again and again is planned once a connection: parameters travel apart from the statement.
PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 3}
# While the database is away each next attempt would wait twice as long as the last, up to minutes after it is back.
POOL = {"min_size": 1, "max_size": 10, "timeout": 5, "reconnect_timeout": 1}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    # What a statement would have to undo is kept in memory: it had been a file made and removed in each registration.
    # The log holds 16 MB before it is folded into the database, where many of its pages have been written again meanwhile.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000",
}
