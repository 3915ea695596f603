//! `ExtraClaims`: claims without a type of their own.

use std::fmt;

use jwt_syntax::claim::is_reserved;
use serde::de::MapAccess;
use serde::ser::{Error, SerializeMap};
use serde_json::{Map, Value};

use super::claim_set::ClaimSet;
use super::from_user::FromUser;
use crate::error::BackendError;

/// Any claims of a token besides those that the library reads itself, for programs that do not know the claims beforehand.
///
/// Prefer `#[derive(Claim)]` where the claims are known: the compiler then checks them. Both can be combined: with `claims =
/// (Membership, ExtraClaims)`, this has all claims that `Membership` does not have. It must be the last type, since types
/// after it would receive no claims.
///
/// ```
/// use jwt_guard::claim::ExtraClaims;
///
/// let claims: ExtraClaims = [("plan".to_owned(), "pro".into())].into_iter().collect();
/// assert_eq!(claims.get("plan"), Some(&"pro".into()));
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ExtraClaims(Map<String, Value>);

impl ExtraClaims {
    /// Sets a claim.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a claim.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// All claims, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl FromIterator<(String, Value)> for ExtraClaims {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(claims: I) -> Self {
        Self(claims.into_iter().collect())
    }
}

impl From<Map<String, Value>> for ExtraClaims {
    fn from(claims: Map<String, Value>) -> Self {
        Self(claims)
    }
}

/// Shows no claim: claims can hold personal data.
impl fmt::Debug for ExtraClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[claims]")
    }
}

#[diagnostic::do_not_recommend]
impl ClaimSet for ExtraClaims {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];
    const ACCEPTS_ANY_NAME: bool = true;

    type Partial = Self;

    fn read<'de, A: MapAccess<'de>>(
        found: &mut Self,
        name: &str,
        claims: &mut A,
    ) -> Result<bool, A::Error> {
        found.insert(name, claims.next_value::<Value>()?);
        Ok(true)
    }

    fn finish(found: Self) -> Result<Self, &'static str> {
        Ok(found)
    }

    /// Refuses registered claims: the library sets them, or has methods for them.
    fn write<M: SerializeMap>(&self, claims: &mut M) -> Result<(), M::Error> {
        for (name, value) in &self.0 {
            if is_reserved(name) {
                return Err(M::Error::custom(format!(
                    "`{name}` is a claim that the library sets itself"
                )));
            }
            claims.serialize_entry(name, value)?;
        }
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<U: Sync> FromUser<U> for ExtraClaims {
    async fn from_user(_: &U) -> Result<Self, BackendError> {
        Ok(Self::default())
    }
}
