//! How a response delivers tokens: in its body, in cookies, or in both (`token_delivery`).

use axum::http::request::Parts;

use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery};
use crate::error::{AuthError, Reason};
use crate::token_location::text_in_query;

/// The query parameter with which a login requests cookies.
const PARAMETER: &str = "token_delivery";

/// Its only value. A request must not be able to choose the body, where scripts can read the tokens.
const COOKIE: &str = "cookie";

/// How one response delivers tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carriers {
    pub(crate) body: bool,
    pub(crate) cookies: bool,
}

impl Carriers {
    const BODY: Self = Self {
        body: true,
        cookies: false,
    };
    const COOKIES: Self = Self {
        body: false,
        cookies: true,
    };
    const BOTH: Self = Self {
        body: true,
        cookies: true,
    };

    fn of_login(delivery: Delivery, is_form: bool) -> Self {
        match delivery {
            Delivery::Body => Self::BODY,
            Delivery::Cookie => Self::COOKIES,
            Delivery::Both => Self::BOTH,
            // A page cannot use JSON, and a program usually keeps no cookies.
            Delivery::ByRequest if is_form => Self::COOKIES,
            Delivery::ByRequest => Self::BODY,
        }
    }

    /// The delivery of new tokens to a client that presents one.
    fn of_exchange(delivery: Delivery, came_in_cookie: bool) -> Self {
        match delivery {
            Delivery::Body => Self::BODY,
            // A script must not be able to turn a cookie that it cannot read into a token that it can.
            _ if came_in_cookie => Self::COOKIES,
            Delivery::Cookie => Self::COOKIES,
            Delivery::Both => Self::BOTH,
            Delivery::ByRequest => Self::BODY,
        }
    }
}

/// The delivery of the tokens of a login.
pub(crate) fn carriers_of_login<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    is_form: bool,
) -> Result<Carriers, AuthError> {
    let delivery = auth.http_settings().delivery;
    let requested = text_in_query(parts.uri.query(), PARAMETER, "");
    match requested.map_err(|_| unknown())?.as_deref() {
        None => Ok(Carriers::of_login(delivery, is_form)),
        Some(COOKIE) if delivery != Delivery::Body => Ok(Carriers::COOKIES),
        Some(_) => Err(unknown()),
    }
}

/// The delivery of new tokens to a client that presents one.
pub(crate) fn carriers_of_exchange<C: AuthConfig>(
    auth: &Auth<C>,
    came_in_cookie: bool,
) -> Carriers {
    Carriers::of_exchange(auth.http_settings().delivery, came_in_cookie)
}

fn unknown() -> AuthError {
    Reason::MalformedCredentials(
        format!(
            "the query parameter `{PARAMETER}` of a login is `{COOKIE}`, if tokens are delivered in cookies, or is left out"
        )
        .into(),
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_from_a_cookie_never_comes_back_in_a_body() {
        for delivery in [Delivery::Cookie, Delivery::Both, Delivery::ByRequest] {
            assert_eq!(Carriers::of_exchange(delivery, true), Carriers::COOKIES);
        }
    }

    #[test]
    fn where_there_are_no_cookies_none_is_set() {
        for is_form in [false, true] {
            assert_eq!(Carriers::of_login(Delivery::Body, is_form), Carriers::BODY);
            assert_eq!(
                Carriers::of_exchange(Delivery::Body, is_form),
                Carriers::BODY
            );
        }
    }
}
