//! A setting as a literal, checked by the rules that are applied at start-up.

use darling::{FromMeta, ast::NestedMeta};
use jwt_syntax::setting::{SettingKind, SettingText};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprArray, ExprLit, Lit, LitInt, LitStr};

use super::token_locations;
use crate::{diagnostics::Diagnostics, options::Text};

/// A literal. In an expansion, it stands as its text.
#[derive(Clone)]
pub(crate) enum SettingLiteral {
    Text(LitStr),
    List(ExprArray),
    Number(LitInt),
    /// Words between parentheses: token locations.
    Words(Vec<NestedMeta>),
}

impl FromMeta for SettingLiteral {
    fn from_list(words: &[NestedMeta]) -> darling::Result<Self> {
        Ok(Self::Words(words.to_vec()))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Array(list) => Ok(Self::List(list.clone())),
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(ExprLit {
                lit: Lit::Int(number),
                ..
            }) if number.suffix().is_empty() => Ok(Self::Number(number.clone())),
            other => Text::from_expr(other).map(|Text(text)| Self::Text(text)),
        }
    }
}

impl ToTokens for SettingLiteral {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Text(text) => text.to_tokens(tokens),
            Self::List(ExprArray { elems, .. }) => tokens.extend(quote!(&[#elems][..])),
            Self::Number(number) => tokens.extend(quote!(&(#number as usize))),
            Self::Words(words) => {
                let locations = token_locations::read(words, &mut Diagnostics::default());
                let texts: Vec<_> = locations.iter().map(ToString::to_string).collect();
                texts.join(",").to_tokens(tokens);
            }
        }
    }
}

impl SettingLiteral {
    /// Whether a literal of this form can be a value of this kind.
    pub(super) fn is_of(&self, kind: SettingKind) -> bool {
        match self {
            Self::Text(_) => !matches!(kind, SettingKind::Count { .. } | SettingKind::Value { .. }),
            Self::List(_) => kind.is_list(),
            Self::Words(_) => kind == SettingKind::TokenLocations,
            Self::Number(_) => {
                matches!(kind, SettingKind::Count { .. } | SettingKind::Limit { .. })
            }
        }
    }

    /// The result of `read` for the text of the literal; `None` if that is not the text of any setting.
    pub(crate) fn read<T>(&self, read: impl FnOnce(SettingText<'_>) -> T) -> Option<T> {
        match self {
            Self::Text(text) => Some(read(SettingText::Text(&text.value()))),
            Self::Number(number) => Some(read(SettingText::Text(number.base10_digits()))),
            Self::List(list) => {
                let texts: Option<Vec<_>> = list.elems.iter().map(text).collect();
                let texts: Vec<_> = texts?.iter().map(LitStr::value).collect();
                let texts: Vec<_> = texts.iter().map(String::as_str).collect();
                Some(read(SettingText::List(&texts)))
            }
            Self::Words(words) => {
                let locations = token_locations::read(words, &mut Diagnostics::default());
                let texts: Vec<_> = locations.iter().map(ToString::to_string).collect();
                let is_whole = !words.is_empty() && texts.len() == words.len();
                is_whole.then(|| read(SettingText::Text(&texts.join(","))))
            }
        }
    }

    /// The tokens to underline for one entry of a list, or for the whole literal.
    pub(crate) fn entry(&self, at: Option<usize>) -> TokenStream {
        let entry = match self {
            Self::List(list) => at.and_then(|at| list.elems.get(at)),
            _ => None,
        };
        entry.map_or_else(|| self.as_written(), ToTokens::to_token_stream)
    }

    /// The tokens as the user wrote them, to underline.
    pub(crate) fn as_written(&self) -> TokenStream {
        match self {
            Self::Text(text) => text.to_token_stream(),
            Self::List(list) => list.to_token_stream(),
            Self::Number(number) => number.to_token_stream(),
            Self::Words(words) => quote!(#(#words),*),
        }
    }
}

pub(super) fn text(element: &Expr) -> Option<LitStr> {
    Text::from_expr(element).ok().map(|Text(text)| text)
}
