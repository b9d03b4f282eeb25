"""An OpenID Connect provider on this machine, for tests: real keys, real signatures."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "gongjiang"
SECRET = "what the provider knows us by, thirty-two letters"
KEY_ID = "this year's"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What the provider says of whoever signs in there, and how it signs that.

    Attributes:
        claims: in place of those it would say; None takes one out.
        userinfo: what it says over the other way.
    """

    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signing_key: Any = None
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def authorize(self, query: str) -> str:
        """Somebody signs in here; where they are sent back to."""
        self.asked = {name: values[0] for name, values in parse_qs(query).items()}
        back = {"code": "a code", "state": self.asked["state"]}
        return f"{self.asked['redirect_uri']}?{urlencode(back)}"

    def token(self, form: str) -> dict[str, Any]:
        sent = {name: values[0] for name, values in parse_qs(form).items()}
        assert (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        assert sent["code_verifier"]
        return {"access_token": "token", "token_type": "Bearer", "id_token": self.identity()}

    def identity(self) -> str:
        now = int(time.time())
        told = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "4711",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked.get("nonce"),
            "preferred_username": "wang",
            **self.claims,
        }
        said = {name: value for name, value in told.items() if value is not None}
        key = self.signing_key or self.key
        return jwt.encode(said, key, algorithm=self.algorithm, headers={"kid": KEY_ID})

    def person(self) -> dict[str, Any]:
        return {"sub": "4711", "preferred_username": "wang", **self.claims, **self.userinfo}


class Server(ThreadingHTTPServer):
    def server_bind(self) -> None:
        """Without asking a name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]


@contextmanager
def serving() -> Iterator[Provider]:
    """A provider that answers on a free port of the loopback until the end."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            if path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
                return
            self.answer(
                {
                    "/.well-known/openid-configuration": provider.discovery,
                    "/keys": provider.keys,
                    "/userinfo": provider.person,
                }[path]()
            )

        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(provider.token(form))

        def answer(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            """Nothing is printed."""

    server = Server(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
