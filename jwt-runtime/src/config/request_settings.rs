//! `RequestSettings`: settings that a hook computes for each request.

use std::fmt;

use axum::http::HeaderName;
use jwt_syntax::http::token_location::{self, LocationKind, TokenLocation};
use jwt_syntax::http::{name, text as http_text};

use crate::token_location::LocatedToken;

/// Settings of one request, returned by a hook: where its token stands, and which issuer and audience are accepted.
///
/// A setting that is not given stays as configured, and a setting of the handler takes precedence. Keys, algorithms and CSRF
/// protection cannot be given, as they must not depend on what a client sends.
///
/// ```
/// use jwt_guard::guard::RequestSettings;
/// use jwt_guard::prelude::*;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // a service of several tenants, each of which is an audience
/// let auth = Auth::builder(Api { secret: Secret::random()? })
///     .request_settings(|request| {
///         let tenant = request.headers.get("x-tenant").and_then(|tenant| tenant.to_str().ok());
///         RequestSettings::new().audience([tenant.unwrap_or("none")])
///     })
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct RequestSettings {
    pub(crate) issuer: Option<Box<str>>,
    pub(crate) audience: Option<Box<[Box<str>]>>,
    pub(crate) token_from: Option<Box<[TokenLocation]>>,
    pub(crate) header_name: Option<HeaderName>,
    pub(crate) header_prefixes: Option<Box<[Box<str>]>>,
    pub(crate) cookie_access_name: Option<Box<str>>,
    pub(crate) query_name: Option<Box<str>>,
    pub(crate) query_prefix: Option<Box<str>>,
    pub(crate) json_key: Option<Box<str>>,
    pub(crate) form_key: Option<Box<str>>,
    pub(crate) realm: Option<Box<str>>,
    pub(crate) token: Option<Box<str>>,
    /// An invalid value. The request is refused, and the log has this text.
    pub(crate) mistake: Option<&'static str>,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        impl RequestSettings {
            $(
                $(#[$doc])*
                pub fn $name(mut self, value: impl AsRef<str>) -> Self {
                    self.refuse_if(value.as_ref().is_empty(), concat!("`", stringify!($name), "` is empty"));
                    self.$name = Some(value.as_ref().into());
                    self
                }
            )*
        }
    };
}

texts! {
    /// The issuer whose tokens are accepted.
    issuer;
    /// The query parameter that holds the token.
    query_name;
    /// The prefix of the token in the query parameter.
    query_prefix;
    /// The member of a JSON body that holds the token.
    json_key;
    /// The field of a form that holds the token.
    form_key;
}

impl RequestSettings {
    /// Settings that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The audiences, of which a token must name one.
    pub fn audience(mut self, names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let names = boxed(names);
        let has_empty = names.iter().any(|name| name.is_empty());
        self.refuse_if(
            names.is_empty() || has_empty,
            "`audience` is empty or has an empty name",
        );
        self.audience = Some(names);
        self
    }

    /// The locations that may hold the token, in the order in which they are searched. No location after one that is
    /// [`strict`](TokenLocation::strict) is searched.
    ///
    /// ```
    /// use jwt_guard::guard::{TokenLocation, RequestSettings, LocationKind};
    ///
    /// let anywhere = RequestSettings::new().token_from([LocationKind::Header, LocationKind::Query]);
    /// let header_alone = RequestSettings::new().token_from([TokenLocation::new(LocationKind::Header).strict()]);
    /// ```
    pub fn token_from(
        mut self,
        places: impl IntoIterator<Item = impl Into<TokenLocation>>,
    ) -> Self {
        let places: Box<[TokenLocation]> = places.into_iter().map(Into::into).collect();
        self.refuse_if(
            token_location::check(&places).is_err(),
            "`token_from` is empty or names a place twice",
        );
        self.token_from = Some(places);
        self
    }

    /// The token itself, if the hook finds it outside of all locations; then none of them is searched. An empty token counts as
    /// absent.
    ///
    /// The token counts as sent on purpose, like one in a header. Do not take it from a cookie: pages of other origins could
    /// then send requests for the user (CSRF).
    pub fn token(mut self, token: impl AsRef<str>) -> Self {
        self.token = Some(token.as_ref().into());
        self
    }

    /// The header that holds the token.
    pub fn header_name(mut self, name: HeaderName) -> Self {
        self.header_name = Some(name);
        self
    }

    /// The prefixes of the token in the header; none for the token alone.
    pub fn header_prefixes(mut self, prefixes: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.header_prefixes = Some(boxed(prefixes));
        self
    }

    /// The cookie that holds the token.
    pub fn cookie_access_name(mut self, cookie: impl AsRef<str>) -> Self {
        self.refuse_if(
            name::cookie_name(cookie.as_ref()).is_err(),
            "`cookie_access_name` is no name of a cookie",
        );
        self.cookie_access_name = Some(cookie.as_ref().into());
        self
    }

    /// The realm of the challenge.
    pub fn realm(mut self, realm: impl AsRef<str>) -> Self {
        self.refuse_if(
            http_text::quotable(realm.as_ref()).is_err(),
            "`realm` cannot stand in a challenge",
        );
        self.realm = Some(realm.as_ref().into());
        self
    }

    /// The token that the hook gives, if it gives one.
    pub(crate) fn found(&self) -> Option<LocatedToken<'_>> {
        let token = self.token.as_deref()?;
        Some(LocatedToken {
            token: token.into(),
            kind: LocationKind::Header,
        })
    }

    fn refuse_if(&mut self, is_wrong: bool, mistake: &'static str) {
        if is_wrong {
            self.mistake = self.mistake.or(Some(mistake));
        }
    }
}

/// Shows nothing, as it may hold a token.
impl fmt::Debug for RequestSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestSettings").finish_non_exhaustive()
    }
}

fn boxed(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Box<[Box<str>]> {
    texts.into_iter().map(|text| text.as_ref().into()).collect()
}
