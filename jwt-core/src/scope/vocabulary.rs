//! `Vocabulary`: all scopes that tokens of a configuration can grant.

use std::fmt;

use jwt_syntax::scope::is_filled_in;
use jwt_syntax::suggestion::nearest;

/// The scopes that tokens of a configuration can grant: a type with `#[derive(Scope)]`, or [`AnyScope`].
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::scope::Vocabulary;
///
/// #[derive(Scope)]
/// enum Permission {
///     #[scope("user:read")]
///     UserRead,
///     #[scope("admin")]
///     Admin,
/// }
///
/// assert_eq!(Permission::SCOPES, Some(&["user:read", "admin"][..]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a vocabulary of scopes",
    label = "this type names no scopes",
    note = "put `#[derive(Scope)]` on the enum `{Self}`, and `#[scope(\"..\")]` on each of its variants"
)]
pub trait Vocabulary: 'static {
    /// The scopes that can be granted; `None` for any. A scope with parameters stands for all scopes of that form.
    const SCOPES: Option<&'static [&'static str]>;
}

/// The vocabulary of a configuration without `scopes = ..`: any scope can be granted.
#[derive(Debug, Clone, Copy)]
pub enum AnyScope {}

impl Vocabulary for AnyScope {
    const SCOPES: Option<&'static [&'static str]> = None;
}

/// Implemented by a vocabulary that has the scope with this [fingerprint](jwt_syntax::scope::fingerprint).
#[diagnostic::on_unimplemented(
    message = "a scope of this handler is not a scope of `{Self}`",
    label = "this handler asks for a scope that no token can grant",
    note = "the scope is the one that is underlined below, in the attribute: correct it, or add it to the enum in `scopes = ..`",
    note = "write `in = ..` with that enum in the attribute, and the error names the scope and the nearest one",
    note = "a router whose state is not known yet says which scopes there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
)]
pub trait Contains<const FINGERPRINT: u128> {}

#[diagnostic::do_not_recommend]
impl<const FINGERPRINT: u128> Contains<FINGERPRINT> for AnyScope {}

/// Whether a token may grant a scope. `None` is the vocabulary of [`AnyScope`].
#[must_use]
pub fn contains(vocabulary: Option<&[&str]>, scope: &str) -> bool {
    vocabulary.is_none_or(|known| known.iter().any(|known| is_filled_in(scope, known)))
}

/// The error for a text that is not a scope of a vocabulary.
///
/// ```
/// # use jwt_guard::prelude::*;
/// # #[derive(Scope, Debug)]
/// # enum Permission { #[scope("user:read")] UserRead }
/// let error = "user:raed".parse::<Permission>().unwrap_err();
/// assert_eq!(error.to_string(), "`user:raed` is not a scope of `Permission`; did you mean `user:read`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownScope {
    found: Box<str>,
    vocabulary: &'static str,
    nearest: Option<&'static str>,
}

impl UnknownScope {
    #[doc(hidden)]
    #[must_use]
    pub fn new(found: &str, vocabulary: &'static str, known: &'static [&'static str]) -> Self {
        Self {
            found: found.into(),
            vocabulary,
            nearest: nearest(found, known.iter().copied()),
        }
    }
}

impl fmt::Display for UnknownScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            found, vocabulary, ..
        } = self;
        write!(f, "`{found}` is not a scope of `{vocabulary}`")?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownScope {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_has_its_scopes_and_what_is_made_of_them() {
        let known = Some(&["user:read", "team:{team}:read"][..]);
        for scope in ["user:read", "team:7:read"] {
            assert!(contains(known, scope), "{scope}");
        }
        for scope in ["user", "user:write", "team:{team}:read", "team::read", ""] {
            assert!(!contains(known, scope), "{scope}");
        }
        assert!(contains(AnyScope::SCOPES, "user"));
    }
}
