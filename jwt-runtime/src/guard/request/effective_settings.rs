//! `EffectiveSettings`: the settings of one request, resolved once. Settings of the handler take precedence over those of the
//! hook (`request_settings`), and these over the configuration.

use std::borrow::Cow;

use axum::http::HeaderName;
use axum::http::request::Parts;
use jwt_syntax::choice::DangerouslyOff;
use jwt_syntax::http::token_location::TokenLocation;

use crate::auth::Auth;
use crate::browser::cookie::RequestCookies;
use crate::browser::csrf;
use crate::config::{AuthConfig, RequestSettings, RevocationReach};
use crate::guard::{Overrides, PolicySpec};
use crate::token::{StringList, VerificationOverrides};
use crate::token_location::{Lookup, TokenLocations, vary_headers};

/// The effective settings of one request.
pub(crate) struct EffectiveSettings<'a> {
    stated: Stated<'a>,
    /// Whether the token is presented for revocation.
    for_revocation: bool,
    /// The cookie names for this request.
    pub(crate) cookies: RequestCookies<'a>,
    /// The locations that may hold the token.
    pub(crate) lookup: Lookup<'a>,
}

/// The settings of a request that its layer has resolved, if it needed them, for the guard directly inside it.
///
/// They are an argument of the guard, not an extension of the request: a handler may change the head of the request and hand it to
/// another router, whose guard resolves the settings of the changed request.
pub(crate) type ResolvedSettings<'a> = Option<Box<EffectiveSettings<'a>>>;

/// The settings that replace those of the configuration.
#[derive(Clone, Copy)]
struct Stated<'a> {
    handler: Option<&'static Overrides>,
    hook: Option<&'a RequestSettings>,
}

/// The value of a setting from the handler or the hook, in this order.
macro_rules! first {
    ($stated:expr, $setting:ident) => {
        first!($stated, $setting, |value| value, |value| value)
    };
    ($stated:expr, $setting:ident, $handler:expr, $hook:expr) => {
        match $stated.handler.and_then(|handler| handler.$setting) {
            Some(value) => Some($handler(value)),
            None => $stated
                .hook
                .and_then(|hook| hook.$setting.as_deref())
                .map($hook),
        }
    };
}

impl<'a> EffectiveSettings<'a> {
    /// The settings of a request to the handler with this policy, if it is known.
    pub(crate) fn of<C: AuthConfig>(
        auth: &'a Auth<C>,
        parts: &Parts,
        spec: Option<&'static PolicySpec>,
        hook: Option<&'a RequestSettings>,
    ) -> Self {
        #[cfg(test)]
        tests::count();
        let stated = Stated {
            handler: spec.and_then(PolicySpec::overrides),
            hook,
        };
        let cookies = auth.cookies(parts);
        Self {
            stated,
            for_revocation: spec.is_some_and(PolicySpec::is_for_revocation),
            cookies,
            lookup: stated.lookup(&auth.http_settings().token_locations, cookies),
        }
    }

    /// The headers on which the response depends, computed without resolving the other settings.
    pub(crate) fn vary_headers<C: AuthConfig>(
        auth: &Auth<C>,
        spec: Option<&'static PolicySpec>,
        hook: Option<&RequestSettings>,
    ) -> Vec<HeaderName> {
        let handler = spec.and_then(PolicySpec::overrides);
        let (stated, places) = (
            Stated { handler, hook },
            &auth.http_settings().token_locations,
        );
        vary_headers(stated.order(places), &stated.header_name(places)).collect()
    }

    pub(crate) fn realm(&self) -> Option<&'a str> {
        first!(self.stated, realm)
    }

    pub(crate) fn login_redirect(&self) -> Option<&'static str> {
        self.stated
            .handler
            .and_then(|handler| handler.login_redirect)
    }

    /// Which tokens are checked for revocation, if the handler sets it.
    pub(crate) fn revocation(&self) -> Option<RevocationReach> {
        self.stated.handler.and_then(|handler| handler.revocation)
    }

    /// The CSRF settings of the handler. A hook has none, so that it cannot weaken the protection.
    pub(crate) fn csrf(&self) -> csrf::CsrfOverrides {
        self.stated
            .handler
            .map_or_else(csrf::CsrfOverrides::default, |handler| {
                csrf::CsrfOverrides {
                    protection: handler.csrf,
                    header: handler.csrf_header,
                    field: handler.csrf_field,
                    methods: handler.csrf_methods,
                    origins: handler.trusted_origins,
                }
            })
    }

    /// The cookie from which pages read their CSRF value.
    pub(crate) fn csrf_cookie(&self) -> &'a str {
        let cookie = self.stated.handler.and_then(|handler| handler.csrf_cookie);
        cookie.map_or_else(|| self.cookies.csrf(), |cookie| self.cookies.name(cookie))
    }

    /// The requirements on the claims that differ from the configuration. Only a handler can weaken them, never a hook.
    pub(crate) fn verification_overrides(&self) -> VerificationOverrides<'a> {
        let handler = self.stated.handler.unwrap_or(&Overrides::NONE);
        VerificationOverrides {
            issuer: first!(self.stated, issuer),
            audience: first!(self.stated, audience, StringList::Static, StringList::Owned),
            required_claims: handler.required_claims.map(StringList::Static),
            leeway: handler.leeway,
            accepts_expired: handler.verify_exp == Some(DangerouslyOff::TEXT),
            for_revocation: self.for_revocation,
        }
    }
}

impl<'a> Stated<'a> {
    fn lookup(self, places: &'a TokenLocations, cookies: RequestCookies<'a>) -> Lookup<'a> {
        let text = |text: Option<&'a str>, default: &'a str| text.unwrap_or(default);
        Lookup {
            order: self.order(places),
            header_name: self.header_name(places),
            header_prefixes: first!(self, header_prefixes, StringList::Static, StringList::Owned)
                .unwrap_or(StringList::Owned(&places.header_prefixes)),
            cookie_name: cookies.name(text(first!(self, cookie_access_name), &places.cookie_name)),
            signature_cookie: cookies.signature(),
            query_name: text(first!(self, query_name), &places.query_name),
            query_prefix: text(first!(self, query_prefix), &places.query_prefix),
            json_key: text(first!(self, json_key), &places.json_key),
            form_key: text(first!(self, form_key), &places.form_key),
        }
    }

    fn order(self, places: &'a TokenLocations) -> &'a [TokenLocation] {
        first!(self, token_from).unwrap_or(&places.order)
    }

    fn header_name(self, places: &'a TokenLocations) -> Cow<'a, HeaderName> {
        match self.handler.and_then(|handler| handler.header_name) {
            Some(name) => Cow::Owned(header(name)),
            None => {
                let of_hook = self.hook.and_then(|hook| hook.header_name.as_ref());
                Cow::Borrowed(of_hook.unwrap_or(&places.header_name))
            }
        }
    }
}

/// The attribute has validated the name. An invalid one would match no header, so that requests are refused.
fn header(name: &'static str) -> HeaderName {
    HeaderName::from_bytes(name.as_bytes())
        .unwrap_or_else(|_| HeaderName::from_static("x-no-such-header"))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::StatusCode;
    use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
    use tower::ServiceExt;

    use super::*;
    use crate::claim::NoClaims;
    use crate::claims::DefaultInstance;
    use crate::config::{Origin, Settings};
    use crate::guard::{Access, Guard, NoScopes, Policy};
    use crate::router::{GuardedRouter, get};
    use crate::scope::AnyScope;
    use crate::user::NoUsers;

    thread_local! {
        /// How often settings were resolved in this thread.
        static RESOLVED: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count() {
        RESOLVED.set(RESOLVED.get() + 1);
    }

    struct Api;

    impl AuthConfig for Api {
        type Claims = NoClaims;
        type Users = NoUsers;
        type Scopes = AnyScope;
        const NAME: &'static str = "Api";

        fn settings(&self) -> Settings {
            let mut settings = Settings::with_secret();
            settings.token_from.supply(Origin::Literal, "header,json");
            settings
        }
    }

    enum Protected {}

    impl Policy for Protected {
        type Instance = DefaultInstance;
        type Scopes = NoScopes;
        const SPEC: PolicySpec = PolicySpec::new("handler", Access::Protected);
    }

    async fn handler(_: Guard<Protected>) {}

    #[tokio::test]
    async fn the_settings_of_a_request_are_resolved_once() {
        let auth = Auth::builder(Api)
            .request_settings(|_| RequestSettings::new().json_key("token"))
            .build()
            .unwrap();
        let token = auth.mint("ada").token().unwrap();
        let app: GuardedRouter = GuardedRouter::new()
            .route("/", get(handler).post(handler))
            .with_state(auth);
        let app = app.finish();
        let json = || Request::post("/").header(CONTENT_TYPE, "application/json");
        let bearer = format!("Bearer {token}");
        let in_body = format!("{{\"token\":\"{token}\"}}");
        let has_token =
            |builder: axum::http::request::Builder| builder.header(AUTHORIZATION, &bearer);
        for (request, body, status) in [
            (has_token(Request::get("/")), "", StatusCode::OK),
            (Request::get("/"), "", StatusCode::UNAUTHORIZED),
            (has_token(json()), "{}", StatusCode::OK),
            (json(), &*in_body, StatusCode::OK),
            (json(), "{}", StatusCode::UNAUTHORIZED),
            // The layer finds the error and leaves it to the guard.
            (has_token(has_token(json())), "{}", StatusCode::BAD_REQUEST),
        ] {
            RESOLVED.set(0);
            let request = request.body(Body::from(body.to_owned())).unwrap();
            let shown = format!("{} {body}", request.method());
            let response = app.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), status, "{shown}");
            assert_eq!(RESOLVED.get(), 1, "{shown}");
        }
    }
}
