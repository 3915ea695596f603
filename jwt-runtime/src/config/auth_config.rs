//! `AuthConfig`, what the derive implements beside it, and `ClaimsOf`, the claims of a configuration, which `AuthConfig` names.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::Settings;
use crate::claim::{ClaimSet, FromUser};
use crate::claims::{Claims, HasClaims, ScopeRules};
use crate::response::SharedResponses;
use crate::scope::{ScopeNormalizer, ScopeValidator, Vocabulary};
use crate::token::Verified;
use crate::user::{BackendError, UserBackend};

/// An authentication configuration: its settings and its types. Implemented by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authentication configuration",
    label = "this type configures nothing",
    note = "put `#[derive(AuthConfig)]` on `{Self}`"
)]
pub trait AuthConfig: Sized + Send + Sync + 'static {
    /// The custom claims of every token: `claims = ..`.
    type Claims: ClaimSet;

    /// The user backend: `users = ..`.
    type Users: UserBackend<Self::Claims>;

    /// The vocabulary of scopes: `scopes = ..`, or any scope.
    type Scopes: Vocabulary;

    /// The name of the configuration, for messages.
    const NAME: &'static str;

    /// Decides whether a token grants a required scope, instead of the rules of the library: `scope_validator = ..`.
    const SCOPE_VALIDATOR: Option<ScopeValidator> = None;

    /// Rewrites required scopes before they are compared: `scope_normalizer = ..`.
    const SCOPE_NORMALIZER: Option<ScopeNormalizer> = None;

    /// Renders responses instead of the library: `responses = ..`.
    #[must_use]
    fn responses() -> Option<SharedResponses> {
        None
    }

    /// Runs the functions in `extra_verifications(..)`.
    #[doc(hidden)]
    const EXTRA: Option<ExtraVerificationsOf<Self>> = None;

    /// The settings that were given as literals or by the fields of this value.
    fn settings(&self) -> Settings;
}

/// Runs all extra verifications of a configuration. The error is the name of the first that refuses.
#[doc(hidden)]
pub type ExtraVerificationsOf<C> = fn(&Arc<Verified<ClaimsOf<C>>>) -> Result<(), &'static str>;

/// States that the tokens of a configuration carry the claims `T`. Implemented by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "this handler asks for `Claims<{T}>`, but the configuration `{Self}` mints other claims",
    label = "wrong claims type for this router",
    note = "use a type named by `claims = ..` in `#[auth(..)]` on `{Self}`, or `Claims` for the registered ones alone"
)]
pub trait MintsClaims<T: ?Sized>: AuthConfig {
    /// The part of the claims that the handler extracts.
    fn part(claims: &Self::Claims) -> &T;
}

/// States that the backend of a configuration supplies users of type `U`. Implemented by `#[derive(AuthConfig)]`.
#[diagnostic::on_unimplemented(
    message = "this handler asks for the user `{U}`, but the backend of `{Self}` supplies another type",
    label = "wrong user type for this router",
    note = "use the `User` type of the backend named by `users = ..` in `#[auth(..)]` on `{Self}`"
)]
pub trait SuppliesUser<U>: AuthConfig {
    /// Returns the user of the backend as the type that the handler extracts, which is the same type.
    fn supply(user: <Self::Users as UserBackend<Self::Claims>>::User) -> U;
}

/// All custom claims of the configuration `C`; dereferences to the type named in `claims = ..`, which
/// [`Verified::claims`] gives as well.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[derive(Claim)]
/// struct Plan(String);
/// #[derive(Claim)]
/// struct Team(Option<String>);
///
/// #[derive(AuthConfig)]
/// #[auth(claims = (Plan, Team))]
/// struct Api {
///     secret: Secret,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let auth = Auth::builder(Api { secret: Secret::random()? }).build()?;
/// let claims = (Plan("pro".into()), Team(None));
/// let verified = auth.verify(&auth.mint("1").claims(claims).token()?)?;
/// let (plan, team) = verified.claims();
/// assert_eq!((&*plan.0, &team.0), ("pro", &None));
/// # Ok(())
/// # }
/// ```
pub struct ClaimsOf<C: AuthConfig>(C::Claims);

impl<C: AuthConfig> ClaimsOf<C> {
    /// The claims of a token as the type that a handler extracts.
    pub(crate) fn seen<T: ?Sized + 'static, I>(verified: Arc<Verified<Self>>) -> Claims<T, I>
    where
        C: MintsClaims<T>,
    {
        Claims::new(verified, scope_rules::<C>())
    }
}

/// The functions that take part in the comparison of scopes in this configuration.
pub(crate) const fn scope_rules<C: AuthConfig>() -> &'static ScopeRules {
    const { &ScopeRules::new(C::SCOPE_VALIDATOR, C::SCOPE_NORMALIZER) }
}

/// For unit tests that call a handler with claims that were minted and verified.
#[cfg(feature = "testing")]
impl<C: MintsClaims<T>, T: ?Sized + 'static, I> From<Arc<Verified<ClaimsOf<C>>>> for Claims<T, I> {
    fn from(verified: Arc<Verified<ClaimsOf<C>>>) -> Self {
        ClaimsOf::seen(verified)
    }
}

/// Shows nothing, as claims may hold personal data.
impl<C: AuthConfig> fmt::Debug for ClaimsOf<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[claims]")
    }
}

impl<C: AuthConfig> Deref for ClaimsOf<C> {
    type Target = C::Claims;

    fn deref(&self) -> &C::Claims {
        &self.0
    }
}

#[diagnostic::do_not_recommend]
impl<C: MintsClaims<T>, T: ?Sized> HasClaims<T> for ClaimsOf<C> {
    fn part(&self) -> &T {
        C::part(&self.0)
    }
}

#[diagnostic::do_not_recommend]
impl<C: AuthConfig> ClaimSet for ClaimsOf<C> {
    const NAMES: &'static [&'static str] = C::Claims::NAMES;
    const REQUIRED: &'static [&'static str] = C::Claims::REQUIRED;
    const ACCEPTS_ANY_NAME: bool = C::Claims::ACCEPTS_ANY_NAME;
    const FROM_BACKEND: &'static [&'static str] = C::Claims::FROM_BACKEND;

    type Partial = <C::Claims as ClaimSet>::Partial;

    fn read<'de, A: MapAccess<'de>>(
        found: &mut Self::Partial,
        name: &str,
        claims: &mut A,
    ) -> Result<bool, A::Error> {
        C::Claims::read(found, name, claims)
    }

    fn finish(found: Self::Partial) -> Result<Self, &'static str> {
        C::Claims::finish(found).map(Self)
    }

    fn write<M: SerializeMap>(&self, claims: &mut M) -> Result<(), M::Error> {
        self.0.write(claims)
    }

    fn verify(&self) -> Result<(), &'static str> {
        self.0.verify()
    }
}

#[diagnostic::do_not_recommend]
impl<C: AuthConfig<Claims: FromUser<U>>, U: Sync> FromUser<U> for ClaimsOf<C> {
    async fn from_user(user: &U) -> Result<Self, BackendError> {
        C::Claims::from_user(user).await.map(Self)
    }
}
