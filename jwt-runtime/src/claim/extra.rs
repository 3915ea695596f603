//! Claims without a type of their own.

use std::fmt;

use jwt_syntax::claim::is_reserved;
use serde::Deserialize;
use serde::de::Deserializer;
use serde::ser::{Error, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::ClaimSet;

/// Whatever claims a token carries besides those that the library reads itself: for programs that mint or verify
/// tokens whose claims they do not know beforehand.
///
/// A configuration is better off with `#[derive(Claim)]`: the compiler then knows the claims.
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
    /// The value of a claim.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl FromIterator<(String, Value)> for ExtraClaims {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(claims: I) -> Self {
        Self(claims.into_iter().collect())
    }
}

/// Shows nothing: claims can hold personal data.
impl fmt::Debug for ExtraClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[claims]")
    }
}

#[diagnostic::do_not_recommend]
impl ClaimSet for ExtraClaims {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];

    fn unset() -> Option<Self> {
        Some(Self::default())
    }

    fn deserialize_claims<'de, D: Deserializer<'de>>(claims: D) -> Result<Self, D::Error> {
        Map::deserialize(claims).map(Self)
    }

    /// A registered claim is refused: the library sets it, or there is a method for it.
    fn serialize_claims<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            if is_reserved(name) {
                return Err(S::Error::custom(format!(
                    "`{name}` is a claim that the library sets itself"
                )));
            }
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
