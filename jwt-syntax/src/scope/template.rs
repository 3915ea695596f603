//! Scopes with path parameters: filling them in, and comparing them by position.

use super::grammar::is_segment;

/// Whether a scope has path parameters, as `team:{team}:read` does.
#[must_use]
pub const fn has_parameters(scope: &str) -> bool {
    let mut rest = scope.as_bytes();
    while let [byte, others @ ..] = rest {
        if *byte == b'{' {
            return true;
        }
        rest = others;
    }
    false
}

/// The scope with its parameters filled in.
///
/// `None` if one of them is not known, or has a value that could make another scope of it: one that is not a segment by
/// itself, or reads like a literal action of the same scope.
///
/// ```
/// use jwt_syntax::scope::fill_in;
///
/// let team = |value: &'static str| move |name: &str| (name == "team").then_some(value);
/// assert_eq!(fill_in("team:{team}:read", team("7")).as_deref(), Some("team:7:read"));
/// for odd in ["", "7:admin", "7 8", "read"] {
///     assert_eq!(fill_in("team:{team}:read", team(odd)), None);
/// }
/// ```
#[must_use]
pub fn fill_in<'v>(scope: &str, value: impl Fn(&str) -> Option<&'v str>) -> Option<String> {
    let mut filled = String::with_capacity(scope.len().saturating_add(16));
    for (index, segment) in scope.split(':').enumerate() {
        if index > 0 {
            filled.push(':');
        }
        let Some(name) = parameter(segment) else {
            filled.push_str(segment);
            continue;
        };
        let value = value(name)?;
        let is_literal_action = scope.split(':').skip(1).any(|action| action == value);
        if !is_segment(value) || is_literal_action {
            return None;
        }
        filled.push_str(value);
    }
    Some(filled)
}

/// Whether one granted scope meets a required one whose parameters were filled in.
///
/// Each segment is compared with the one in the same place: an action that a parameter stands for must not be taken for
/// one with another meaning. As everywhere, a granted scope without actions grants all of its namespace, and an empty
/// required namespace stands for any.
///
/// ```
/// use jwt_syntax::scope::grants_by_position;
///
/// assert!(grants_by_position("team:7:read", "team:7:read"));
/// assert!(grants_by_position("team", "team:7:read"));
/// assert!(!grants_by_position("team:read:7", "team:7:read"));
/// assert!(!grants_by_position("team:7:write:read", "team:7:read"));
/// ```
#[must_use]
pub fn grants_by_position(granted: &str, required: &str) -> bool {
    let (granted_namespace, granted_actions) = split(granted);
    let (required_namespace, required_actions) = split(required);
    let is_namespace = required_namespace.is_empty() || required_namespace == granted_namespace;
    is_namespace && granted_actions.is_none_or(|granted| required_actions == Some(granted))
}

/// Whether a scope is another one with its parameters filled in, by the rules of [`fill_in`]; or that one itself, if it
/// has none.
///
/// ```
/// use jwt_syntax::scope::is_filled_in;
///
/// assert!(is_filled_in("team:7:read", "team:{team}:read"));
/// assert!(!is_filled_in("team:{team}:read", "team:{team}:read"));
/// assert!(is_filled_in("user:read", "user:read"));
/// ```
#[must_use]
pub fn is_filled_in(scope: &str, template: &str) -> bool {
    let mut segments = scope.split(':');
    let is_same = template.split(':').all(|expected| {
        let found = segments.next();
        found.is_some_and(|found| match parameter(expected) {
            None => found == expected,
            Some(_) => {
                let mut actions = template.split(':').skip(1);
                is_segment(found) && actions.all(|action| action != found)
            }
        })
    });
    is_same && segments.next().is_none()
}

/// The names of the parameters, in order.
pub fn parameters(scope: &str) -> impl Iterator<Item = &str> {
    scope.split(':').filter_map(parameter)
}

/// The name of the parameter that a segment is.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

fn split(scope: &str) -> (&str, Option<&str>) {
    match scope.split_once(':') {
        Some((namespace, actions)) => (namespace, Some(actions)),
        None => (scope, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(scope: &str, values: &[(&str, &'static str)]) -> Option<String> {
        let value = |name: &str| {
            let found = values.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| *value)
        };
        fill_in(scope, value)
    }

    #[test]
    fn parameters_are_filled_in_wherever_they_stand() {
        let values = [("a", "x"), ("b", "y-1")];
        for (scope, filled) in [
            ("{a}", "x"),
            ("{a}:read", "x:read"),
            ("team:{a}:{b}", "team:x:y-1"),
            (":{b}", ":y-1"),
            ("team:read", "team:read"),
        ] {
            assert_eq!(fill(scope, &values).as_deref(), Some(filled), "{scope}");
        }
    }

    #[test]
    fn an_unknown_parameter_fills_nothing() {
        assert_eq!(fill("team:{a}", &[("b", "x")]), None);
    }

    #[test]
    fn a_value_that_is_not_one_segment_fills_nothing() {
        for value in [
            "",
            ":",
            "a:b",
            "a b",
            "ä",
            "*",
            "{b}",
            "a\0",
            "a\u{200b}",
            "a%3Ab",
            " ",
        ] {
            assert_eq!(fill("team:{a}:read", &[("a", value)]), None, "{value:?}");
        }
    }

    #[test]
    fn a_value_that_reads_like_an_action_of_the_scope_fills_nothing() {
        assert_eq!(fill("team:{a}:read:write", &[("a", "write")]), None);
        assert_eq!(fill("{a}:read", &[("a", "read")]), None);
        // The namespace is no action, and neither is the value of another parameter.
        assert_eq!(
            fill("team:{a}", &[("a", "team")]).as_deref(),
            Some("team:team")
        );
        assert_eq!(
            fill("x:{a}:{b}", &[("a", "1"), ("b", "1")]).as_deref(),
            Some("x:1:1")
        );
    }

    #[test]
    fn positions_are_compared() {
        for (granted, required, expected) in [
            ("team:7:read", "team:7:read", true),
            ("team", "team:7:read", true),
            ("team:7", "team:7:read", false),
            ("team:7:read:write", "team:7:read", false),
            ("team:read:7", "team:7:read", false),
            ("team:8:7:read", "team:7:read", false),
            ("team:8:read", "team:7:read", false),
            ("other:7:read", "team:7:read", false),
            ("", "team:7:read", false),
            ("team:", "team:7", false),
            ("7", "7", true),
            ("7:read", "7", false),
            ("user:7", ":7", true),
            ("admin", ":7", true),
        ] {
            assert_eq!(
                grants_by_position(granted, required),
                expected,
                "{granted} for {required}"
            );
        }
    }

    #[test]
    fn what_was_filled_in_is_recognized() {
        for (scope, template, expected) in [
            ("team:7:read", "team:{a}:read", true),
            ("team:7:write", "team:{a}:read", false),
            ("team:7", "team:{a}:read", false),
            ("team:7:read:x", "team:{a}:read", false),
            ("team::read", "team:{a}:read", false),
            ("team:read:read", "team:{a}:read", false),
            ("team:{a}:read", "team:{a}:read", false),
            ("team", "team", true),
            ("team", "{a}", true),
        ] {
            assert_eq!(
                is_filled_in(scope, template),
                expected,
                "{scope} for {template}"
            );
        }
    }

    #[test]
    fn parameters_are_found() {
        assert!(has_parameters("a:{b}"));
        assert!(!has_parameters("a:b"));
        assert_eq!(parameters("{a}:b:{c}").collect::<Vec<_>>(), ["a", "c"]);
    }
}
