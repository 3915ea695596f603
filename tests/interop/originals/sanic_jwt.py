"""The sample application of sanic-jwt's documentation, with the users and routes of the conformance server."""

from __future__ import annotations

import sys
from typing import Any

# The file has the name of the library.
sys.path[0], folder = "", sys.path[0]
from sanic import Sanic  # noqa: E402
from sanic.request import Request  # noqa: E402
from sanic.response import HTTPResponse, json  # noqa: E402
from sanic.views import HTTPMethodView  # noqa: E402
from sanic_jwt import exceptions, initialize  # noqa: E402
from sanic_jwt.decorators import inject_user, protected, scoped  # noqa: E402

sys.path.insert(0, folder)
from fixture import User, announce, by_credentials, by_id, listen, settings  # noqa: E402

LIBRARY, APPLICATION = settings()
REFRESH_TOKENS: dict[Any, str] = {}
app = Sanic("original")


async def authenticate(request: Request, *_: Any, **__: Any) -> User:
    """The user of the credentials. The documentation names what is wrong; that tells who has an account."""
    body = request.json
    user = by_credentials(body.get("username"), body.get("password"))
    if user is None:
        raise exceptions.AuthenticationFailed()
    return user


async def store_refresh_token(user_id: Any, refresh_token: str, **_: Any) -> None:
    """Keeps the refresh token of a user."""
    REFRESH_TOKENS[user_id] = refresh_token


async def retrieve_refresh_token(user_id: Any, **_: Any) -> str | None:
    """The refresh token of a user."""
    return REFRESH_TOKENS.get(user_id)


async def retrieve_user(_: Request, payload: dict[str, Any] | None, *__: Any, **___: Any) -> dict[str, Any] | None:
    """The user of a token."""
    user = by_id(payload.get(LIBRARY.get("user_id", "user_id"))) if payload else None
    if user is None:
        return None
    identity = {LIBRARY["user_id"]: user.user_id} if "user_id" in LIBRARY else {}
    return user.to_dict() | identity


async def add_scopes_to_payload(user: Any, *_: Any, **__: Any) -> list[str]:
    """The scopes of a user."""
    found = user if isinstance(user, User) else by_id(user["user_id"])
    return found.scopes if found else []


def retrieve_user_secret(user_id: Any, **_: Any) -> str:
    """A secret of the user."""
    return f"the secret of user {user_id}, which is long enough for it"


HANDLERS: dict[str, Any] = {"retrieve_user": retrieve_user}
if LIBRARY.get("auth_mode", True):
    HANDLERS |= {"authenticate": authenticate, "add_scopes_to_payload": add_scopes_to_payload}
if APPLICATION.get("refresh"):
    HANDLERS |= {"store_refresh_token": store_refresh_token, "retrieve_refresh_token": retrieve_refresh_token}
if APPLICATION.get("user_secret"):
    HANDLERS |= {"retrieve_user_secret": retrieve_user_secret, "user_secret_enabled": True}
if "user_id" in LIBRARY:
    User.to_dict_before = User.to_dict  # type: ignore[attr-defined]
    User.to_dict = lambda self: self.to_dict_before() | {LIBRARY["user_id"]: self.user_id}  # type: ignore[method-assign,attr-defined]
initialize(app, **HANDLERS, **LIBRARY)


@app.get("/")
async def hello(_: Request) -> HTTPResponse:
    """Public."""
    return json({"hello": "world"})


REDIRECT = {"redirect_on_fail": True} if APPLICATION.get("redirect") else {}


@app.get("/protected")
@protected(**REDIRECT)
async def protected_route(_: Request) -> HTTPResponse:
    """Any valid token."""
    return json({"protected": True, "scoped": False})


def scoped_route(path: str, scopes: Any, **options: Any) -> None:
    """One of the seven sample routes of the documentation."""

    async def handler(_: Request, **__: Any) -> HTTPResponse:
        return json({"protected": True, "scoped": True})

    name = f"scoped{path.replace('/', '_').replace('<', '').replace('>', '')}"
    app.add_route(scoped(scopes, **options)(handler), f"/protected/scoped{path}", name=name)


def of_users(*_: Any, **__: Any) -> str:
    """A computed scope."""
    return "user"


async def of_client(_: Request, *__: Any, client_id: str, **___: Any) -> str:
    """A scope computed from the path."""
    return f"client{client_id}"


scoped_route("/1", "user")
scoped_route("/2", "user:read")
scoped_route("/3", ["user", "admin"])
scoped_route("/4", ["user", "admin"], require_all=False)
scoped_route("/5", "user", require_all_actions=False)
scoped_route("/6/<client_id>", of_users)
scoped_route("/7/<client_id>", of_client)


@app.get("/scoped")
async def scoped_by_query(request: Request) -> HTTPResponse:
    """The requirement of the query."""

    async def handler(_: Request) -> HTTPResponse:
        return json({"scoped": True})

    def is_on(name: str) -> bool:
        return request.args.get(name, "true") != "false"

    required = request.args.getlist("required") or []
    options = {name: is_on(name) for name in ("require_all", "require_all_actions")}
    return await scoped(required, **options)(handler)(request)


@app.get("/protected/user")
@inject_user()
@protected()
async def user_route(_: Request, user: dict[str, Any] | None) -> HTTPResponse:
    """The user of the token."""
    return json(user and {name: user[name] for name in ("user_id", "username")})


@app.get("/overridden")
@protected(cookie_set=False, query_string_set=False, leeway=0)
async def overridden(_: Request) -> HTTPResponse:
    """Tokens of the header alone, to the second."""
    return json({"overridden": True})


@app.post("/echo")
@protected()
async def echo(request: Request) -> HTTPResponse:
    """What was sent."""
    return json(request.json)


class View(HTTPMethodView):
    """Class-based: each method has a decorator."""

    @protected()
    async def get(self, _: Request) -> HTTPResponse:
        """Any valid token."""
        return json({"view": "list"})

    @scoped("admin")
    async def post(self, request: Request) -> HTTPResponse:
        """Administrators."""
        payload = await request.app.ctx.auth.extract_payload(request)
        return json({"view": "create", "by": str(payload[LIBRARY.get("user_id", "user_id")])})


app.add_route(View.as_view(), "/view")

if __name__ == "__main__":
    listener = listen()
    listener.setblocking(False)

    @app.after_server_start
    async def started(_: Sanic) -> None:
        """Now it accepts connections."""
        announce(listener)

    app.run(sock=listener, single_process=True, motd=False, access_log=False)
