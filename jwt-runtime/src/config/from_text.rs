//! Settings from files: what a literal says, read by serde.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::place::Place;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::supply::Unreadable;
use super::variables::FromVariable;
use super::{
    ClientAddress, CountLimit, CsrfProtection, Delivery, ErrorDetail, LoginLimit, NotBefore,
    OnStoreError, RefreshFormat, RevocationReach, SameSite, ScopeMatching, ScopesFormat,
    SubjectFormat, Supply,
};

/// A setting whose type serde would read in another form, read in that of a literal: `"15m"`, `"on"`, one name or a list.
///
/// `true` and `false` stand for `on` and `off`.
///
/// ```
/// use std::time::Duration;
///
/// use jwt_guard::config::FromText;
/// use jwt_guard::prelude::*;
/// use serde::Deserialize;
///
/// #[derive(AuthConfig, Deserialize)]
/// struct Api {
///     secret: Secret,
///     access_ttl: FromText<Duration>,
///     cache: Option<FromText<bool>>,
///     audience: FromText<Vec<String>>,
/// }
///
/// let file = r#"{"secret": "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e", "access_ttl": "15m", "audience": "api"}"#;
/// let auth = Auth::builder(serde_json::from_str::<Api>(file)?).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A `String` does as well; what is wrong with it is then found when the `Auth` is built, together with all else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FromText<T>(pub T);

impl<'de, T: OfText> Deserialize<'de> for FromText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Supply<T>> Supply<T> for FromText<V> {
    fn supply(&self) -> Option<Result<T, Unreadable>> {
        self.0.supply()
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromVariable> FromVariable for FromText<T> {
    fn from_variable(text: Option<String>) -> Result<Self, (String, String)> {
        T::from_variable(text).map(Self)
    }
}

/// A type with a text form.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text form",
    label = "`FromText` cannot read this",
    note = "`Duration`, `bool`, `usize`, `Algorithm`, `Vec<String>` and `Vec<Algorithm>` have one; other types are read as they are"
)]
pub trait OfText: Sized {
    #[doc(hidden)]
    const EXPECTED: &str;

    #[doc(hidden)]
    fn of_text(text: &str) -> Option<Result<Self, Unreadable>>;

    /// `None` if a list says nothing of this type.
    #[doc(hidden)]
    fn of_list(texts: &[String]) -> Option<Result<Self, Unreadable>> {
        let _ = texts;
        None
    }
}

macro_rules! of_text {
    ($($type:ty = $expected:literal;)*) => {
        $(
            impl OfText for $type {
                const EXPECTED: &str = $expected;

                fn of_text(text: &str) -> Option<Result<Self, Unreadable>> {
                    text.supply()
                }
            }
        )*
    };
}

macro_rules! of_list {
    ($($type:ty = $expected:literal;)*) => {
        $(
            impl OfText for $type {
                const EXPECTED: &str = $expected;

                fn of_text(text: &str) -> Option<Result<Self, Unreadable>> {
                    text.supply()
                }

                fn of_list(texts: &[String]) -> Option<Result<Self, Unreadable>> {
                    texts.to_vec().supply()
                }
            }
        )*
    };
}

of_text! {
    CountLimit = "a number such as `100`, or `off`";
    LoginLimit = "a number of attempts and a time, such as `100/h`, or `off`";
    ClientAddress = "`peer`, or `proxies:` and a number, such as `proxies:1`";
    CsrfProtection = "`on`, `origin` or `off`";
    Delivery = "`body`, `cookie`, `both` or `by_request`";
    ErrorDetail = "`terse` or `full`";
    OnStoreError = "`deny` or `allow`";
    RefreshFormat = "`opaque` or `jwt`";
    RevocationReach = "`all`, `refresh` or `off`";
    SameSite = "`Lax`, `Strict` or `None`";
    Algorithm = "the name of an algorithm such as `HS256`";
    Duration = "a duration such as `15m`";
    NotBefore = "a duration such as `3m`, or `off`";
    ScopeMatching = "`hierarchical` or `exact`";
    ScopesFormat = "`string` or `list`";
    SubjectFormat = "`string` or `integer`";
    bool = "`on` or `off`";
    usize = "a number such as `8192`";
}

of_list! {
    Vec<Algorithm> = "the name of an algorithm such as `HS256`, or a list of them";
    Vec<Place> = "places such as `header, cookie`, or a list of them";
    Vec<String> = "a name, or a list of them";
}

macro_rules! deserialize {
    ($($type:ty)*) => {
        $(
            /// In the form of a literal.
            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserialize(deserializer)
                }
            }
        )*
    };
}

deserialize! {
    LoginLimit ClientAddress
    CountLimit CsrfProtection Delivery ErrorDetail NotBefore OnStoreError RefreshFormat RevocationReach SameSite ScopeMatching
    ScopesFormat SubjectFormat
}

fn deserialize<'de, T: OfText, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(AnyForm(PhantomData))
}

struct AnyForm<T>(PhantomData<T>);

impl<'de, T: OfText> Visitor<'de> for AnyForm<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        readable(T::of_text(text))
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<T, E> {
        self.visit_str(if on { "on" } else { "off" })
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element()? {
            texts.push(text);
        }
        readable(T::of_list(&texts))
    }
}

fn readable<T: OfText, E: Error>(read: Option<Result<T, Unreadable>>) -> Result<T, E> {
    match read {
        Some(Ok(value)) => Ok(value),
        Some(Err(Unreadable { found, expected })) => {
            Err(E::custom(format!("found {found}; expected {expected}")))
        }
        None => Err(E::custom(format!("found a list; expected {}", T::EXPECTED))),
    }
}
