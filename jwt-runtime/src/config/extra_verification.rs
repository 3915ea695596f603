//! `extra_verifications`: functions of an application that check the claims of every request.

use std::sync::Arc;

use super::{AuthConfig, ClaimsOf, MintsClaims};
use crate::claim::ClaimVerdict;
use crate::claims::Claims;
use crate::token::Verified;

/// A function that checks the claims of each request, listed in `extra_verifications(..)` of `#[derive(AuthConfig)]`.
///
/// It takes the claims as handlers do, `&Claims<T>` or, for the registered ones only, `&Claims`, and returns a `bool` or a
/// `Result<(), E>`. A request that it refuses gets 401 `invalid_token`.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[derive(Claim)]
/// struct Membership {
///     plan: String,
///     seats: u32,
/// }
///
/// #[derive(AuthConfig)]
/// #[auth(claims = Membership, extra_verifications(has_seats, is_no_worker))]
/// struct Api {
///     secret: Secret,
/// }
///
/// fn has_seats(claims: &Claims<Membership>) -> bool {
///     claims.plan != "team" || claims.seats > 0
/// }
///
/// fn is_no_worker(claims: &Claims) -> Result<(), &'static str> {
///     if claims.subject().starts_with("worker-") { Err("workers have no business here") } else { Ok(()) }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use jwt_guard::token::TokenError;
///
/// let auth = Auth::builder(Api { secret: Secret::random()? }).build()?;
/// let team = |seats| Membership { plan: "team".into(), seats };
/// assert!(auth.verify(&auth.mint("1").claims(team(5)).token()?).is_ok());
/// let refused = auth.verify(&auth.mint("1").claims(team(0)).token()?);
/// assert_eq!(refused.err(), Some(TokenError::Verification("has_seats")));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "this is no extra verification of the tokens of `{C}`",
    label = "expected a function of the claims",
    note = "write `fn(&Claims<T>) -> bool`, or with `Result<(), E>`; `T` is the type in `claims = ..`, and may be left out"
)]
pub trait ExtraVerification<C: AuthConfig, Sees>: Send + Sync {
    /// Whether a request with these claims is accepted.
    fn passes(&self, verified: &Arc<Verified<ClaimsOf<C>>>) -> bool;
}

#[diagnostic::do_not_recommend]
impl<C, F, T, V> ExtraVerification<C, fn(&T) -> V> for F
where
    C: MintsClaims<T>,
    F: Fn(&Claims<T>) -> V + Send + Sync,
    T: ?Sized + 'static,
    V: ClaimVerdict,
{
    fn passes(&self, verified: &Arc<Verified<ClaimsOf<C>>>) -> bool {
        self(&ClaimsOf::seen(Arc::clone(verified))).into_bool()
    }
}

/// Runs one extra verification.
#[doc(hidden)]
pub fn run_extra_verification<C: AuthConfig, Sees>(
    name: &'static str,
    verification: impl ExtraVerification<C, Sees>,
    verified: &Arc<Verified<ClaimsOf<C>>>,
) -> Result<(), &'static str> {
    if verification.passes(verified) {
        Ok(())
    } else {
        Err(name)
    }
}
