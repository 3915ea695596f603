"""Tokens that the script signs itself, right and wrong ones, and the keys that both servers have."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import get_default_algorithms

SECRET = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e"
OTHER_SECRET = "another secret, of as many bytes as it needs"
# HS512 needs 64 bytes.
LONG_SECRET = SECRET + "Kq3vW8yB5nM2xZ7cR4tL9pS6dF1gH0jU"


@dataclass(frozen=True)
class In:
    """A time, in seconds from the moment when the token is signed."""

    seconds: int


@dataclass(frozen=True)
class KeyPair:
    """A private and a public key, as PEM."""

    private: str
    public: str


def _pair(private: Any) -> KeyPair:
    secret = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return KeyPair(secret.decode(), public.decode())


RSA = _pair(rsa.generate_private_key(public_exponent=65537, key_size=2048))
EC = _pair(ec.generate_private_key(ec.SECP256R1()))


def encode(part: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def decode(part: str) -> bytes:
    """The bytes of base64url without padding."""
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def sign(header: Any, payload: Any, algorithm: str, key: str) -> str:
    """Signs any header and payload, also such as no library would."""
    parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, payload)]
    text = ".".join(encode(part) for part in parts)
    if algorithm == "none":
        return text + "."
    implementation = get_default_algorithms()[algorithm]
    signature = implementation.sign(text.encode(), implementation.prepare_key(key))
    return f"{text}.{encode(signature)}"


def token(
    claims: dict[str, Any],
    /,
    key: str = SECRET,
    algorithm: str = "HS256",
    header: dict[str, Any] | None = None,
) -> Callable[[Any], str]:
    """A token of these claims, signed when it is sent."""

    def computed(_: Any) -> str:
        now = int(time())
        payload = {name: now + value.seconds if isinstance(value, In) else value for name, value in claims.items()}
        return sign({"alg": algorithm, "typ": "JWT"} | (header or {}), payload, algorithm, key)

    return computed


def resigned(computed: Callable[[Any], str], key: str = SECRET, **claims: Any) -> Callable[[Any], str]:
    """A token of a server with other claims, signed again."""

    def changed(side: Any) -> str:
        try:
            present = json.loads(decode(computed(side).split(".")[1]))
        except (IndexError, ValueError):
            return "no-token"
        return token(present | claims, key)(side)

    return changed


def without(claims: dict[str, Any], *names: str) -> dict[str, Any]:
    """The claims without some."""
    return {name: value for name, value in claims.items() if name not in names}
