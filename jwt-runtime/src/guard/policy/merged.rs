//! The attributes of one handler, merged: whether they contradict each other, and how recent and strong the authentication must
//! be for all of them.

use jwt_syntax::scope::fingerprint;

use super::{Access, Freshness, PolicySpec};
use crate::error::{Needed, NeededAuthentication};

impl PolicySpec {
    /// Fails to compile if two merged policies contradict each other.
    ///
    /// # Panics
    ///
    /// If one of them is public and the other is not, if both have settings of the handler's own, or if no `acr` satisfies all
    /// of them. Called in constants only.
    #[expect(
        clippy::panic,
        reason = "evaluated by the compiler; the panic is a compile error"
    )]
    #[track_caller]
    pub const fn assert_consistent(&self) {
        let mut outer = self;
        while let Some(inner) = outer.inner {
            if matches!(outer.access, Access::Public) != matches!(inner.access, Access::Public) {
                panic!(
                    "a handler cannot be both `#[public]` and protected: remove one of the attributes, or, if the other stands on a block around the handler, write `#[public(replace)]` by that name and not in a `cfg_attr`"
                );
            }
            if outer.takes_refresh_token() || inner.takes_refresh_token() {
                panic!(
                    "a handler that takes a refresh token takes no access token: remove the other attribute, or, if it stands on a block around the handler, write `#[protected(refresh, replace)]`"
                );
            }
            if outer.overrides.is_some() && inner.overrides().is_some() {
                panic!(
                    "two attributes give this handler settings of its own: give them in one of the attributes"
                );
            }
            outer = inner;
        }
        if is_contradictory(self) {
            panic!(
                "the attributes of this handler have no `acr` in common, and a token has only one: list what is enough in one of the attributes"
            );
        }
    }
}

/// Whether the `acr` lists of a handler's attributes have no value in common, so that no token can satisfy all of them.
const fn is_contradictory(lists: &PolicySpec) -> bool {
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
    use jwt_syntax::scope::Requirement;

    use super::*;

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

    const READ: Access = Access::Scoped(Requirement {
        scopes: &["read"],
        require_all: true,
        require_all_actions: true,
    });

    #[test]
    fn merging_keeps_the_stricter_of_two_policies() {
        const INNER: PolicySpec = PolicySpec::new("h", READ);
        const MERGED: PolicySpec = PolicySpec::new("h", Access::Protected)
            .optional()
            .and(&INNER);
        assert!(!MERGED.is_optional());
        assert!(!MERGED.is_public());
        let mut scopes = Vec::new();
        MERGED.visit_scopes(&mut |scope| scopes.push(scope));
        assert_eq!(scopes, ["read"]);
        MERGED.assert_consistent();
    }

    #[test]
    #[should_panic(expected = "both `#[public]` and protected")]
    fn public_and_protected_contradict_each_other() {
        const INNER: PolicySpec = PolicySpec::new("h", READ);
        PolicySpec::new("h", Access::Public)
            .and(&INNER)
            .assert_consistent();
    }
}
