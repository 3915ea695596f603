//! Values that supply settings, and how texts are read.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::place::Place;
use jwt_syntax::rate::{self, Rate};
use jwt_syntax::setting::{DANGEROUSLY_OFF, DANGEROUSLY_ON};
use jwt_syntax::{client_address, duration};
use serde_json::{Map, Value};

use super::{
    ClientAddress, CountLimit, CsrfProtection, DangerouslyOff, DangerouslyOn, Delivery,
    ErrorDetail, LoginLimit, NotBefore, OnStoreError, RefreshFormat, RetiredKey, RevocationReach,
    SameSite, ScopeMatching, ScopesFormat, SubjectFormat, TrustedIssuer,
};
use crate::key::Secret;

/// Text that does not say what a setting needs.
#[derive(Debug)]
pub struct Unreadable {
    pub(crate) found: String,
    pub(crate) expected: String,
}

impl Unreadable {
    pub(crate) fn absent() -> Self {
        Self {
            found: "nothing".into(),
            expected: "a value".into(),
        }
    }
}

/// A type whose values can supply a setting of type `T`; `None` leaves the setting as it was.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot hold this setting",
    label = "the setting is a `{T}`",
    note = "use `{T}`, or `Option<{T}>` for a setting that may be absent; text also works where `#[auth(..)]` takes one"
)]
pub trait Supply<T> {
    /// The value, if there is one, or why it cannot be read.
    ///
    /// # Errors
    ///
    /// If there is a value, but not one that the setting could have.
    fn supply(&self) -> Option<Result<T, Unreadable>>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Supply<T>> Supply<T> for Option<V> {
    fn supply(&self) -> Option<Result<T, Unreadable>> {
        self.as_ref().and_then(Supply::supply)
    }
}

macro_rules! supply {
    ($($from:ty => $to:ty: |$value:ident| $read:expr;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl Supply<$to> for $from {
            fn supply(&self) -> Option<Result<$to, Unreadable>> {
                let $value = self;
                Some($read)
            }
        })*
    };
}

fn read_algorithm(text: &str) -> Result<Algorithm, Unreadable> {
    text.parse().map_err(|error| Unreadable {
        found: format!("`{text}` ({error})"),
        expected: "the name of an algorithm (RFC 7518 §3.1), such as `HS256`".into(),
    })
}

fn read_algorithms<S: AsRef<str>>(names: &[S]) -> Result<Vec<Algorithm>, Unreadable> {
    names
        .iter()
        .map(|name| read_algorithm(name.as_ref()))
        .collect()
}

fn read_headers<V: Into<Value>>(
    headers: impl IntoIterator<Item = (String, V)>,
) -> Map<String, Value> {
    headers
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect()
}

fn read_duration(text: &str) -> Result<Duration, Unreadable> {
    duration::parse(text).map_err(|error| Unreadable {
        found: format!("`{text}` ({error})"),
        expected: "a duration such as `15m`".into(),
    })
}

fn read_switch(text: &str) -> Result<bool, Unreadable> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Unreadable {
            found: format!("`{text}`"),
            expected: "`on` or `off`".into(),
        }),
    }
}

fn read_not_before(text: &str) -> Result<NotBefore, Unreadable> {
    if text == "off" {
        return Ok(NotBefore::Off);
    }
    read_duration(text).map(NotBefore::After)
}

fn read_login_limit(text: &str) -> Result<LoginLimit, Unreadable> {
    if text == "off" {
        return Ok(LoginLimit::Off);
    }
    match rate::parse(text) {
        Ok(Rate { attempts, seconds }) => Ok(LoginLimit::AtMost {
            attempts,
            per: Duration::from_secs(seconds),
        }),
        Err(error) => Err(Unreadable {
            found: format!("`{text}` ({error})"),
            expected: "a number of attempts and a time, such as `100/h`, or `off`".into(),
        }),
    }
}

fn read_client_address(text: &str) -> Result<ClientAddress, Unreadable> {
    match client_address::parse(text) {
        Ok(0) => Ok(ClientAddress::Peer),
        Ok(proxies) => Ok(ClientAddress::Proxies(proxies)),
        Err(found) => Err(Unreadable {
            found,
            expected: "`peer`, or the number of proxies before this service, as in `proxies:1`"
                .into(),
        }),
    }
}

fn read_word<T>(text: &str, words: &[&str], read: fn(&str) -> Option<T>) -> Result<T, Unreadable> {
    read(text).ok_or_else(|| Unreadable {
        found: format!("`{text}`"),
        expected: format!("`{}`", words.join("` or `")),
    })
}

fn read_count(text: &str) -> Result<usize, Unreadable> {
    text.parse().map_err(|_| Unreadable {
        found: format!("`{text}`"),
        expected: "a number such as `8192`".into(),
    })
}

fn read_limit(text: &str) -> Result<CountLimit, Unreadable> {
    if text == "off" {
        return Ok(CountLimit::Off);
    }
    text.parse()
        .map(CountLimit::AtMost)
        .map_err(|_| Unreadable {
            found: format!("`{text}`"),
            expected: "a number such as `100`, or `off`".into(),
        })
}

fn read_places<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Vec<Place>, Unreadable> {
    let places: Result<Vec<Place>, _> = texts.map(str::parse).collect();
    places.map_err(|error| Unreadable {
        found: error.to_string(),
        expected: "places such as `header, cookie`".into(),
    })
}

macro_rules! words {
    ($($word:ident)*) => {
        supply! { $(
            $word => $word: |word| Ok(*word);
            str => $word: |text| read_word(text, $word::WORDS, $word::of_word);
            String => $word: |text| read_word(text, $word::WORDS, $word::of_word);
        )* }
    };
}

words! {
    CsrfProtection Delivery ErrorDetail OnStoreError RefreshFormat RevocationReach SameSite ScopeMatching ScopesFormat
    SubjectFormat
}

supply! {
    Vec<Place> => Vec<Place>: |places| Ok(places.clone());
    str => Vec<Place>: |text| read_places(text.split(','));
    String => Vec<Place>: |text| read_places(text.split(','));
    [&str] => Vec<Place>: |texts| read_places(texts.iter().copied());
    Vec<String> => Vec<Place>: |texts| read_places(texts.iter().map(String::as_str));
    Secret => Secret: |secret| Ok(secret.clone());
    Algorithm => Algorithm: |algorithm| Ok(*algorithm);
    str => Algorithm: |text| read_algorithm(text);
    String => Algorithm: |text| read_algorithm(text);
    Duration => Duration: |duration| Ok(*duration);
    Vec<Algorithm> => Vec<Algorithm>: |algorithms| Ok(algorithms.clone());
    str => Vec<Algorithm>: |name| read_algorithms(&[name]);
    [&str] => Vec<Algorithm>: |names| read_algorithms(names);
    Vec<String> => Vec<Algorithm>: |names| read_algorithms(names);
    Map<String, Value> => Map<String, Value>: |headers| Ok(headers.clone());
    BTreeMap<String, Value> => Map<String, Value>: |headers| Ok(read_headers(headers.clone()));
    BTreeMap<String, String> => Map<String, Value>: |headers| Ok(read_headers(headers.clone()));
    HashMap<String, Value> => Map<String, Value>: |headers| Ok(read_headers(headers.clone()));
    HashMap<String, String> => Map<String, Value>: |headers| Ok(read_headers(headers.clone()));
    str => DangerouslyOn: |text| read_word(text, &[DANGEROUSLY_ON], DangerouslyOn::of_word);
    str => DangerouslyOff: |text| read_word(text, &[DANGEROUSLY_OFF], DangerouslyOff::of_word);
    str => Duration: |text| read_duration(text);
    String => Duration: |text| read_duration(text);
    str => String: |text| Ok(text.to_owned());
    String => String: |text| Ok(text.clone());
    str => Vec<String>: |name| Ok(vec![name.to_owned()]);
    String => Vec<String>: |name| Ok(vec![name.clone()]);
    [&str] => Vec<String>: |names| Ok(names.iter().map(|&name| name.to_owned()).collect());
    Vec<String> => Vec<String>: |names| Ok(names.clone());
    bool => bool: |on| Ok(*on);
    str => bool: |text| read_switch(text);
    String => bool: |text| read_switch(text);
    NotBefore => NotBefore: |offset| Ok(*offset);
    Duration => NotBefore: |offset| Ok(NotBefore::After(*offset));
    str => NotBefore: |text| read_not_before(text);
    String => NotBefore: |text| read_not_before(text);
    CountLimit => CountLimit: |limit| Ok(*limit);
    u32 => CountLimit: |count| Ok(CountLimit::AtMost(*count));
    usize => CountLimit: |count| read_limit(&count.to_string());
    str => CountLimit: |text| read_limit(text);
    String => CountLimit: |text| read_limit(text);
    LoginLimit => LoginLimit: |limit| Ok(*limit);
    str => LoginLimit: |text| read_login_limit(text);
    String => LoginLimit: |text| read_login_limit(text);
    ClientAddress => ClientAddress: |place| Ok(*place);
    str => ClientAddress: |text| read_client_address(text);
    String => ClientAddress: |text| read_client_address(text);
    usize => usize: |count| Ok(*count);
    str => usize: |text| read_count(text);
    String => usize: |text| read_count(text);
    Vec<RetiredKey> => Vec<RetiredKey>: |keys| Ok(keys.clone());
    Vec<TrustedIssuer> => Vec<TrustedIssuer>: |issuers| Ok(issuers.clone());
}
