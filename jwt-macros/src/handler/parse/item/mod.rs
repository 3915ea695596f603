//! The item that an attribute stands on, read as far as the attributes are concerned with it.

mod block_body;
mod function;
mod impl_block;
mod inserted_guard;
mod module;
mod other;
mod parameter_type;
mod without_body;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Attribute, Ident, LitStr, Token, Visibility,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

pub(crate) use self::block_body::BlockBody;
pub(crate) use self::function::{Function, FunctionBody, conditions, marks_user, mentions};
pub(crate) use self::impl_block::ImplBlock;
pub(crate) use self::inserted_guard::InsertedGuard;
pub(crate) use self::module::Module;
pub(crate) use self::other::OtherItem;
pub(crate) use self::parameter_type::{
    ExtractorKind, GuardExtractor, is_independent, is_refreshed_session, last_segment,
    option_content,
};
pub(crate) use self::without_body::WithoutBody;

/// An item.
pub(crate) enum Item {
    Function(Box<Function>),
    Impl(Box<ImplBlock>),
    Module(Box<Module>),
    Other(OtherItem),
}

impl Item {
    pub(crate) fn attrs_mut(&mut self) -> &mut Vec<Attribute> {
        match self {
            Self::Function(function) => &mut function.attrs,
            Self::Impl(block) => &mut block.attrs,
            Self::Module(module) => &mut module.attrs,
            Self::Other(other) => &mut other.attrs,
        }
    }
}

/// What an item is, as its keyword says.
enum ItemKind {
    Function,
    Impl,
    Module,
    Other,
}

impl ItemKind {
    /// Looks ahead to the keyword.
    fn of(ahead: ParseStream<'_>) -> syn::Result<Self> {
        ahead.parse::<Visibility>()?;
        loop {
            if ahead.peek(Token![fn]) {
                return Ok(Self::Function);
            }
            if ahead.peek(Token![impl]) {
                return Ok(Self::Impl);
            }
            if ahead.peek(Token![mod]) {
                return Ok(Self::Module);
            }
            if !ahead.peek(Ident::peek_any) {
                return Ok(Self::Other);
            }
            let word = Ident::parse_any(ahead)?;
            let comes_before = [
                "async", "const", "default", "extern", "gen", "safe", "unsafe",
            ];
            if !comes_before.iter().any(|before| word == before) {
                return Ok(Self::Other);
            }
            if word == "extern" {
                ahead.parse::<Option<LitStr>>()?;
            }
        }
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        Ok(match ItemKind::of(&input.fork())? {
            ItemKind::Function => Self::Function(Box::new(Function::parse(attrs, input)?)),
            ItemKind::Impl => Self::Impl(Box::new(ImplBlock::parse(attrs, input)?)),
            ItemKind::Module => Self::Module(Box::new(Module::parse(attrs, input)?)),
            ItemKind::Other => Self::Other(OtherItem::parse(attrs, input)?),
        })
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Function(function) => function.to_tokens(tokens),
            Self::Impl(block) => block.to_tokens(tokens),
            Self::Module(module) => module.to_tokens(tokens),
            Self::Other(other) => other.to_tokens(tokens),
        }
    }
}
