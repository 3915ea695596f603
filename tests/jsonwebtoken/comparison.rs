//! One token verified by both libraries, with one secret.

use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{
    DecodingKey, EncodingKey, Header, TokenData, Validation, decode, encode, get_current_timestamp,
};
use jwt_guard::Algorithm;
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;
use serde_json::{Value, json};

pub(crate) const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";

#[derive(AuthConfig, Default)]
pub(crate) struct Api {
    pub(crate) secret: Option<Secret>,
    pub(crate) key_id: Option<String>,
    pub(crate) verify_algorithms: Option<Vec<Algorithm>>,
    pub(crate) issuer: Option<String>,
    pub(crate) audience: Option<Vec<String>>,
    pub(crate) leeway: Option<String>,
    pub(crate) token_type: Option<String>,
    pub(crate) required_claims: Option<Vec<String>>,
}

pub(crate) fn auth(change: impl FnOnce(&mut Api)) -> Auth<Api> {
    let mut api = Api {
        secret: Some(SECRET.into()),
        ..Api::default()
    };
    change(&mut api);
    Auth::builder(api).build().unwrap()
}

/// Now, as `jsonwebtoken` counts it.
pub(crate) fn now() -> i64 {
    i64::try_from(get_current_timestamp()).unwrap()
}

/// The claims of an access token, with these members replaced; `null` removes one.
pub(crate) fn claims(changes: Value) -> Value {
    let mut claims = json!({"sub": "ada", "iat": now(), "exp": now() + 600, "jti": "1"});
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
        .as_object_mut()
        .unwrap()
        .retain(|_, it| !it.is_null());
    claims
}

pub(crate) fn header() -> Header {
    Header {
        typ: Some("at+jwt".into()),
        ..Header::default()
    }
}

pub(crate) fn signed_with(header: &Header, claims: &Value) -> String {
    let key = EncodingKey::from_secret(SECRET.as_bytes()).unwrap();
    encode(header, claims, &key).unwrap()
}

/// An access token with these claims instead of the usual ones.
pub(crate) fn token(changes: Value) -> String {
    signed_with(&header(), &claims(changes))
}

/// How `jsonwebtoken` judges a token, with its default validation but for `change`.
pub(crate) fn theirs(token: &str, change: impl FnOnce(&mut Validation)) -> Result<(), ErrorKind> {
    let key = DecodingKey::from_secret(SECRET.as_bytes()).unwrap();
    let mut validation = Validation::default();
    change(&mut validation);
    let decoded: Result<TokenData<Value>, Error> = decode(token, &key, &validation);
    decoded.map(drop).map_err(Error::into_kind)
}

/// How this library judges it, with its default settings but for `change`.
pub(crate) fn ours(token: &str, change: impl FnOnce(&mut Api)) -> Result<(), TokenError> {
    auth(change).verify(token).map(drop)
}
