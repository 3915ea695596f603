//! Where a request may carry its token, and finding it there.
//!
//! A client fills locations such as a header on purpose, while a browser sends cookies by itself. Two tokens that were sent on
//! purpose in the head of a request are an error; one takes precedence over a cookie. The body is read for a token only if the
//! head has none that was sent on purpose, and a token in it takes precedence over a cookie too. An invalid token is never
//! skipped in favour of one in another location.

mod body;
mod cookie;
mod header;
mod query;
mod refresh_token;
pub(crate) mod secret_text;
mod subprotocol;
mod syntax;

use std::borrow::Cow;

use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use jwt_syntax::http::token_location::{LocationKind, TokenLocation};

pub(crate) use body::{Body, BodyLimits, Kind as BodyKind, read_prefix, read_whole};
pub(crate) use cookie::{cookie, is_sent, token_in_cookie};
#[cfg(fuzzing)]
pub(crate) use header::bearer_token;
pub(crate) use header::{bearer_bytes, bearer_refusal};
pub(crate) use query::text as text_in_query;
pub(crate) use refresh_token::{QueryParameter, RefreshTokenLocations};
pub(crate) use subprotocol::SELECTED as SELECTED_SUBPROTOCOL;

use crate::browser::cookie::Cookies;
use crate::error::{AuthError, Reason};
use crate::response::{RefreshTokenNames, TokenNames};
use crate::token::StringList;
use crate::token_location::secret_text::SecretText;

/// The token locations of a configuration.
#[derive(Debug)]
pub(crate) struct TokenLocations {
    pub(crate) order: Box<[TokenLocation]>,
    pub(crate) header_name: HeaderName,
    /// Empty for a header that holds the token alone.
    pub(crate) header_prefixes: Box<[Box<str>]>,
    pub(crate) cookie_name: Box<str>,
    pub(crate) query_name: Box<str>,
    pub(crate) query_prefix: Box<str>,
    pub(crate) json_key: Box<str>,
    pub(crate) form_key: Box<str>,
}

/// The token locations of one request: those of its handler, of the hook or of the configuration.
pub(crate) struct Lookup<'a> {
    pub(crate) order: &'a [TokenLocation],
    pub(crate) header_name: Cow<'a, HeaderName>,
    pub(crate) header_prefixes: StringList<'a>,
    pub(crate) cookie_name: &'a str,
    pub(crate) signature_cookie: Option<&'a str>,
    pub(crate) query_name: &'a str,
    pub(crate) query_prefix: &'a str,
    pub(crate) json_key: &'a str,
    pub(crate) form_key: &'a str,
}

/// The result of searching a request for its token.
pub(crate) struct SearchResult<'r> {
    pub(crate) found: Option<LocatedToken<'r>>,
    /// Whether the request has a [dead](cookie::CookieValue::Dead) cookie that would have counted.
    pub(crate) has_dead_cookie: bool,
}

/// A token, and the kind of location in which it was found.
pub(crate) struct LocatedToken<'r> {
    pub(crate) token: SecretText<'r>,
    pub(crate) kind: LocationKind,
}

impl TokenLocations {
    /// Whether the configuration has this location. A handler or the hook may still replace it.
    pub(crate) fn has(&self, kind: LocationKind) -> bool {
        self.order.iter().any(|place| place.kind == kind)
    }

    /// The token in the header of the configuration, if its locations include the header.
    pub(crate) fn in_header<'r>(
        &self,
        headers: &'r HeaderMap,
    ) -> Result<Option<&'r str>, AuthError> {
        let prefixes = StringList::Owned(&self.header_prefixes);
        match self.has(LocationKind::Header) {
            true => header::token(headers, &self.header_name, &prefixes),
            false => Ok(None),
        }
    }

    /// How a client sends a token in that header.
    pub(crate) fn header_in_words(&self) -> Option<String> {
        let prefixes = StringList::Owned(&self.header_prefixes);
        let in_words = || header::in_words(&self.header_name, &prefixes);
        self.has(LocationKind::Header).then(in_words)
    }

    /// The locations of the configuration, independent of a request.
    pub(crate) fn lookup<'a>(&'a self, cookies: &'a Cookies) -> Lookup<'a> {
        let cookies = cookies.for_no_request();
        Lookup {
            order: &self.order,
            header_name: Cow::Borrowed(&self.header_name),
            header_prefixes: StringList::Owned(&self.header_prefixes),
            cookie_name: cookies.name(&self.cookie_name),
            signature_cookie: cookies.signature(),
            query_name: &self.query_name,
            query_prefix: &self.query_prefix,
            json_key: &self.json_key,
            form_key: &self.form_key,
        }
    }

    /// Whether tokens are accepted in `Authorization: Bearer` only.
    pub(crate) fn is_bearer_alone(&self) -> bool {
        matches!(
            &*self.order,
            [TokenLocation {
                kind: LocationKind::Header,
                ..
            }]
        ) && self.header_name == AUTHORIZATION
            && matches!(&*self.header_prefixes, [prefix] if prefix.eq_ignore_ascii_case("bearer"))
    }
}

/// The result of searching the head of a request.
pub(crate) struct Head<'r> {
    /// The token that was sent on purpose or, without one, the token of a cookie.
    pub(crate) search: SearchResult<'r>,
    /// How many locations, in their order, the body may still fill; 0 if the body no longer counts.
    reached: usize,
}

impl Head<'_> {
    /// The same, with a lifetime independent of the request.
    pub(crate) fn into_owned(self) -> Head<'static> {
        let found = self.search.found.map(|found| LocatedToken {
            token: found.token.into_owned(),
            kind: found.kind,
        });
        Head {
            search: SearchResult {
                found,
                has_dead_cookie: self.search.has_dead_cookie,
            },
            reached: self.reached,
        }
    }

    fn borrowed(&self) -> Head<'_> {
        let found = self.search.found.as_ref().map(|found| LocatedToken {
            token: (&*found.token).into(),
            kind: found.kind,
        });
        Head {
            search: SearchResult {
                found,
                has_dead_cookie: self.search.has_dead_cookie,
            },
            reached: self.reached,
        }
    }
}

impl<'a> Lookup<'a> {
    /// The token of a request.
    ///
    /// A token that was sent on purpose takes precedence over a cookie, unless that location is strict, and the head over the body, which is not read if the
    /// head has such a token. A dead cookie counts as absent, and is not reported beside a token that was sent on purpose.
    ///
    /// `head` is the result of an earlier search of the head of this request.
    pub(crate) fn find<'r>(
        &self,
        request: &'r Parts,
        head: Option<&'r Head<'static>>,
        body: Option<&'r Body>,
    ) -> Result<SearchResult<'r>, AuthError> {
        let head = match head {
            Some(head) => head.borrowed(),
            None => self.in_head(request)?,
        };
        if let Some(body) = body {
            for place in self.left(&head) {
                if let Some(found) = self.in_body(place.kind, body)? {
                    return Ok(SearchResult {
                        found: Some(found),
                        has_dead_cookie: false,
                    });
                }
            }
        }
        Ok(head.search)
    }

    /// Searches the head of a request.
    pub(crate) fn in_head<'r>(&self, request: &'r Parts) -> Result<Head<'r>, AuthError> {
        let mut explicit: Option<LocatedToken<'r>> = None;
        let mut ambient = None;
        let mut has_dead_cookie = false;
        let mut reached = self.order.len();
        for (index, place) in self.order.iter().enumerate() {
            let kind = place.kind;
            let token = if kind == LocationKind::Cookie {
                let cookie =
                    cookie::token(&request.headers, self.cookie_name, self.signature_cookie);
                has_dead_cookie = cookie.is_dead();
                cookie.value()
            } else {
                self.at(kind, request)?
            };
            let Some(token) = token else {
                // The body is read after the head, so that a strict location excludes all that follow it.
                if place.strict {
                    reached = index.saturating_add(1);
                    break;
                }
                continue;
            };
            let token = token.into();
            let found = LocatedToken { token, kind };
            if kind == LocationKind::Cookie {
                ambient = Some(found);
                if place.strict {
                    reached = index.saturating_add(1);
                    break;
                }
            } else if let Some(other) = explicit.replace(found) {
                let other = other.kind;
                return Err(Reason::SeveralTokens(
                    format!("the request has a token in `{other}` and one in `{kind}`; send one")
                        .into(),
                )
                .into());
            }
        }
        if explicit.is_some() {
            reached = 0;
        }
        Ok(Head {
            search: SearchResult {
                has_dead_cookie: has_dead_cookie && explicit.is_none(),
                found: explicit.or(ambient),
            },
            reached,
        })
    }

    /// The locations that may still have a token after the head was searched; only those in the body matter.
    fn left(&self, head: &Head<'_>) -> &'a [TokenLocation] {
        self.order.get(..head.reached).unwrap_or_default()
    }

    /// Whether a body of this kind may have a token that would count.
    pub(crate) fn may_be_in_body(&self, kind: &BodyKind, head: &Head<'_>) -> bool {
        self.left(head).iter().any(|place| match place.kind {
            LocationKind::Json => *kind == BodyKind::Json,
            LocationKind::Form => *kind == BodyKind::Form,
            _ => false,
        })
    }

    fn at<'r>(
        &self,
        source: LocationKind,
        request: &'r Parts,
    ) -> Result<Option<Cow<'r, str>>, AuthError> {
        let headers = &request.headers;
        match source {
            LocationKind::Header => {
                let token = header::token(headers, &self.header_name, &self.header_prefixes)?;
                Ok(token.map(Cow::Borrowed))
            }
            // A browser sends cookies by itself, so that one cannot conflict with another token; `in_head` reads it.
            LocationKind::Cookie => Ok(None),
            LocationKind::Query => {
                query::token(request.uri.query(), self.query_name, self.query_prefix)
            }
            LocationKind::WebSocket => Ok(subprotocol::token(headers)?.map(Cow::Borrowed)),
            LocationKind::Json | LocationKind::Form => Ok(None),
        }
    }

    fn in_body<'r>(
        &self,
        kind: LocationKind,
        body: &'r Body,
    ) -> Result<Option<LocatedToken<'r>>, AuthError> {
        let token = match kind {
            LocationKind::Json => body.member(&BodyKind::Json, self.json_key)?,
            LocationKind::Form => body.member(&BodyKind::Form, self.form_key)?,
            _ => None,
        };
        Ok(token.map(|token| LocatedToken {
            token: token.into(),
            kind,
        }))
    }

    /// The same error, with more about a token that is missing or malformed. This is computed only for a request that is refused.
    pub(crate) fn explain(&self, error: AuthError, parts: &Parts) -> AuthError {
        let searched = self.searched();
        let has_header = searched
            .iter()
            .any(|place| place.kind == LocationKind::Header);
        let header = || match has_header {
            true => header::without_token(&parts.headers, &self.header_name, &self.header_prefixes),
            false => None,
        };
        match error.reason() {
            Reason::MissingToken(_) => {
                let kinds = searched.iter().map(|place| place.kind);
                let absent = || Reason::MissingToken(kinds.collect());
                header().unwrap_or_else(absent).into()
            }
            Reason::MalformedHeader(text)
                if header::has_spaces(&parts.headers, &self.header_name) =>
            {
                Reason::TokenWithSpaces(text.clone()).into()
            }
            _ => error,
        }
    }

    /// Whether any location is in a body.
    pub(crate) fn is_in_body(&self) -> bool {
        self.order.iter().any(|place| place.kind.is_body())
    }

    /// Whether successful responses depend on where the token was found, so that a layer must complete them.
    pub(crate) fn needs_layer(&self) -> bool {
        let needs = |place: &TokenLocation| {
            !matches!(place.kind, LocationKind::Header | LocationKind::WebSocket)
        };
        self.order.iter().any(needs)
    }

    pub(crate) fn has(&self, kind: LocationKind) -> bool {
        self.order.iter().any(|place| place.kind == kind)
    }

    /// The request headers on which a response depends, for `Vary`.
    pub(crate) fn varies_by(&self) -> impl Iterator<Item = HeaderName> + use<> {
        vary_headers(self.order, &self.header_name)
    }

    /// The locations up to the first that is strict.
    fn searched(&self) -> &'a [TokenLocation] {
        let last = self.order.iter().position(|place| place.strict);
        let searched = last.and_then(|last| self.order.get(..=last));
        searched.unwrap_or(self.order)
    }

    /// What the locations are called.
    pub(crate) fn names(&self) -> TokenNames {
        TokenNames {
            locations: self.searched().iter().map(|place| place.kind).collect(),
            header: header::shown(&self.header_name).into(),
            scheme: self.header_prefixes.iter().next().map(Into::into),
            cookie: self.cookie_name.into(),
            query: self.query_name.into(),
            query_prefix: self.query_prefix.into(),
            json: self.json_key.into(),
            form: self.form_key.into(),
            refresh: RefreshTokenNames::default(),
            in_words: self.in_words().into(),
        }
    }

    /// How a client sends a token: the end of a sentence.
    fn in_words(&self) -> String {
        let ways: Vec<_> = self
            .order
            .iter()
            .map(|place| self.way(place.kind))
            .collect();
        format!("send it {}", ways.join(" or "))
    }

    fn way(&self, kind: LocationKind) -> String {
        match kind {
            LocationKind::Header => header::in_words(&self.header_name, &self.header_prefixes),
            LocationKind::Cookie => format!("in the cookie `{}`", self.cookie_name),
            LocationKind::Query => format!("as the query parameter `{}`", self.query_name),
            LocationKind::Json => format!("as the member `{}` of a JSON body", self.json_key),
            LocationKind::Form => format!("as the form field `{}`", self.form_key),
            LocationKind::WebSocket => {
                format!("as the subprotocols `{SELECTED_SUBPROTOCOL}, <token>`")
            }
        }
    }
}

/// The request headers on which a response depends if its token may be in one of these locations.
pub(crate) fn vary_headers(
    order: &[TokenLocation],
    header_name: &HeaderName,
) -> impl Iterator<Item = HeaderName> + use<> {
    let has = |kind| order.iter().any(|place| place.kind == kind);
    let header = has(LocationKind::Header).then(|| header_name.clone());
    let cookie = has(LocationKind::Cookie).then_some(COOKIE);
    header.into_iter().chain(cookie)
}
