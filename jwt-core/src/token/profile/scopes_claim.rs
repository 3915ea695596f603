//! `ScopesClaim`: the claim that grants scopes, or the path to it.

use jwt_syntax::claim::path::{self as claim_path, ClaimPathError};

/// The name of the claim of scopes in RFC 9068.
pub(super) const SCOPES: &str = "scope";

/// The name of a claim that grants scopes, the path to it, or both: then the name is tried first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopesClaim {
    name: Option<Box<str>>,
    /// At least two names.
    path: Option<Box<[Box<str>]>>,
}

impl ScopesClaim {
    /// `scope`.
    pub(super) fn usual() -> Self {
        Self {
            name: Some(SCOPES.into()),
            path: None,
        }
    }

    /// Parses the text of a setting. A text with quotes is a path; any other is the name of a claim or, if a token has no
    /// such claim, a path.
    #[doc(hidden)]
    pub fn read(text: &str) -> Result<Self, ClaimPathError> {
        let names = claim_path::parse(text);
        if !claim_path::is_quoted(text) {
            return Ok(Self {
                name: Some(text.into()),
                path: names.ok().filter(|names| names.len() > 1).map(boxed),
            });
        }
        let names = names?;
        Ok(match &*names {
            [name] => Self {
                name: Some(name.as_str().into()),
                path: None,
            },
            _ => Self {
                name: None,
                path: Some(boxed(names)),
            },
        })
    }

    /// The name of the claim, unless it is found by a path only.
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The names on the path to the claim, the outermost first, if it may be nested.
    #[doc(hidden)]
    #[must_use]
    pub fn path(&self) -> Option<&[Box<str>]> {
        self.path.as_deref()
    }

    /// The outermost members of a token that are read for this claim.
    #[doc(hidden)]
    pub fn members(&self) -> impl Iterator<Item = &str> {
        let first = self.path().and_then(<[_]>::first).map(|first| &**first);
        self.name().into_iter().chain(first)
    }

    /// Whether one member of a token would be read for both claims.
    pub(crate) fn collides(&self, other: &Self) -> bool {
        let ways = |claim: &Self| -> Vec<Vec<Box<str>>> {
            let named = claim.name.iter().map(|name| vec![name.clone()]);
            named
                .chain(claim.path.iter().map(|path| path.to_vec()))
                .collect()
        };
        let others = ways(other);
        ways(self).iter().any(|way| {
            others
                .iter()
                .any(|other| way.starts_with(other) || other.starts_with(way))
        })
    }

    /// Where minted tokens have the claim: under its name, if it has one.
    pub(crate) fn minted_at(&self) -> &[Box<str>] {
        match (&self.name, &self.path) {
            (Some(name), _) => std::slice::from_ref(name),
            (None, Some(path)) => path,
            (None, None) => &[],
        }
    }
}

fn boxed(names: Vec<String>) -> Box<[Box<str>]> {
    names.into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_quotes_is_a_name_before_it_is_a_path() {
        let read = |text: &str| {
            let claim = ScopesClaim::read(text).unwrap();
            let path = claim.path().map(|path| path.join(" "));
            (claim.name().map(str::to_owned), path)
        };
        let both = |name: &str, path: &str| (Some(name.to_owned()), Some(path.to_owned()));
        let name = |name: &str| (Some(name.to_owned()), None);
        assert_eq!(read("scp"), name("scp"));
        assert_eq!(
            read("realm_access.roles"),
            both("realm_access.roles", "realm_access roles")
        );
        assert_eq!(
            read("https://example.com/roles"),
            name("https://example.com/roles")
        );
        assert_eq!(read("a..b"), name("a..b"));
        assert_eq!(read(r#""a.b""#), name("a.b"));
        assert_eq!(read(r#"a."b.c""#), (None, Some("a b.c".into())));
        assert!(ScopesClaim::read(r#"a."b"#).is_err());
    }
}
