//! The scopes of a new token: of those that were granted before, the ones that the user still has.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::scope::ScopeSet;

/// The scopes that both sets grant and that this service still knows.
pub(crate) fn common_to<C: AuthConfig>(
    auth: &Auth<C>,
    one: &ScopeSet,
    other: &ScopeSet,
) -> ScopeSet {
    let of_one = one.iter().filter(|scope| is_granted(auth, other, scope));
    let of_other = other.iter().filter(|scope| is_granted(auth, one, scope));
    let mut common: Vec<&str> = Vec::new();
    for scope in of_one.chain(of_other) {
        if !common.contains(&scope) && auth.minter().can_grant(scope) {
            common.push(scope);
        }
    }
    common.into_iter().collect()
}

pub(crate) fn is_granted<C: AuthConfig>(auth: &Auth<C>, granted: &ScopeSet, scope: &str) -> bool {
    granted
        .iter()
        .any(|granted| auth.minter().narrows(granted, scope))
}
