//! Matching: required scopes against granted ones, without allocation.

/// Required scopes: constant data, borrowed text.
///
/// ```
/// use jwt_syntax::scope::Requirement;
///
/// const EITHER: Requirement<'_> = Requirement {
///     scopes: &["user:read", "admin"],
///     require_all: false,
///     require_all_actions: true,
/// };
/// assert!(EITHER.is_met_by("profile admin".split(' ')));
/// assert!(!EITHER.is_met_by("profile user:write".split(' ')));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement<'a> {
    /// The required scopes.
    pub scopes: &'a [&'a str],
    /// Whether every scope must be granted (`true`), or one of them is enough (`false`).
    pub require_all: bool,
    /// Whether every action of a scope must be granted (`true`), or one of them is enough (`false`).
    pub require_all_actions: bool,
}

impl Requirement<'_> {
    /// Whether these granted scopes meet the requirement, by the hierarchy of [`grants`].
    ///
    /// An empty list follows the quantifiers: all of nothing is always met, any of nothing never.
    #[must_use]
    pub fn is_met_by<'g>(&self, granted: impl Iterator<Item = &'g str> + Clone) -> bool {
        self.holds(|required| {
            granted
                .clone()
                .any(|granted| grants(granted, required, self.require_all_actions))
        })
    }

    /// Whether these granted scopes meet the requirement word for word, as OAuth compares them (RFC 6749 §3.3): for
    /// scopes of other issuers, in which a colon has no meaning.
    ///
    /// ```
    /// use jwt_syntax::scope::Requirement;
    ///
    /// const READ: Requirement<'_> = Requirement {
    ///     scopes: &["user:read"],
    ///     require_all: true,
    ///     require_all_actions: true,
    /// };
    /// assert!(READ.is_met_exactly_by("user:read".split(' ')));
    /// assert!(!READ.is_met_exactly_by("user".split(' ')));
    /// ```
    #[must_use]
    pub fn is_met_exactly_by<'g>(&self, granted: impl Iterator<Item = &'g str> + Clone) -> bool {
        self.holds(|required| granted.clone().any(|granted| granted == required))
    }

    fn holds(&self, is_granted: impl Fn(&str) -> bool) -> bool {
        let mut required = self.scopes.iter();
        if self.require_all {
            required.all(|required| is_granted(required))
        } else {
            required.any(|required| is_granted(required))
        }
    }
}

/// Whether one granted scope meets one required scope, by the rules in the [module's table](crate::scope).
///
/// Nothing is trimmed, folded in case or treated as a wildcard character.
///
/// ```
/// use jwt_syntax::scope::grants;
///
/// assert!(grants("user:read:write", "user:write", true));
/// assert!(!grants("user:read", "user:read:write", true));
/// assert!(grants("user:read", "user:read:write", false));
/// ```
#[must_use]
pub fn grants(granted: &str, required: &str, require_all_actions: bool) -> bool {
    // A scope grants itself by each rule. Most requests end here.
    if granted == required {
        return true;
    }
    let (granted_namespace, granted_actions) = split_namespace(granted);
    let (required_namespace, required_actions) = split_namespace(required);
    if !required_namespace.is_empty() && required_namespace != granted_namespace {
        return false;
    }
    match (granted_actions, required_actions) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(granted), Some(required)) => {
            let mut required = required.split(':');
            let is_granted = |action| granted.split(':').any(|granted| granted == action);
            if require_all_actions {
                required.all(is_granted)
            } else {
                required.any(is_granted)
            }
        }
    }
}

/// `user:` has one action, the empty one, while `user` has none; the two differ in what they grant.
fn split_namespace(scope: &str) -> (&str, Option<&str>) {
    // By bytes: a scope is too short for the search of `split_once` to pay.
    let colon = scope.bytes().position(|byte| byte == b':');
    let split = colon.and_then(|at| scope.split_at_checked(at));
    match split {
        Some((namespace, rest)) => (namespace, rest.get(1..)),
        None => (scope, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(granted: &str, required: &str, expected: bool) {
        assert_eq!(
            grants(granted, required, true),
            expected,
            "{granted:?} for {required:?}"
        );
    }

    fn requirement<'a>(scopes: &'a [&'a str], require_all: bool) -> Requirement<'a> {
        Requirement {
            scopes,
            require_all,
            require_all_actions: true,
        }
    }

    #[test]
    fn a_scope_grants_itself() {
        check("user", "user", true);
        check("user:read", "user:read", true);
        check("user:read:write", "user:read:write", true);
    }

    #[test]
    fn a_namespace_grants_all_its_actions() {
        check("user", "user:read", true);
        check("user", "user:read:write", true);
    }

    #[test]
    fn an_action_does_not_grant_its_namespace() {
        check("user:read", "user", false);
        check("user:", "user", false);
    }

    #[test]
    fn another_namespace_grants_nothing() {
        check("admin", "user", false);
        check("admin:read", "user:read", false);
    }

    #[test]
    fn the_order_and_repetition_of_actions_do_not_matter() {
        check("user:write:read", "user:read:write", true);
        check("user:read:read", "user:read", true);
        check("user:read", "user:read:read", true);
    }

    #[test]
    fn all_actions_are_required_unless_one_is_enough() {
        check("user:read", "user:read:write", false);
        assert!(grants("user:read", "user:read:write", false));
        assert!(!grants("user:delete", "user:read:write", false));
    }

    #[test]
    fn an_empty_required_namespace_stands_for_any() {
        check("user:read", ":read", true);
        check("admin", ":read", true);
        check("user:write", ":read", false);
    }

    #[test]
    fn an_empty_granted_namespace_is_no_wildcard() {
        check(":read", "user:read", false);
        check("", "user", false);
    }

    #[test]
    fn an_empty_requirement_is_met_by_any_scope_without_actions() {
        check("admin", "", true);
        check("", "", true);
        check("admin:read", "", false);
    }

    #[test]
    fn an_empty_granted_scope_meets_any_requirement_without_a_namespace() {
        check("", ":read", true);
        check("", ":read:write", true);
    }

    #[test]
    fn an_empty_action_is_an_action() {
        check("user:", "user:", true);
        check("user:read", "user:", false);
        check("user", "user:", true);
        check("user:read:", "user:", true);
    }

    #[test]
    fn text_is_compared_as_it_is() {
        check("User", "user", false);
        check("user:Read", "user:read", false);
        check(" user", "user", false);
        check("user:*", "user:read", false);
        check("*", "user", false);
        check("user:rea", "user:read", false);
        check("use", "user", false);
        check("größe:lesen", "größe:lesen", true);
    }

    #[test]
    fn actions_are_not_united_across_granted_scopes() {
        let both = requirement(&["user:read:write"], true);
        assert!(!both.is_met_by(["user:read", "user:write"].into_iter()));
        assert!(both.is_met_by(["user:read", "user:write:read"].into_iter()));
    }

    #[test]
    fn all_scopes_are_required_unless_one_is_enough() {
        let scopes = ["user:read", "admin"];
        assert!(!requirement(&scopes, true).is_met_by(["user:read"].into_iter()));
        assert!(requirement(&scopes, true).is_met_by(["admin", "user:read"].into_iter()));
        assert!(requirement(&scopes, false).is_met_by(["user:read"].into_iter()));
        assert!(!requirement(&scopes, false).is_met_by(["user:write"].into_iter()));
    }

    #[test]
    fn a_token_without_scopes_meets_no_scope() {
        assert!(!requirement(&["user"], true).is_met_by(std::iter::empty()));
        assert!(!requirement(&["user"], false).is_met_by(std::iter::empty()));
        assert!(!requirement(&[""], true).is_met_by(std::iter::empty()));
    }

    #[test]
    fn an_empty_list_follows_the_quantifier() {
        assert!(requirement(&[], true).is_met_by(std::iter::empty()));
        assert!(!requirement(&[], false).is_met_by(["admin"].into_iter()));
    }
}
