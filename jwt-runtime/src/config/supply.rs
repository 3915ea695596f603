//! `Supply`: the types whose values can set a setting.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{SettingList, SettingType, WrongValue};
use serde_json::{Map, Value};

use crate::config::{AccessTtl, CookieMaxAge, CountLimit, NotBefore, RetiredKey, TrustedIssuer};
use crate::key::Secret;

/// A type whose values can supply a setting of type `T`; `None` leaves the setting as it was.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot hold this setting",
    label = "the setting is a `{T}`",
    note = "use `{T}`, or `Option<{T}>` for a setting that may be absent; text also works where `#[auth(..)]` takes one"
)]
pub trait Supply<T> {
    /// The value, if there is one, or the reason why it is invalid.
    ///
    /// # Errors
    ///
    /// If there is a value that the setting cannot have.
    fn supply(&self) -> Option<Result<T, WrongValue>>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Supply<T>> Supply<T> for Option<V> {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        self.as_ref().and_then(Supply::supply)
    }
}

#[diagnostic::do_not_recommend]
impl<T: SettingType> Supply<T> for str {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        Some(T::from_text(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: SettingType> Supply<T> for String {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        Some(T::from_text(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: SettingList> Supply<T> for [&str] {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        Some(T::from_list(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: SettingList> Supply<T> for Vec<String> {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        let texts: Vec<_> = self.iter().map(String::as_str).collect();
        Some(T::from_list(&texts))
    }
}

macro_rules! supply {
    ($($from:ty => $to:ty: |$value:ident| $read:expr;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl Supply<$to> for $from {
            fn supply(&self) -> Option<Result<$to, WrongValue>> {
                let $value = self;
                Some(Ok($read))
            }
        })*
    };
}

supply! {
    Secret => Secret: |secret| secret.clone();
    Map<String, Value> => Map<String, Value>: |headers| headers.clone();
    Vec<Algorithm> => Vec<Algorithm>: |algorithms| algorithms.clone();
    Vec<RetiredKey> => Vec<RetiredKey>: |keys| keys.clone();
    Vec<TrustedIssuer> => Vec<TrustedIssuer>: |issuers| issuers.clone();
    BTreeMap<String, Value> => Map<String, Value>: |headers| members(headers);
    BTreeMap<String, String> => Map<String, Value>: |headers| members(headers);
    HashMap<String, Value> => Map<String, Value>: |headers| members(headers);
    HashMap<String, String> => Map<String, Value>: |headers| members(headers);
    Duration => AccessTtl: |time| AccessTtl::For(*time);
    Duration => CookieMaxAge: |time| CookieMaxAge::AtMost(*time);
    Duration => NotBefore: |offset| NotBefore::After(*offset);
    u32 => CountLimit: |count| CountLimit::AtMost(*count);
}

#[diagnostic::do_not_recommend]
impl Supply<CountLimit> for usize {
    fn supply(&self) -> Option<Result<CountLimit, WrongValue>> {
        self.to_string().supply()
    }
}

fn members<'h, V: Clone + Into<Value> + 'h>(
    headers: impl IntoIterator<Item = (&'h String, &'h V)>,
) -> Map<String, Value> {
    let members = headers.into_iter();
    members
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect()
}
