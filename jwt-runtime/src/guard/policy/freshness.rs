//! `Freshness`: how recent or strong the authentication behind a token must be (RFC 9470).

use jwt_syntax::scope::fingerprint;

use super::PolicySpec;
use crate::error::{Needed, NeededAuthentication};

/// The requirements of a handler on the authentication of the user, as constant data that the attributes write.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// /// A token that was stolen this morning cannot change the password.
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
    /// No requirements.
    pub const NONE: Self = Self {
        fresh: false,
        max_age: None,
        acr: None,
    };

    /// The token must come from an authentication, not from a refresh: its claim `fresh` is `true`.
    #[must_use]
    pub const fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// The user must have authenticated at most so many seconds ago, by the claim `auth_time`. No leeway is added.
    #[must_use]
    pub const fn max_age(mut self, seconds: i64) -> Self {
        self.max_age = Some(seconds);
        self
    }

    /// The claim `acr` must be one of these.
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

/// Whether the `acr` lists of a handler's attributes have no value in common, so that no token can satisfy all of them.
pub(in crate::guard) const fn is_contradictory(lists: &PolicySpec) -> bool {
    let mut spec = Some(lists);
    while let Some(current) = spec {
        if let Some(Freshness {
            acr: Some(values), ..
        }) = current.freshness
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
        spec = current.inner;
    }
    false
}

const fn is_in_all(value: &str, lists: &PolicySpec) -> bool {
    let mut spec = Some(lists);
    while let Some(current) = spec {
        if let Some(Freshness {
            acr: Some(values), ..
        }) = current.freshness
            && !is_in(value, values)
        {
            return false;
        }
        spec = current.inner;
    }
    true
}

const fn is_in(value: &str, mut values: &[&str]) -> bool {
    // Strings cannot be compared in a constant function, but the numbers can.
    let number = fingerprint(value);
    while let [first, rest @ ..] = values {
        if fingerprint(first) == number {
            return true;
        }
        values = rest;
    }
    false
}

/// The requirements of a policy on the authentication; `None` if it has none.
pub(crate) fn needed_authentication(spec: &PolicySpec) -> Option<NeededAuthentication> {
    spec.freshness().next().map(|_| needed(spec, None).into())
}

/// The combined requirements of all attributes of a handler.
pub(in crate::guard) fn needed(spec: &PolicySpec, absent_claim: Option<&'static str>) -> Needed {
    let mut lists = spec.freshness().filter_map(|required| required.acr);
    let mut acr_values = lists.next().unwrap_or_default().to_vec();
    for list in lists {
        acr_values.retain(|value| list.contains(value));
    }
    Needed {
        is_fresh: spec.freshness().any(|required| required.fresh),
        max_age: spec
            .freshness()
            .filter_map(|required| required.max_age)
            .min(),
        acr_values,
        absent_claim,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Access;

    const fn with_freshness(asked: &'static Freshness) -> PolicySpec {
        PolicySpec::new("h", Access::Protected).with_freshness(asked)
    }

    #[test]
    fn lists_with_a_value_in_common_are_no_contradiction() {
        const A_OR_B: PolicySpec = with_freshness(&const { Freshness::NONE.acr(&["a", "b"]) });
        const FRESH: PolicySpec = with_freshness(&const { Freshness::NONE.fresh() }).and(&A_OR_B);
        const B_OR_C: PolicySpec =
            with_freshness(&const { Freshness::NONE.acr(&["c", "b"]) }).and(&FRESH);
        B_OR_C.assert_consistent();
        assert!(!is_contradictory(&PolicySpec::new("h", Access::Protected)));
    }

    #[test]
    #[should_panic(expected = "no `acr` in common")]
    fn lists_that_only_meet_in_pairs_contradict_each_other() {
        const A_OR_B: PolicySpec = with_freshness(&const { Freshness::NONE.acr(&["a", "b"]) });
        const B_OR_C: PolicySpec =
            with_freshness(&const { Freshness::NONE.acr(&["b", "c"]) }).and(&A_OR_B);
        const C_OR_A: PolicySpec =
            with_freshness(&const { Freshness::NONE.acr(&["c", "a"]) }).and(&B_OR_C);
        C_OR_A.assert_consistent();
    }
}
