"""A small OpenID Connect provider on loopback: discovery, authorisation code with PKCE, token, user info."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "kiertue", "a secret between the two"


@dataclass
class Provider:
    """Whoever comes is `person`, in the provider's claims. `asked`: what the last sign-in was asked for."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    discovered: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def configuration(self) -> dict[str, Any]:
        doors = ("authorization", "token", "userinfo")
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{f"{door}_endpoint": f"{self.url}/{door}" for door in doors},
        }

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser goes back to."""
        self.asked, code = asked, secrets.token_hex(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """For a code of its own, the secret, and the verifier that the challenge was made from."""
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if not asked or sent.get("client_secret") != SECRET:
            return None
        if proof.decode().rstrip("=") != asked.get("code_challenge"):
            return None
        claims = {"iss": self.url, "aud": CLIENT, "iat": 0, "exp": 2**33, **self.person}
        return {
            "access_token": "opens-userinfo",
            "token_type": "Bearer",
            "id_token": jwt.encode(claims, SECRET * 2, algorithm="HS256"),
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                provider.discovered += 1
                return self._answer(200, provider.configuration())
            if parts.path == "/authorization":
                self.send_response(302)
                self.send_header("Location", provider.authorise(_plain(parts.query)))
                return self.end_headers()
            known = parts.path == "/userinfo" and self.headers["Authorization"] == "Bearer opens-userinfo"
            return self._answer(200 if known else 404, provider.person if known else {})

        def do_POST(self) -> None:
            sent = _plain(self.rfile.read(int(self.headers["Content-Length"])).decode())
            given = provider.tokens(sent)
            self._answer(200 if given else 400, given or {"error": "invalid_grant"})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_line: Any) -> None:
            """Silence."""

    return Handler


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def provider() -> Iterator[Provider]:
    served = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
