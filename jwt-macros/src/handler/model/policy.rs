//! The policy of a handler: what all its attributes and the blocks around it require.

use proc_macro2::TokenStream;
use syn::{Ident, Path};

use super::Access;
use crate::{
    crate_path::CratePath,
    handler::parse::{Freshness, HandlerAttribute},
    setting::LiteralSetting,
};

/// The merged attributes of one handler, or those that a block hands down to its handlers.
#[derive(Clone)]
pub(crate) struct Policy {
    /// The attribute that is being expanded.
    pub(crate) attribute: HandlerAttribute,
    /// The tokens to underline for that attribute.
    pub(crate) at: TokenStream,
    pub(crate) access: Access,
    /// What the blocks around the handler require besides, the nearest first. Each must be met.
    pub(crate) of_blocks: Vec<Access>,
    /// Whether the attributes name the access, rather than `#[inject_user]` implying it.
    pub(crate) names_access: bool,
    /// `replace`, as it was written.
    pub(crate) replace: Option<Ident>,
    /// Whether `replace` left out what a block around the handler requires.
    pub(crate) has_replaced: bool,
    pub(crate) absent: AbsentToken,
    pub(crate) injection: Injection,
    pub(crate) freshness: Freshness,
    pub(crate) auth: Option<AuthInstance>,
    /// The renderer of the handler.
    pub(crate) responses: Option<Path>,
    /// The settings that the handler overrides.
    pub(crate) settings: Vec<LiteralSetting>,
    pub(crate) crate_path: Option<CratePath>,
}

/// How a request without a token is treated.
#[derive(Clone)]
pub(crate) enum AbsentToken {
    Refused,
    /// The handler runs, because of this `optional`.
    Forgiven(Ident),
    /// It is refused, and nothing more is reported: the attributes contradict each other, which has been.
    Disputed,
}

/// Whether a parameter is filled with the user.
#[derive(Clone)]
pub(crate) enum Injection {
    None,
    /// If there is a parameter for the user: the attribute stands on a block.
    WhereWanted,
    /// There must be such a parameter; these tokens are underlined when there is none.
    Required(TokenStream),
}

/// The value of `auth = ..`.
#[derive(Clone)]
pub(crate) struct AuthInstance {
    /// As it was written, to compare with types that name it.
    pub(crate) written: Path,
    /// As it is reached from where the handler stands.
    pub(crate) path: Path,
}

impl Policy {
    /// What the attributes and the blocks around them require, each of which must be met: the handler's own first.
    pub(crate) fn accesses(&self) -> impl Iterator<Item = &Access> {
        std::iter::once(&self.access).chain(&self.of_blocks)
    }

    /// The user's paths in it, which are resolved where the attribute stands.
    pub(crate) fn paths_mut(&mut self) -> Vec<&mut Path> {
        let accesses = std::iter::once(&mut self.access).chain(&mut self.of_blocks);
        accesses.flat_map(Access::paths_mut).collect()
    }

    /// The `refresh` of a handler that takes a refresh token.
    pub(crate) fn refresh(&self) -> Option<&Ident> {
        match &self.access {
            Access::RefreshToken(refresh) => Some(refresh),
            _ => None,
        }
    }

    pub(crate) fn is_public(&self) -> bool {
        matches!(self.access, Access::Public)
    }
}
