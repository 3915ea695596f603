"""The sample applications of Flask-JWT-Extended's documentation in one, with the users of the conformance server."""

from __future__ import annotations

import sys
from datetime import timedelta
from time import time
from typing import Any

# The file has the name of the library.
sys.path[0], folder = "", sys.path[0]
import flask_jwt_extended as extended  # noqa: E402
from flask import Flask, Response, jsonify, request  # noqa: E402
from flask_jwt_extended import JWTManager, jwt_required  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

sys.path.insert(0, folder)
from fixture import User, announce, by_credentials, by_id, listen, scope_claim, settings  # noqa: E402

LIBRARY, APPLICATION = settings()
app = Flask("original")
app.config.update(LIBRARY)
for name in ("JWT_ACCESS_TOKEN_EXPIRES", "JWT_REFRESH_TOKEN_EXPIRES", "JWT_DECODE_LEEWAY"):
    if name in LIBRARY:
        app.config[name] = timedelta(seconds=LIBRARY[name])
jwt = JWTManager(app)
IN_COOKIES = APPLICATION.get("delivery") == "cookies"
BLOCKLIST: set[str] = set()


@jwt.token_in_blocklist_loader
def is_revoked(_: dict[str, Any], payload: dict[str, Any]) -> bool:
    """Whether the token was logged out."""
    return payload["jti"] in BLOCKLIST


if APPLICATION.get("lookup"):

    @jwt.user_lookup_loader
    def look_up(_: dict[str, Any], payload: dict[str, Any]) -> User | None:
        """The user of the token."""
        return by_id(payload[app.config["JWT_IDENTITY_CLAIM"]])


if "headers" in APPLICATION:
    jwt.additional_headers_loader(lambda _: APPLICATION["headers"])


def mint(user_id: str, fresh: bool) -> str:
    """An access token with the scopes of the user."""
    claims = scope_claim(by_id(user_id))
    return extended.create_access_token(identity=user_id, fresh=fresh, additional_claims=claims)


@app.post("/login")
def login() -> Any:
    """Tokens for credentials, as in the parts of the documentation about refresh tokens and cookies."""
    user = by_credentials(request.json.get("username"), request.json.get("password"))
    if user is None:
        return jsonify({"msg": "Bad username or password"}), 401
    access = mint(str(user.user_id), fresh=True)
    refresh = extended.create_refresh_token(identity=str(user.user_id))
    has_refresh = APPLICATION.get("refresh", True)
    if not IN_COOKIES:
        return jsonify(access_token=access, **({"refresh_token": refresh} if has_refresh else {}))
    response = jsonify({"msg": "login successful"})
    extended.set_access_cookies(response, access)
    if has_refresh:
        extended.set_refresh_cookies(response, refresh)
    return response


@app.post("/refresh")
@jwt_required(refresh=True)
def refresh() -> Response:
    """An access token that is not fresh."""
    access = mint(extended.get_jwt_identity(), fresh=False)
    if not IN_COOKIES:
        return jsonify(access_token=access)
    response = jsonify({"msg": "refresh successful"})
    extended.set_access_cookies(response, access)
    return response


@app.delete("/logout")
@jwt_required(verify_type=False)
def logout() -> Response:
    """Revokes the token that came; with cookies, deletes them."""
    token = extended.get_jwt()
    BLOCKLIST.add(token["jti"])
    if not IN_COOKIES:
        return jsonify(msg=f"{token['type'].capitalize()} token successfully revoked")
    response = jsonify({"msg": "logout successful"})
    extended.unset_jwt_cookies(response)
    return response


if "implicit_refresh" in APPLICATION:

    @app.after_request
    def refresh_expiring(response: Response) -> Response:
        """The documentation's implicit refresh: replaces an access token that expires soon."""
        try:
            expires = extended.get_jwt()["exp"]
        except (RuntimeError, KeyError):
            return response
        if expires < time() + APPLICATION["implicit_refresh"]:
            extended.set_access_cookies(response, mint(extended.get_jwt_identity(), fresh=False))
        return response


@app.get("/")
def hello() -> Response:
    """Public."""
    return jsonify({"hello": "world"})


@app.get("/protected")
@jwt_required()
def protected() -> Response:
    """Any valid access token."""
    return jsonify({"protected": True, "scoped": False})


@app.get("/protected/user")
@jwt_required()
def user_route() -> Response:
    """The user of the token."""
    user = extended.current_user if APPLICATION.get("lookup") else by_id(extended.get_jwt_identity())
    return jsonify(user.to_dict())


@app.get("/protected/optional")
@jwt_required(optional=True)
def optional() -> Response:
    """With a token, or without one."""
    return jsonify(subject=extended.get_jwt_identity())


@app.get("/protected/fresh")
@jwt_required(fresh=True)
def fresh() -> Response:
    """A fresh token."""
    return jsonify({"protected": True, "scoped": False})


@app.post("/protected/refresh-only")
@jwt_required(refresh=True)
def refresh_only() -> Response:
    """A refresh token, which is not exchanged."""
    return jsonify(refresh_only=True, subject=extended.get_jwt_identity())


@app.get("/overridden")
@jwt_required(locations="headers")
def overridden() -> Response:
    """Tokens of the header alone."""
    return jsonify(overridden=True)


@app.post("/echo")
@jwt_required()
def echo() -> Response:
    """What was sent."""
    return jsonify(request.get_json())


if __name__ == "__main__":
    listener = listen()
    server = make_server("127.0.0.1", 0, app, threaded=True, fd=listener.fileno())
    announce(listener)
    server.serve_forever()
