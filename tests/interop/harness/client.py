"""A client that changes nothing of a response."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from time import time


@dataclass(frozen=True)
class Response:
    """A response, and when it came."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    at: float

    def all(self, name: str) -> list[str]:
        """The values of a header."""
        return [value for key, value in self.headers if key.lower() == name]

    def one(self, name: str) -> str | None:
        """The values of a header, joined."""
        return ", ".join(self.all(name)) or None


def send(address: str, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Response:
    """Sends one request on a connection of its own."""
    connection = http.client.HTTPConnection(address, timeout=30)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value.encode("latin-1", "replace"))
        if body is not None or method in ("POST", "PUT", "PATCH", "DELETE"):
            connection.putheader("Content-Length", str(len(body or b"")))
        connection.putheader("Connection", "close")
        connection.endheaders(body)
        response = connection.getresponse()
        return Response(response.status, response.getheaders(), response.read(), time())
    finally:
        connection.close()
