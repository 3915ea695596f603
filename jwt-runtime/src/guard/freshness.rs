//! How recent and how strong the authentication behind a token must be (RFC 9470).

use jwt_syntax::scope::fingerprint;

use super::PolicySpec;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::config::ClaimsOf;
use crate::error::{AuthError, Needed, NeededAuthentication};
use crate::token::Verified;

/// What a handler asks of the authentication that its token came from: constant data, which the attributes write.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// /// A stolen token of this morning changes no password.
/// #[protected(max_age = "5m", acr = ["urn:example:mfa", "urn:example:hardware"])]
/// async fn change_password() {}
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// let app = GuardedRouter::<Auth<Api>>::new().route("/password", post(change_password));
/// assert!(app.manifest().to_string().contains(r#"max_age = "300s", acr = ["urn:example:mfa", "urn:example:hardware"]"#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    pub(super) fresh: bool,
    /// In seconds.
    pub(super) max_age: Option<i64>,
    pub(super) acr: Option<&'static [&'static str]>,
}

impl Freshness {
    /// Nothing: any authentication will do.
    pub const NONE: Self = Self {
        fresh: false,
        max_age: None,
        acr: None,
    };

    /// The token came from an authentication, not from a refresh: its claim `fresh` is `true`.
    #[must_use]
    pub const fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// The user authenticated at most so many seconds ago, says the claim `auth_time`. No leeway is added.
    #[must_use]
    pub const fn max_age(mut self, seconds: i64) -> Self {
        self.max_age = Some(seconds);
        self
    }

    /// The claim `acr` is one of these.
    #[must_use]
    pub const fn acr(mut self, values: &'static [&'static str]) -> Self {
        self.acr = Some(values);
        self
    }

    /// The first claim that is asked for and not there.
    fn absent_claim<T: ?Sized>(&self, verified: &Verified<T>) -> Option<&'static str> {
        match self {
            Self {
                max_age: Some(_), ..
            } if verified.auth_time().is_none() => Some("auth_time"),
            Self { acr: Some(_), .. } if verified.acr().is_none() => Some("acr"),
            _ => None,
        }
    }

    fn is_met_by<T: ?Sized>(&self, verified: &Verified<T>, time: Time) -> bool {
        let is_recent = |most| {
            verified
                .auth_time()
                .is_some_and(|at| time.is_recent(at, most))
        };
        let is_listed = |values: &[&str]| verified.acr().is_some_and(|acr| values.contains(&acr));
        (!self.fresh || verified.is_fresh())
            && self.max_age.is_none_or(is_recent)
            && self.acr.is_none_or(is_listed)
    }
}

impl Default for Freshness {
    fn default() -> Self {
        Self::NONE
    }
}

/// When a request is judged, and by how much clocks may differ, both in seconds.
#[derive(Clone, Copy)]
struct Time {
    now: i64,
    leeway: i64,
}

impl Time {
    /// Whether the user authenticated at most so many seconds ago. The leeway forgives a clock that is ahead of ours, not
    /// an old authentication.
    fn is_recent(self, at: i64, most: i64) -> bool {
        let age = self.now.saturating_sub(at);
        age <= most && age >= self.leeway.saturating_neg()
    }
}

/// Refuses a token whose authentication is not what the policy asks for. One that asks for nothing costs a branch.
pub(super) fn check<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<(), AuthError> {
    if spec.freshness().next().is_none() {
        return Ok(());
    }
    let own_leeway = spec.overrides().and_then(|own| own.leeway);
    let time = Time {
        now: auth.now(),
        leeway: own_leeway.unwrap_or_else(|| auth.verifier().leeway()),
    };
    if spec
        .freshness()
        .all(|asked| asked.is_met_by(verified, time))
    {
        return Ok(());
    }
    let mut absent = spec
        .freshness()
        .filter_map(|asked| asked.absent_claim(verified));
    let needed = needed(spec, absent.next());
    Err(AuthError::InsufficientUserAuthentication(needed.into()))
}

/// What a policy asks of an authentication; `None` if it asks for nothing.
pub(crate) fn needed_authentication(spec: &PolicySpec) -> Option<NeededAuthentication> {
    spec.freshness().next().map(|_| needed(spec, None).into())
}

/// What all attributes of a handler ask for together.
fn needed(spec: &PolicySpec, absent_claim: Option<&'static str>) -> Needed {
    let mut lists = spec.freshness().filter_map(|asked| asked.acr);
    let mut acr_values = lists.next().unwrap_or_default().to_vec();
    for list in lists {
        acr_values.retain(|value| list.contains(value));
    }
    Needed {
        is_fresh: spec.freshness().any(|asked| asked.fresh),
        max_age: spec.freshness().filter_map(|asked| asked.max_age).min(),
        acr_values,
        absent_claim,
    }
}

/// Whether one list is empty-handed beside the others: no token says two things of its authentication.
pub(super) const fn is_contradictory(lists: &PolicySpec) -> bool {
    let mut spec = Some(lists);
    while let Some(asking) = spec {
        if let Some(Freshness {
            acr: Some(values), ..
        }) = asking.asks
        {
            let mut candidates = *values;
            while let [candidate, rest @ ..] = candidates {
                if is_in_all(candidate, lists) {
                    return false;
                }
                candidates = rest;
            }
            return true;
        }
        spec = asking.inner;
    }
    false
}

const fn is_in_all(value: &str, lists: &PolicySpec) -> bool {
    let mut spec = Some(lists);
    while let Some(asking) = spec {
        if let Some(Freshness {
            acr: Some(values), ..
        }) = asking.asks
            && !is_in(value, values)
        {
            return false;
        }
        spec = asking.inner;
    }
    true
}

const fn is_in(value: &str, mut values: &[&str]) -> bool {
    // The compiler compares no texts, but numbers.
    let number = fingerprint(value);
    while let [first, rest @ ..] = values {
        if fingerprint(first) == number {
            return true;
        }
        values = rest;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Access;

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

    const fn asking(asked: &'static Freshness) -> PolicySpec {
        PolicySpec::new("h", Access::Protected).asking(asked)
    }

    #[test]
    fn lists_with_a_value_in_common_are_no_contradiction() {
        const A_OR_B: PolicySpec = asking(&const { Freshness::NONE.acr(&["a", "b"]) });
        const FRESH: PolicySpec = asking(&const { Freshness::NONE.fresh() }).over(&A_OR_B);
        const B_OR_C: PolicySpec = asking(&const { Freshness::NONE.acr(&["c", "b"]) }).over(&FRESH);
        B_OR_C.assert_consistent();
        assert!(!is_contradictory(&PolicySpec::new("h", Access::Protected)));
    }

    #[test]
    #[should_panic(expected = "no `acr` in common")]
    fn lists_that_only_meet_in_pairs_contradict_each_other() {
        const A_OR_B: PolicySpec = asking(&const { Freshness::NONE.acr(&["a", "b"]) });
        const B_OR_C: PolicySpec =
            asking(&const { Freshness::NONE.acr(&["b", "c"]) }).over(&A_OR_B);
        const C_OR_A: PolicySpec =
            asking(&const { Freshness::NONE.acr(&["c", "a"]) }).over(&B_OR_C);
        C_OR_A.assert_consistent();
    }
}
