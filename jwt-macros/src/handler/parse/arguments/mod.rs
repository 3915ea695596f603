//! The arguments of one attribute.

mod freshness;
mod option;
mod option_errors;
mod parse;
mod reader;
mod refused;
mod scope_options;
mod setting;

use proc_macro2::TokenStream;
use syn::{Ident, LitBool, Path};

pub(crate) use self::freshness::Freshness;
pub(crate) use self::parse::parse;
use super::attribute::HandlerAttribute;
use crate::{crate_path::CratePath, scope::ScopeExpression, setting::LiteralSetting};

/// The arguments of one attribute.
pub(crate) struct Arguments {
    pub(crate) attribute: HandlerAttribute,
    /// The tokens to underline for the attribute as a whole; none for the one being expanded, whose span is the call site.
    pub(crate) at: TokenStream,
    /// The scopes that are well-formed, each once.
    pub(crate) scopes: Vec<ScopeExpression>,
    /// The vocabulary that the literals are compared with.
    pub(crate) vocabulary: Option<Path>,
    /// The function that computes the scopes, and the type of the router's state for it.
    pub(crate) with: Option<Path>,
    pub(crate) state: Option<Path>,
    pub(crate) require_all: Option<LitBool>,
    pub(crate) require_all_actions: Option<LitBool>,
    pub(crate) optional: Option<Ident>,
    /// Whether an argument was probably meant as `optional`, so that it is unknown whether a token is required.
    pub(crate) disputes_optional: bool,
    /// `refresh`: a refresh token is required instead of an access token.
    pub(crate) refresh: Option<Ident>,
    pub(crate) freshness: Freshness,
    pub(crate) auth: Option<Path>,
    pub(crate) responses: Option<Path>,
    /// `replace`: what the block requires is left out.
    pub(crate) replace: Option<Ident>,
    /// The settings that the handler overrides, each once.
    pub(crate) settings: Vec<LiteralSetting>,
    pub(crate) crate_path: Option<CratePath>,
}
