"""What the four applications share: the users of the conformance server, the settings, and a free port."""

from __future__ import annotations

import json
import socket
import sys
from typing import Any


class User:
    """A user, as each of the libraries wants one."""

    def __init__(self, user_id: int, username: str, password: str, is_active: bool, scopes: list[str]) -> None:
        self.id = user_id
        self.user_id = user_id
        self.username = username
        self.password = password
        self.is_active = is_active
        self.scopes = scopes

    def to_dict(self) -> dict[str, Any]:
        """The user without what is secret."""
        return {"user_id": self.user_id, "username": self.username}


USERS = [
    User(1, "user1", "abcxyz", True, ["user"]),
    User(2, "user2", "abcxyz", True, ["user", "admin"]),
    User(3, "user3", "abcxyz", True, ["user:read"]),
    User(4, "user4", "abcxyz", True, ["client1"]),
    User(5, "test", "test", True, []),
    User(6, "gone", "abcxyz", False, []),
]


def by_credentials(username: object, password: object) -> User | None:
    """The active user with this name and password."""
    found = (user for user in USERS if (user.username, user.password) == (username, password))
    return next((user for user in found if user.is_active), None)


def by_id(user_id: object) -> User | None:
    """The active user with this identifier, which may be a text."""
    return next((user for user in USERS if str(user.user_id) == str(user_id) and user.is_active), None)


def scope_claim(user: User | None) -> dict[str, str]:
    """The claim with the scopes of a user, which the conformance server mints in access tokens."""
    return {"scope": " ".join(user.scopes)} if user and user.scopes else {}


def settings() -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings of the library, and those of the application, which stand under `app`."""
    given = json.loads(sys.argv[1])
    return given, given.pop("app", {})


def listen() -> socket.socket:
    """A socket on a free port, which is said as the conformance server says it."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    return listener


def announce(listener: socket.socket) -> None:
    """Says where the application listens."""
    host, port = listener.getsockname()[:2]
    print(f"listening on {host}:{port}", flush=True)
