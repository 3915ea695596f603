"""CSRF double submit: methods, headers, form fields, and tokens without the claim."""

from __future__ import annotations

from typing import Any

from harness.case import Request, get, post
from harness.side import access, cookie, form, refresh
from harness.tokens import In, token, without

from .common import ACCESS, REFRESH, RIGHT, ROUTE, in_cookies

TOKEN = "access_token_cookie"
RENEWAL = "refresh_token_cookie"
VALUE = cookie("csrf_access_token")
REFRESH_VALUE = cookie("csrf_refresh_token")
SIGNED = str(ACCESS["csrf"])
ACCESS_TOKEN = access()
REFRESH_TOKEN = refresh()


def echo(
    rows: str,
    name: str,
    value: Any = None,
    cookie_value: Any = ACCESS_TOKEN,
    header: str = "X-CSRF-TOKEN",
    **parts: Any,
) -> Request:
    """A `POST` with the cookie, and with a CSRF value."""
    headers = parts.pop("headers", {}) | ({} if value is None else {header: value})
    cookies = parts.pop("cookies", {TOKEN: cookie_value})
    body = {} if "body" in parts else {"json": {"a": 1}}
    return post(rows, name, "/echo", cookies=cookies, headers=headers, **body, **parts)


def renew(
    rows: str, name: str, value: Any = None, cookie_value: Any = REFRESH_TOKEN, header: str = "X-CSRF-TOKEN"
) -> Request:
    """A refresh with the cookie, and with a CSRF value."""
    return post(
        rows, name, "/refresh", cookies={RENEWAL: cookie_value}, headers={} if value is None else {header: value}
    )


SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
FORM = "application/x-www-form-urlencoded"
DOUBLE_SUBMIT = [
    echo("F25 F27", "the value", VALUE),
    echo("F25 F27", "the value, by a page of the service", VALUE, headers=SAME_ORIGIN),
    echo("F25", "the value, by a page of another site", VALUE, headers=FOREIGN, deviates="foreign-page"),
    echo("F27", "no value"),
    echo("F27", "an empty value", ""),
    echo("F27", "a wrong value", "x"),
    echo("F27", "the value of the refresh token", REFRESH_VALUE),
    echo("F37", "the value in its cookie alone", cookies={TOKEN: access(), "csrf_access_token": VALUE}),
    echo("F28", "the value in a form, which is not read", body=form(csrf_token=VALUE), content_type=FORM),
    echo("F27 F25", "a token that the script signed", SIGNED, token(ACCESS)),
    echo("F27", "a token without the claim", SIGNED, token(without(ACCESS, "csrf"))),
    echo("F10", "an expired token, and a wrong value", "x", token(ACCESS | {"exp": In(-10)})),
    echo("F10", "a refresh token, and a wrong value", "x", token(REFRESH)),
    echo("F10", "no JWT, and no value", None, "abc"),
    echo("F10", "no JWT, and a value", "x", "abc"),
    echo("F24", "no cookie, and a value", "x", cookies={}),
    get("F26", "a GET needs no value", ROUTE, cookies={TOKEN: access()}),
    get("F26", "a GET with a wrong value", ROUTE, cookies={TOKEN: access()}, headers={"X-CSRF-TOKEN": "x"}),
    renew("F27", "refresh with the value", REFRESH_VALUE),
    renew("F27", "refresh with the value of the access token", VALUE),
    renew("F27", "refresh without a value"),
]
FORMS = [
    echo("F28 F29", "the value in the form", body=form(csrf_token=VALUE), content_type=FORM),
    echo("F28", "a wrong value in the form", body=form(csrf_token="x"), content_type=FORM),
    echo("F28", "no value in the form", body=form(a="1"), content_type=FORM),
    echo(
        "F28",
        "the value in the header, and a wrong one in the form",
        VALUE,
        body=form(csrf_token="x"),
        content_type=FORM,
    ),
]
HEADERS = [
    echo("F27", "the header of the setting", VALUE, header="X-Access"),
    echo("F27", "the usual header", VALUE),
    renew("F27", "refresh with the header of the setting", REFRESH_VALUE, header="X-Refresh"),
    renew("F27", "refresh with the header of access tokens", REFRESH_VALUE, header="X-Access"),
]
LOGIN = post("F30 F25", "login", "/login", json=RIGHT)
OFF = [LOGIN, echo("F25", "no value"), renew("F25", "refresh without a value")]
METHODS = [echo("F26", "a POST, which needs none")]

SETUPS = [
    in_cookies("csrf", DOUBLE_SUBMIT),
    in_cookies("csrf in forms", FORMS, {"JWT_CSRF_CHECK_FORM": True}, {"csrf_field": "csrf_token"}),
    in_cookies(
        "csrf in forms with another field",
        [
            echo("F29", "the field of the setting", body=form(t="x"), content_type=FORM),
            echo("F29", "the usual field", body=form(csrf_token=VALUE), content_type=FORM),
        ],
        {"JWT_CSRF_CHECK_FORM": True, "JWT_ACCESS_CSRF_FIELD_NAME": "t"},
        {"csrf_field": "t"},
    ),
    in_cookies(
        "csrf headers",
        HEADERS,
        {"JWT_ACCESS_CSRF_HEADER_NAME": "X-Access", "JWT_REFRESH_CSRF_HEADER_NAME": "X-Refresh"},
        {"csrf_header": "X-Access", "csrf_refresh_header": "X-Refresh"},
    ),
    # Ours does not start without both CSRF protection and `SameSite`.
    in_cookies(
        "csrf off",
        OFF,
        {"JWT_COOKIE_CSRF_PROTECT": False, "JWT_COOKIE_SAMESITE": "Lax"},
        {"csrf": "off", "cookie_same_site": "Lax"},
    ),
    in_cookies("csrf methods", METHODS, {"JWT_CSRF_METHODS": ["PUT"]}, {"csrf_methods": ["PUT"]}),
]
