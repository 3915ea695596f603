//! Where the token of a request stands.
//!
//! Locations that a client fills on purpose, such as a header, come before cookies, which a browser sends by itself: two
//! tokens in the head that were sent on purpose are a mistake, and one beats a cookie. The body is read for a token only if
//! there is none of these, and a token in it beats a cookie too. A token that is invalid is never passed over for one in
//! another place.

mod body;
mod cookie;
mod header;
mod query;
mod subprotocol;

use std::borrow::Cow;

use axum::http::HeaderName;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use jwt_syntax::http::token_location::{LocationKind, TokenLocation};

pub(crate) use body::{Body, BodyLimits, Kind as BodyKind, read_prefix, read_whole};
pub(crate) use cookie::{cookie, is_sent, token_in_cookie};
#[cfg(fuzzing)]
pub(crate) use header::bearer_token;
pub(crate) use header::{bearer_bytes, bearer_refusal};
pub(crate) use query::text as text_in_query;
pub(crate) use subprotocol::SELECTED as SELECTED_SUBPROTOCOL;

use crate::browser::cookie::Cookies;
use crate::error::AuthError;
use crate::secret_text::SecretText;
use crate::token::StringList;

/// The places of a configuration.
#[derive(Debug)]
pub(crate) struct TokenLocations {
    pub(crate) order: Box<[TokenLocation]>,
    pub(crate) header_name: HeaderName,
    /// None for a header that holds the token alone.
    pub(crate) header_prefixes: Box<[Box<str>]>,
    pub(crate) cookie_name: Box<str>,
    pub(crate) query_name: Box<str>,
    pub(crate) query_prefix: Box<str>,
    pub(crate) json_key: Box<str>,
    pub(crate) form_key: Box<str>,
}

/// The places of one request: those of the configuration, or what its handler or the hook has instead.
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

/// What the places of a request have.
pub(crate) struct SearchResult<'r> {
    pub(crate) found: Option<LocatedToken<'r>>,
    /// Whether a cookie would have counted, had it not been [dead](cookie::CookieValue::Dead).
    pub(crate) has_dead_cookie: bool,
}

/// A token, and where it stood.
pub(crate) struct LocatedToken<'r> {
    pub(crate) token: SecretText<'r>,
    pub(crate) kind: LocationKind,
}

impl TokenLocations {
    /// Whether tokens may stand in this place, unless a handler or the hook says otherwise.
    pub(crate) fn has(&self, kind: LocationKind) -> bool {
        self.order.iter().any(|place| place.kind == kind)
    }

    /// The places as they are, for no request in particular.
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

    /// Whether tokens come in `Authorization: Bearer` and nowhere else.
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

/// What the head of a request says of its token.
pub(crate) struct Head<'r> {
    /// The token that was sent on purpose or, without one, that of a cookie.
    pub(crate) search: SearchResult<'r>,
    /// How many locations, in their order, may still have one: none if the body no longer counts.
    reached: usize,
}

impl Head<'_> {
    /// The same, for longer than the head of the request lives.
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
    /// What was sent on purpose beats a cookie, and the head beats the body, which is not read if the head has a token that
    /// was sent on purpose. A dead cookie counts as absent, and for nothing beside a token that was sent on purpose.
    ///
    /// `head` is what was found in the head of this request, if it was searched before.
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

    /// What the head of a request says of its token.
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
                // A body is read after the head, so that a strict one hides all places behind it.
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
            } else if let Some(other) = explicit.replace(found) {
                let other = other.kind;
                return Err(AuthError::InvalidRequest(
                    format!("the request has a token in `{other}` and one in `{kind}`; send one")
                        .into(),
                ));
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

    /// The locations that may still have a token after the head was searched, of which those in the body count.
    fn left(&self, head: &Head<'_>) -> &'a [TokenLocation] {
        self.order.get(..head.reached).unwrap_or_default()
    }

    /// Whether a body of this kind may have a token, which would then be the one that counts.
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
            // It is ambient, and no mistake of the sender: `find` reads it.
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

    /// Whether a token may stand in any kind of body.
    pub(crate) fn is_in_body(&self) -> bool {
        self.order.iter().any(|place| place.kind.is_body())
    }

    /// Whether answers, not only refusals, have to say where the token stood.
    pub(crate) fn needs_layer(&self) -> bool {
        let needs = |place: &TokenLocation| {
            !matches!(place.kind, LocationKind::Header | LocationKind::WebSocket)
        };
        self.order.iter().any(needs)
    }

    pub(crate) fn has(&self, kind: LocationKind) -> bool {
        self.order.iter().any(|place| place.kind == kind)
    }

    /// The headers on which an answer depends, for `Vary`.
    pub(crate) fn varies_by(&self) -> impl Iterator<Item = HeaderName> + use<> {
        vary_headers(self.order, &self.header_name)
    }

    /// How a token is sent, in words: the rest of a sentence.
    pub(crate) fn in_words(&self) -> String {
        let ways: Vec<_> = self
            .order
            .iter()
            .map(|place| self.way(place.kind))
            .collect();
        format!("send it {}", ways.join(" or "))
    }

    fn way(&self, kind: LocationKind) -> String {
        match kind {
            LocationKind::Header => {
                let prefix = self.header_prefixes.iter().next();
                let prefix = prefix
                    .map(|prefix| format!("{prefix} "))
                    .unwrap_or_default();
                format!("as `{}: {prefix}<token>`", header::shown(&self.header_name))
            }
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

/// Two tokens in one place.
fn several(place: impl std::fmt::Display) -> AuthError {
    AuthError::InvalidRequest(format!("the request has several tokens in {place}; send one").into())
}

/// The characters of `token68` (RFC 9110 §11.2).
fn is_token68(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}

/// The headers on which a response depends if its token may stand in one of these locations.
pub(crate) fn vary_headers(
    order: &[TokenLocation],
    header_name: &HeaderName,
) -> impl Iterator<Item = HeaderName> + use<> {
    let has = |kind| order.iter().any(|place| place.kind == kind);
    let header = has(LocationKind::Header).then(|| header_name.clone());
    let cookie = has(LocationKind::Cookie).then_some(COOKIE);
    header.into_iter().chain(cookie)
}
