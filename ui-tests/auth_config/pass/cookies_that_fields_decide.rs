//! What a field decides is judged when the program starts.

use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(cookie_domain = "example.com", cookie_access_name = "__Secure-token", cookie_split_signature_name = "s")]
struct Named {
    secret: Secret,
    csrf_cookie: String,
    cookie_split: bool,
}

#[derive(AuthConfig)]
#[auth(cookie_path = "/app", token_delivery = "both", cache_capacity = 16)]
struct Placed {
    secret: Secret,
    cookie_path: Option<String>,
    token_from: Option<String>,
    cache: bool,
}

/// Browsers tell cookies of these names apart, and keep them without a prefix.
#[derive(AuthConfig)]
#[auth(
    token_from(header, cookie),
    token_delivery = "both",
    cookie_access_name = "token",
    csrf_cookie = "csrf",
    cookie_path = "/app",
    cookie_secure = "off",
    cookie_same_site = "Strict",
    endpoints = "on",
    path_me = "/user",
)]
struct Plain {
    secret: Secret,
}

fn main() {}
