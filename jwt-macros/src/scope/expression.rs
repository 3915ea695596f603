//! The scopes that an attribute requires: literals, variants of a vocabulary, and groups of these.

use std::fmt;

use jwt_syntax::scope::has_parameters;
use quote::ToTokens;
use syn::{LitStr, Path};

use super::literal;
use crate::diagnostics::{Diagnostic, shown};

/// One argument of `#[scoped(..)]` that is no option.
#[derive(Clone)]
pub(crate) enum ScopeExpression {
    /// `"user:read"`
    Literal(LitStr),
    /// `Permission::UserRead`
    Variant(Reference),
    /// `any("admin", all("user:read", "user:write"))`
    Group { is_any: bool, members: Vec<Self> },
}

/// A path of the user's, and how it was written: from inside a module it is reached by another.
#[derive(Clone)]
pub(crate) struct Reference {
    pub(crate) written: String,
    pub(crate) path: Path,
}

impl From<Path> for Reference {
    fn from(path: Path) -> Self {
        Self {
            written: shown(path.to_token_stream()),
            path,
        }
    }
}

impl ScopeExpression {
    /// A literal, checked against the grammar and against the scopes before it.
    pub(crate) fn literal(literal: LitStr, earlier: &[Self]) -> Result<Self, Diagnostic> {
        literal::check(&literal)?;
        let text = literal.value();
        let is_same = |other: &Self| matches!(other, Self::Literal(other) if other.value() == text);
        if earlier.iter().any(is_same) {
            let message = format!("the scope {text:?} is listed twice");
            return Err(Diagnostic::new(literal, message).help("remove one of the two"));
        }
        Ok(Self::Literal(literal))
    }

    /// The literals and variants in it, in order.
    pub(crate) fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Literal(_) | Self::Variant(_) => vec![self],
            Self::Group { members, .. } => members.iter().flat_map(Self::leaves).collect(),
        }
    }

    /// The paths in it.
    pub(crate) fn paths_mut(&mut self) -> Vec<&mut Path> {
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Variant(variant) => vec![&mut variant.path],
            Self::Group { members, .. } => members.iter_mut().flat_map(Self::paths_mut).collect(),
        }
    }

    /// Whether it is a literal without path parameters.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Literal(literal) if !has_parameters(&literal.value()))
    }

    pub(crate) fn is_group(&self) -> bool {
        matches!(self, Self::Group { .. })
    }

    /// Whether both are written alike.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// As it is written in an attribute.
impl fmt::Display for ScopeExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(literal) => write!(f, "{:?}", literal.value()),
            Self::Variant(variant) => f.write_str(&variant.written),
            Self::Group { is_any, members } => {
                write!(f, "{}({})", word(*is_any), list(members))
            }
        }
    }
}

/// Several, as they are written in an attribute.
pub(crate) fn list(expressions: &[ScopeExpression]) -> String {
    let written: Vec<_> = expressions.iter().map(ToString::to_string).collect();
    written.join(", ")
}

fn word(is_any: bool) -> &'static str {
    if is_any { "any" } else { "all" }
}
