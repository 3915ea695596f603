//! `ClaimSet`: a type of custom claims.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::from_user::FromUser;
use super::no_user::NoUser;
use crate::error::BackendError;
use crate::json::Text;

/// The custom claims of a configuration; `#[derive(Claim)]` implements it for a struct with a field for each claim, and
/// for a newtype that is one claim. A tuple of such types is one as well: `claims = (Membership, Plan)`.
///
/// The registered claims of [RFC 7519 §4.1] and those that the library owns (`scope`, `sid`, `auth_time`, …) are not
/// part of it: a custom claim of such a name does not compile.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[derive(Claim)]
/// struct Membership {
///     /// Required and checked: an unknown plan is refused with 401, and is not minted.
///     #[claim(verify = is_known)]
///     plan: String,
///     /// May be absent.
///     #[claim(name = "https://example.com/team")]
///     team: Option<String>,
///     /// Zero, if absent.
///     #[claim(default)]
///     level: u32,
///     /// `roles` in the object `realm_access`.
///     #[claim(path = "realm_access.roles", default)]
///     roles: Vec<String>,
/// }
///
/// fn is_known(plan: &str) -> bool {
///     ["basic", "pro"].contains(&plan)
/// }
///
/// let claims = serde_json::json!({ "plan": "pro", "realm_access": { "roles": ["editor"] }, "other": 1 });
/// let membership = Membership::deserialize_claims(claims)?;
/// assert_eq!((&*membership.plan, membership.team.as_deref(), membership.level), ("pro", None, 0));
/// assert_eq!(membership.roles, ["editor"]);
/// assert_eq!(membership.verify(), Ok(()));
/// assert_eq!(Membership { plan: "golden".into(), ..membership }.verify(), Err("plan"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [RFC 7519 §4.1]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of custom claims",
    label = "this type does not describe claims",
    note = "put `#[derive(Claim)]` on `{Self}`"
)]
pub trait ClaimSet: FromUser<NoUser> + Send + Sync + 'static {
    /// The names of the claims in a token; for a path such as `realm_access.roles`, its first part.
    const NAMES: &'static [&'static str];

    /// The claims that every token must have.
    const REQUIRED: &'static [&'static str];

    /// Those of [`REQUIRED`](Self::REQUIRED) that the user backend must set, since they have no `setup`.
    const FROM_BACKEND: &'static [&'static str] = Self::REQUIRED;

    /// Whether it takes claims of any name, as [`ExtraClaims`](super::ExtraClaims) does. Only the last of several types in
    /// one token can: types after it would receive none.
    const ACCEPTS_ANY_NAME: bool = false;

    /// The claims that were found so far, while a token is read.
    type Partial: Default;

    /// Reads the value of one member of a token, if it is one of the claims, and returns whether it was.
    ///
    /// No name occurs twice.
    ///
    /// # Errors
    ///
    /// If the value is of another type.
    fn read<'de, A: MapAccess<'de>>(
        found: &mut Self::Partial,
        name: &str,
        claims: &mut A,
    ) -> Result<bool, A::Error>;

    /// The claims, after all members of the token were read.
    ///
    /// # Errors
    ///
    /// The name of a required claim that was absent.
    fn finish(found: Self::Partial) -> Result<Self, &'static str>;

    /// Writes the claims as members of a token.
    ///
    /// # Errors
    ///
    /// If a value cannot be represented in JSON.
    fn write<M: SerializeMap>(&self, claims: &mut M) -> Result<(), M::Error>;

    /// Runs the `verify` function of each claim. The result must depend on the values alone: it runs once for each token.
    ///
    /// # Errors
    ///
    /// The name of the first claim whose value is refused.
    fn verify(&self) -> Result<(), &'static str> {
        Ok(())
    }

    /// The value in which no claim is set; `None` if one is required.
    #[must_use]
    fn unset() -> Option<Self> {
        Self::finish(Self::Partial::default()).ok()
    }

    /// Reads the claims from a map that may have other members. It does not [`verify`](Self::verify) them.
    ///
    /// # Errors
    ///
    /// If a required claim is absent, or one has a value of another type.
    fn deserialize_claims<'de, D: Deserializer<'de>>(claims: D) -> Result<Self, D::Error> {
        claims.deserialize_map(ClaimsVisitor::new(&mut None))
    }

    /// Writes the claims as one map.
    ///
    /// # Errors
    ///
    /// If a value cannot be represented in JSON.
    fn serialize_claims<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut claims = serializer.serialize_map(None)?;
        self.write(&mut claims)?;
        claims.end()
    }
}

/// The claims of a user if none has a `setup`: all unset.
#[doc(hidden)]
pub fn claims_without_setup<T: ClaimSet>() -> Result<T, BackendError> {
    T::unset().ok_or_else(|| {
        BackendError::from("required claims have no `setup`: implement `UserBackend::claims`")
    })
}

/// The claim because of which the claims cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimFault {
    /// A required claim is absent.
    Absent(&'static str),
    /// The value of a claim is not of its type.
    Unreadable(&'static str),
}

/// Reads claims among other members, and records which claim could not be read.
pub(crate) struct ClaimsVisitor<'b, T> {
    blamed: &'b mut Option<ClaimFault>,
    of: PhantomData<T>,
}

impl<'b, T> ClaimsVisitor<'b, T> {
    pub(crate) fn new(blamed: &'b mut Option<ClaimFault>) -> Self {
        Self {
            blamed,
            of: PhantomData,
        }
    }
}

impl<'de, T: ClaimSet> Visitor<'de> for ClaimsVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("claims")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut claims: A) -> Result<T, A::Error> {
        let mut found = T::Partial::default();
        while let Some(name) = claims.next_key::<Text<'de>>()? {
            match T::read(&mut found, &name, &mut claims) {
                Ok(true) => {}
                Ok(false) => {
                    let IgnoredAny = claims.next_value()?;
                }
                Err(error) => {
                    *self.blamed = known::<T>(&name).map(ClaimFault::Unreadable);
                    return Err(error);
                }
            }
        }
        T::finish(found).map_err(|name| {
            *self.blamed = Some(ClaimFault::Absent(name));
            A::Error::missing_field(name)
        })
    }
}

/// The claim with this name, as a `'static` text.
#[cold]
fn known<T: ClaimSet>(name: &str) -> Option<&'static str> {
    T::NAMES.iter().copied().find(|known| *known == name)
}
