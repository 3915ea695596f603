"""The sample application of Esmerald's documentation, with the conformance server's users instead of a database."""

# Esmerald reads the annotations of handlers, which must not be texts.
import sys
from datetime import datetime, timedelta, UTC
from typing import Any, Dict, Optional

# The file has the name of the library.
sys.path[0], folder = "", sys.path[0]
import uvicorn  # noqa: E402
from esmerald import Esmerald, Gateway, Request, get, post  # noqa: E402
from esmerald.config.jwt import JWTConfig  # noqa: E402
from esmerald.contrib.auth.common.middleware import CommonJWTAuthMiddleware  # noqa: E402
from esmerald.exceptions import AuthenticationError, NotAuthorized  # noqa: E402
from esmerald.middleware.authentication import AuthResult  # noqa: E402
from esmerald.security.jwt.token import Token as BaseToken  # noqa: E402
from jose import JWSError, JWTError  # noqa: E402
from lilya.middleware import DefineMiddleware  # noqa: E402
from pydantic import BaseModel  # noqa: E402

sys.path.insert(0, folder)
from fixture import User, announce, by_credentials, by_id, listen, scope_claim, settings  # noqa: E402

LIBRARY, APPLICATION = settings()
for name in ("access_token_lifetime", "refresh_token_lifetime"):
    if name in LIBRARY:
        LIBRARY[name] = timedelta(seconds=LIBRARY[name])
CONFIG = JWTConfig(**LIBRARY)
# The contributed middleware verifies with the key that signs. With RS256, `decode` needs the other one.
VERIFYING_KEY = APPLICATION.get("public_key", CONFIG.signing_key)


class Token(BaseToken):
    """A token with its type, as in the documentation."""

    token_type: Optional[str] = None


class LoginIn(BaseModel):
    """The members of a login; the fixture has names where the documentation has addresses."""

    email: str
    password: str


class RefreshToken(BaseModel):
    """The members of a refresh."""

    refresh_token: str


def decode(token: str) -> Token:
    """A token of this application."""
    try:
        return Token.decode(token=token, key=VERIFYING_KEY, algorithms=[CONFIG.algorithm])  # type: ignore[return-value]
    except (JWSError, JWTError) as error:
        raise AuthenticationError(str(error)) from error


class JWTAuthMiddleware(CommonJWTAuthMiddleware):
    """Takes access tokens alone, as in the documentation."""

    async def retrieve_user(self, user_id: Any) -> Optional[User]:
        """The user of a token."""
        return by_id(user_id)

    async def authenticate(self, request: Any) -> AuthResult:
        """The user of a request."""
        header = request.headers.get(self.config.authorization_header, None)
        if not header:
            raise NotAuthorized(detail="Token not found in the request header")
        scheme, _, text = header.partition(" ")
        if scheme not in self.config.auth_header_types:
            raise NotAuthorized(detail=f"'{scheme}' is not an authorized header.")
        token = decode(text)
        if token.token_type == self.config.refresh_token_name:
            raise NotAuthorized(detail="Refresh tokens cannot be used for operations.")
        user = await self.retrieve_user(token.sub)
        if not user:
            raise AuthenticationError("User not found.")
        return AuthResult(user=user)


AUTHENTICATED = [DefineMiddleware(JWTAuthMiddleware, config=CONFIG, user_model=User)]


def mint(subject: str, lifetime: timedelta, token_type: str) -> str:
    """A token of this type. The documentation calls `datetime.now()`, which is wrong outside of UTC."""
    token = Token(sub=subject, exp=datetime.now(UTC) + lifetime)
    extra: Dict[str, str] = {"token_type": token_type}
    if token_type == CONFIG.access_token_name:
        extra |= scope_claim(by_id(subject))
    return token.encode(key=CONFIG.signing_key, algorithm=CONFIG.algorithm, **extra)


@post("/auth/signin", status_code=200)
async def signin(data: LoginIn) -> Dict[str, str]:
    """Tokens for credentials."""
    user = by_credentials(data.email, data.password)
    if user is None:
        raise NotAuthorized(detail="Invalid credentials.")
    subject = str(user.user_id)
    return {
        CONFIG.access_token_name: mint(subject, CONFIG.access_token_lifetime, CONFIG.access_token_name),
        CONFIG.refresh_token_name: mint(subject, CONFIG.refresh_token_lifetime, CONFIG.refresh_token_name),
    }


@post("/auth/refresh-access", status_code=200)
async def refresh_access(data: RefreshToken) -> Dict[str, str]:
    """An access token for a refresh token."""
    token = decode(data.refresh_token)
    if token.token_type != CONFIG.refresh_token_name:
        raise NotAuthorized(detail="Only refresh tokens are allowed.")
    access = mint(str(token.sub), CONFIG.access_token_lifetime, CONFIG.access_token_name)
    return {CONFIG.access_token_name: access}


@get("/")
async def hello() -> Dict[str, str]:
    """Public."""
    return {"hello": "world"}


@get("/protected", middleware=AUTHENTICATED)
async def protected() -> Dict[str, bool]:
    """Any valid access token."""
    return {"protected": True, "scoped": False}


@get("/protected/user", middleware=AUTHENTICATED)
async def user(request: Request) -> Dict[str, Any]:
    """The user of the token."""
    return request.user.to_dict()


HANDLERS = (signin, refresh_access, hello, protected, user)
app = Esmerald(routes=[Gateway(handler=handler) for handler in HANDLERS], enable_openapi=False)


class Server(uvicorn.Server):
    """Says when it accepts connections."""

    async def startup(self, sockets: Any = None) -> None:
        """Begins to listen."""
        await super().startup(sockets)
        announce(sockets[0])


if __name__ == "__main__":
    Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listen()])
