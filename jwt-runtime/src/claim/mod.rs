//! Custom claims: the application's own members of a token.

mod extra;

pub use extra::ExtraClaims;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};
use serde::ser::{SerializeMap, Serializer};

/// The custom claims of a configuration; `#[derive(Claim)]` implements it.
///
/// The registered claims of [RFC 7519 §4.1] and those that the library owns (`scope`, `sid`, `auth_time`, …) are not
/// part of it: a custom claim of such a name does not compile.
///
/// [RFC 7519 §4.1]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of custom claims",
    label = "this type does not describe claims",
    note = "put `#[derive(Claim)]` on `{Self}`"
)]
pub trait ClaimSet: Sized + Send + Sync + 'static {
    /// The names of the claims, as they stand in the token.
    const NAMES: &'static [&'static str];

    /// Those of [`NAMES`](Self::NAMES) that every token must carry.
    const REQUIRED: &'static [&'static str];

    /// The value in which no claim is set; `None` if one is required.
    fn unset() -> Option<Self>;

    /// Reads the claims from the members of a token that are not registered claims.
    ///
    /// # Errors
    ///
    /// If a required claim is absent, or one has a value of another type.
    fn deserialize_claims<'de, D: Deserializer<'de>>(claims: D) -> Result<Self, D::Error>;

    /// Writes the claims as the members of one map.
    ///
    /// # Errors
    ///
    /// If a value cannot be represented in JSON.
    fn serialize_claims<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// No custom claims: what a configuration without `claims = ..` mints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoClaims;

#[diagnostic::do_not_recommend]
impl ClaimSet for NoClaims {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];

    fn unset() -> Option<Self> {
        Some(Self)
    }

    fn deserialize_claims<'de, D: Deserializer<'de>>(claims: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(claims).map(|IgnoredAny| Self)
    }

    fn serialize_claims<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}

/// Custom claims of any type: what [`Claims`](crate::guard::Claims) without a type argument holds.
///
/// A handler that needs only the registered claims takes `Claims`, and works with every configuration.
pub trait AnyClaims: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> AnyClaims for T {}
