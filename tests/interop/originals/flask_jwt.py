"""The sample application of Flask-JWT's documentation, with the users of the conformance server."""

from __future__ import annotations

import collections
import collections.abc
import sys
from datetime import timedelta
from typing import Any

# Python 3.10 removed two names that PyJWT 1.4 uses.
collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
collections.MutableMapping = collections.abc.MutableMapping  # type: ignore[attr-defined]
# The file has the name of the library.
sys.path[0], folder = "", sys.path[0]
from flask import Flask, Response, jsonify, request  # noqa: E402
from flask_jwt import JWT, current_identity, jwt_required  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

sys.path.insert(0, folder)
from fixture import User, announce, by_credentials, by_id, listen, scope_claim, settings  # noqa: E402

LIBRARY, APPLICATION = settings()
app = Flask("original")
app.config.update(LIBRARY)
app.config.setdefault("SECRET_KEY", LIBRARY.get("JWT_SECRET_KEY", "unused"))
for name in ("JWT_EXPIRATION_DELTA", "JWT_NOT_BEFORE_DELTA", "JWT_LEEWAY"):
    if name in LIBRARY:
        app.config[name] = timedelta(seconds=LIBRARY[name])


def authenticate(username: str, password: str) -> User | None:
    """The user of the credentials."""
    return by_credentials(username, password)


def identity(payload: dict[str, Any]) -> User | None:
    """The user of a token."""
    return by_id(payload["identity"])


jwt = JWT(app, authenticate, identity)
DEFAULT_PAYLOAD = jwt.jwt_payload_callback


@jwt.jwt_payload_handler
def payload(user: User) -> dict[str, Any]:
    """The usual claims, and scopes."""
    return DEFAULT_PAYLOAD(user) | scope_claim(user)


if "headers" in APPLICATION:
    jwt.jwt_headers_handler(lambda _: APPLICATION["headers"])
if "public_key" in APPLICATION:
    # Flask-JWT knows one key; its documentation lets an application decode by itself.
    import jwt as pyjwt

    @jwt.jwt_decode_handler
    def decode(token: str) -> dict[str, Any]:
        """Verifies with the public key."""
        return pyjwt.decode(token, APPLICATION["public_key"], algorithms=[app.config["JWT_ALGORITHM"]], leeway=10)


@app.route("/")
def hello() -> Response:
    """Public."""
    return jsonify({"hello": "world"})


@app.route("/protected")
@jwt_required()
def protected() -> Response:
    """Any valid token of an active user."""
    return jsonify({"protected": True, "scoped": False})


@app.route("/protected/user")
@jwt_required()
def user() -> Response:
    """The user of the token."""
    return jsonify(current_identity.to_dict())


@app.route("/echo", methods=["POST"])
@jwt_required()
def echo() -> Response:
    """What was sent."""
    return jsonify(request.get_json())


if __name__ == "__main__":
    listener = listen()
    server = make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
    announce(listener)
    server.serve_forever()
