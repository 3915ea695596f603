//! What a handler requires of the authentication behind a token (RFC 9470): recent, or of a class.

use jwt_syntax::scope::fingerprint;

use super::PolicySpec;
use crate::error::{Needed, NeededAuthentication};

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
    pub(in crate::guard) fresh: bool,
    /// In seconds.
    pub(in crate::guard) max_age: Option<i64>,
    pub(in crate::guard) acr: Option<&'static [&'static str]>,
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
}

impl Default for Freshness {
    fn default() -> Self {
        Self::NONE
    }
}

/// Whether the lists of `acr` that the attributes of a handler name have no value in common, so that no token could meet all of them.
pub(in crate::guard) const fn is_contradictory(lists: &PolicySpec) -> bool {
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

/// What a policy asks of an authentication; `None` if it asks for nothing.
pub(crate) fn needed_authentication(spec: &PolicySpec) -> Option<NeededAuthentication> {
    spec.freshness().next().map(|_| needed(spec, None).into())
}

/// What all attributes of a handler ask for together.
pub(in crate::guard) fn needed(spec: &PolicySpec, absent_claim: Option<&'static str>) -> Needed {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Access;

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
