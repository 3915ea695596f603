//! The check that the authentication behind a token is as recent and as strong as the policy requires (RFC 9470).

use crate::auth::Auth;
use crate::config::{AuthConfig, ClaimsOf};
use crate::error::{AuthError, Reason};
use crate::guard::policy::{Freshness, PolicySpec, needed};
use crate::token::Verified;

/// The time of the request, and the clock skew that is tolerated, both in seconds.
#[derive(Clone, Copy)]
struct Time {
    now: i64,
    leeway: i64,
}

impl Time {
    /// Whether the user authenticated at most so many seconds ago. The leeway tolerates a clock that is ahead, but does not
    /// accept an older authentication.
    fn is_recent(self, at: i64, most: i64) -> bool {
        let age = self.now.saturating_sub(at);
        age <= most && age >= self.leeway.saturating_neg()
    }
}

/// Refuses a token whose authentication does not satisfy the policy. Without such a requirement, the check costs one branch.
pub(in crate::guard) fn check<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<(), AuthError> {
    if spec.freshness().next().is_none() {
        return Ok(());
    }
    let own_leeway = spec.overrides().and_then(|overrides| overrides.leeway);
    let time = Time {
        now: auth.now(),
        leeway: own_leeway.unwrap_or_else(|| auth.verifier().leeway()),
    };
    let unmet = spec
        .freshness()
        .find_map(|required| unmet(required, verified, time));
    let Some(unmet) = unmet else {
        return Ok(());
    };
    let mut absent = spec
        .freshness()
        .filter_map(|required| absent_claim(required, verified));
    let needed = needed(spec, absent.next()).into();
    Err(match unmet {
        Unmet::Fresh => Reason::NotFresh(needed),
        Unmet::MaxAge => Reason::AuthenticationTooOld(needed),
        Unmet::Acr => Reason::WeakAuthentication(needed),
    }
    .into())
}

/// A requirement that is not met.
enum Unmet {
    Fresh,
    MaxAge,
    Acr,
}

/// The first claim that is required and absent.
fn absent_claim<T: ?Sized>(freshness: &Freshness, verified: &Verified<T>) -> Option<&'static str> {
    match freshness {
        Freshness {
            max_age: Some(_), ..
        } if verified.auth_time().is_none() => Some("auth_time"),
        Freshness { acr: Some(_), .. } if verified.acr().is_none() => Some("acr"),
        _ => None,
    }
}

/// The first requirement that the token does not meet.
fn unmet<T: ?Sized>(freshness: &Freshness, verified: &Verified<T>, time: Time) -> Option<Unmet> {
    let is_recent = |most| {
        verified
            .auth_time()
            .is_some_and(|at| time.is_recent(at, most))
    };
    let is_listed = |values: &[&str]| verified.acr().is_some_and(|acr| values.contains(&acr));
    if freshness.fresh && !verified.is_fresh() {
        Some(Unmet::Fresh)
    } else if !freshness.max_age.is_none_or(is_recent) {
        Some(Unmet::MaxAge)
    } else if !freshness.acr.is_none_or(is_listed) {
        Some(Unmet::Acr)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEEWAY: i64 = 10;

    fn is_recent(now: i64, at: i64, most: i64) -> bool {
        let time = Time {
            now,
            leeway: LEEWAY,
        };
        time.is_recent(at, most)
    }

    #[test]
    fn an_authentication_is_recent_up_to_the_last_second_and_no_leeway_later() {
        assert!(is_recent(1_300, 1_000, 300));
        assert!(!is_recent(1_301, 1_000, 300));
    }

    #[test]
    fn an_authentication_in_the_future_is_one_of_a_clock_ahead_of_ours_or_none() {
        assert!(is_recent(1_000, 1_010, 300));
        assert!(!is_recent(1_000, 1_011, 300));
    }

    #[test]
    fn no_time_overflows() {
        for (now, at) in [
            (i64::MAX, i64::MIN),
            (i64::MIN, i64::MAX),
            (0, i64::MIN),
            (-2, i64::MAX),
        ] {
            assert!(!is_recent(now, at, 300), "{now} {at}");
        }
        assert!(is_recent(i64::MAX, i64::MAX, 300));
    }
}
