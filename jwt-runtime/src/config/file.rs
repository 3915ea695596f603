//! Settings from files: [`FromText`], for types that serde would read in another form.

use jwt_syntax::setting::{SettingType, WrongValue, deserialize};
use serde::de::{Deserialize, Deserializer};

use super::Supply;
use super::variables::FromVariable;

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

impl<'de, T: SettingType> Deserialize<'de> for FromText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Supply<T>> Supply<T> for FromText<V> {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        self.0.supply()
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromVariable> FromVariable for FromText<T> {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        T::from_variable(text).map(Self)
    }
}
