//! Which token a handler requires: none, a valid one, one with scopes, or a refresh token.

use syn::{Ident, Path};

use crate::scope::{Reference, ScopeExpression};

/// What a handler, or a block around it, requires of a token.
#[derive(Clone)]
pub(crate) enum Access {
    Public,
    Protected,
    /// A refresh token instead of an access token, because of this `refresh`.
    RefreshToken(Ident),
    Scoped {
        scopes: Vec<ScopeExpression>,
        require_all: bool,
        require_all_actions: bool,
        /// The vocabulary that the literals are compared with.
        vocabulary: Option<Reference>,
    },
    Computed {
        function: Reference,
        /// The type of the router's state, for a function that extracts `State`.
        state: Option<Reference>,
    },
}

impl Access {
    /// Whether it requires scopes.
    pub(crate) fn requires_scopes(&self) -> bool {
        matches!(self, Self::Scoped { .. } | Self::Computed { .. })
    }

    /// The user's paths in it, which are resolved where the attribute stands.
    pub(crate) fn paths_mut(&mut self) -> Vec<&mut Path> {
        match self {
            Self::Public | Self::Protected | Self::RefreshToken(_) => Vec::new(),
            Self::Scoped {
                scopes, vocabulary, ..
            } => {
                let paths = scopes.iter_mut().flat_map(ScopeExpression::paths_mut);
                let vocabulary = vocabulary.iter_mut().map(|named| &mut named.path);
                paths.chain(vocabulary).collect()
            }
            Self::Computed { function, state } => {
                let state = state.iter_mut().map(|named| &mut named.path);
                std::iter::once(&mut function.path).chain(state).collect()
            }
        }
    }
}
