//! `ScopeSet`: the scopes that a token grants.

use std::borrow::Cow;
use std::fmt;
use std::slice;

use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};

use crate::json::Text;

/// The scopes that a token grants, in its claim `scope`.
///
/// Two formats are accepted, since other issuers use both: a string of scopes separated by spaces ([RFC 8693 §4.2]), or a
/// list of strings. An element of a list is one scope, even if it contains a space.
///
/// ```
/// use jwt_guard::scope::ScopeSet;
///
/// let granted: ScopeSet = ["user:read", "audit"].into_iter().collect();
/// assert!(granted.iter().eq(["user:read", "audit"]));
/// ```
///
/// [RFC 8693 §4.2]: https://www.rfc-editor.org/rfc/rfc8693#section-4.2
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ScopeSet(ScopeSetRepr);

#[derive(Clone, PartialEq, Eq)]
enum ScopeSetRepr {
    /// One allocation for all of them; the usual form.
    Delimited(Box<str>),
    List(Box<[Box<str>]>),
}

impl Default for ScopeSetRepr {
    fn default() -> Self {
        Self::Delimited(Box::default())
    }
}

impl ScopeSet {
    /// No scope at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The scopes, in the order in which they were granted.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter(match &self.0 {
            ScopeSetRepr::Delimited(text) => ScopeIterRepr::Delimited(text),
            ScopeSetRepr::List(list) => ScopeIterRepr::List(list.iter()),
        })
    }

    pub(crate) fn delimited(text: &str) -> Self {
        Self(ScopeSetRepr::Delimited(text.into()))
    }

    /// Whether no scope was granted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

/// The scopes of a [`ScopeSet`], in order.
#[derive(Debug, Clone)]
pub struct Iter<'a>(ScopeIterRepr<'a>);

#[derive(Debug, Clone)]
enum ScopeIterRepr<'a> {
    /// The rest of the text.
    Delimited(&'a str),
    List(slice::Iter<'a, Box<str>>),
}

impl<'a> Iter<'a> {
    /// The scopes in a text, with spaces between them.
    pub(crate) fn delimited(text: &'a str) -> Self {
        Self(ScopeIterRepr::Delimited(text))
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        match &mut self.0 {
            ScopeIterRepr::Delimited(text) => next_word(text),
            ScopeIterRepr::List(list) => list.next().map(|scope| &**scope),
        }
    }
}

/// Takes the next word of the text. By bytes, since words are too short for the search of `split` to pay off.
fn next_word<'a>(text: &mut &'a str) -> Option<&'a str> {
    while !text.is_empty() {
        let end = text.bytes().position(|byte| byte == b' ');
        let (word, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
        *text = rest.get(1..).unwrap_or_default();
        if !word.is_empty() {
            return Some(word);
        }
    }
    None
}

impl<'a> IntoIterator for &'a ScopeSet {
    type Item = &'a str;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl<S: Into<Box<str>>> FromIterator<S> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = S>>(scopes: I) -> Self {
        Self(ScopeSetRepr::List(
            scopes.into_iter().map(Into::into).collect(),
        ))
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

/// Scopes that were read from a token, without a copy of their text.
pub(crate) enum ScopeClaim<'de> {
    Delimited(Text<'de>),
    List(ScopeSet),
}

impl ScopeClaim<'_> {
    /// The scopes of both claims.
    pub(crate) fn and(self, other: Self) -> Self {
        Self::List(self.iter().chain(other.iter()).collect())
    }

    pub(crate) fn iter(&self) -> Iter<'_> {
        match self {
            Self::Delimited(text) => Iter::delimited(text),
            Self::List(set) => set.iter(),
        }
    }
}

/// No scope at all.
impl Default for ScopeClaim<'_> {
    fn default() -> Self {
        Self::Delimited(Text(Cow::Borrowed("")))
    }
}

impl<'de> Deserialize<'de> for ScopeClaim<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScopeVisitor)
    }
}

impl<'de> Deserialize<'de> for ScopeSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match ScopeClaim::deserialize(deserializer)? {
            ScopeClaim::Delimited(text) => Self::delimited(&text),
            ScopeClaim::List(set) => set,
        })
    }
}

struct ScopeVisitor;

impl<'de> Visitor<'de> for ScopeVisitor {
    type Value = ScopeClaim<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string of scopes separated by spaces, or a list of strings")
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<ScopeClaim<'de>, E> {
        Ok(ScopeClaim::Delimited(Text(Cow::Borrowed(text))))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<ScopeClaim<'de>, E> {
        Ok(ScopeClaim::Delimited(Text(Cow::Owned(text.to_owned()))))
    }

    /// `null` grants nothing, as in sanic-jwt.
    fn visit_unit<E: de::Error>(self) -> Result<ScopeClaim<'de>, E> {
        Ok(ScopeClaim::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ScopeClaim<'de>, A::Error> {
        let mut scopes = Vec::new();
        while let Some(scope) = seq.next_element::<Option<Box<str>>>()? {
            scopes.extend(scope);
        }
        Ok(ScopeClaim::List(ScopeSet(ScopeSetRepr::List(
            scopes.into(),
        ))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Vec<String>> {
        let set = serde_json::from_str::<ScopeSet>(json).ok();
        let claim = serde_json::from_str::<ScopeClaim<'_>>(json).ok();
        assert!(match (&set, &claim) {
            (Some(set), Some(claim)) => set.iter().eq(claim.iter()),
            (set, claim) => set.is_none() && claim.is_none(),
        });
        claim.map(|claim| claim.iter().map(str::to_owned).collect())
    }

    #[test]
    fn string_and_list_claims_grant_the_same_scopes() {
        assert_eq!(
            read(r#""user:read audit""#),
            read(r#"["user:read","audit"]"#)
        );
    }

    #[test]
    fn only_a_space_separates_scopes() {
        assert_eq!(
            read(r#""  user  audit ""#),
            Some(vec!["user".into(), "audit".into()])
        );
        assert_eq!(
            read(r#""user\tadmin\n""#),
            Some(vec!["user\tadmin\n".into()])
        );
    }

    #[test]
    fn a_scope_with_a_space_in_a_list_stays_one_scope() {
        assert_eq!(read(r#"["user admin"]"#), Some(vec!["user admin".into()]));
    }

    #[test]
    fn null_grants_nothing_and_other_types_are_refused() {
        assert_eq!(read("null"), Some(vec![]));
        assert_eq!(read("[null]"), Some(vec![]));
        for json in ["1", "true", r#"{"user":1}"#, "[1]", r#"[["user"]]"#] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
