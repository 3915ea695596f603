//! `NeededScopes`: the scopes that a request needs, for the challenge of RFC 6750.

/// The scopes that a request needs, for the challenge ([RFC 6750 §3]): those of all conditions of a policy, met or not.
///
/// Where one of several scopes is enough, it is the one closest to what the token grants: one that is granted, else one in a
/// namespace of which the token grants something, else the first. The scopes of a function are included if the function ran: it
/// does not run for a request that is refused before. Empty if no scope would help.
///
/// [RFC 6750 §3]: https://www.rfc-editor.org/rfc/rfc6750#section-3
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeededScopes(Box<[String]>);

impl NeededScopes {
    pub(crate) fn new(scopes: Vec<String>) -> Self {
        let mut once: Vec<String> = Vec::with_capacity(scopes.len());
        for scope in scopes {
            if !once.contains(&scope) {
                once.push(scope);
            }
        }
        Self(once.into())
    }

    /// The scopes, each once.
    #[must_use]
    pub fn to_vec(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_that_two_conditions_need_is_named_once() {
        let needed = NeededScopes::new(vec!["a".into(), "b".into(), "a".into()]);
        assert_eq!(needed.to_vec(), ["a", "b"]);
    }
}
