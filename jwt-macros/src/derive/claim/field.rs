//! A custom claim: its name in the token, and how serde reads and writes it.

use darling::FromMeta;
use jwt_syntax::claim::{RESERVED, is_reserved};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ExprPath, Ident, LitStr, Type, ext::IdentExt};

use super::serde::Serde;
use crate::{
    derive::{
        options::{CRATE, Choice, Helper, Text},
        type_syntax::is_option,
    },
    diagnostics::{Diagnostic, Diagnostics},
};

/// What can stand in `#[claim(..)]` on a field.
#[derive(std::default::Default, FromMeta)]
#[darling(default)]
struct Options {
    name: Option<Text>,
}

const HELPER: Helper = Helper {
    name: "claim",
    takes: &[NAME],
    elsewhere: |name| {
        (name == CRATE.name).then_some((
            "stands on a field, where it has no effect",
            "move it into a `#[claim(..)]` of the struct",
        ))
    },
};
const NAME: Choice = Choice::new(
    "name",
    "the claim's name in quotes",
    "\"https://example.com/plan\"",
);

/// One field of a set of claims.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    /// The claim's name in the token.
    pub(super) name: String,
    pub(super) default: Default,
    /// What serde is told, beside the name.
    pub(super) serde: TokenStream,
    /// What to blame for the name.
    name_at: TokenStream,
}

/// What a field holds when the token has no such claim.
pub(super) enum Default {
    /// Nothing can: the claim is required.
    Required,
    /// `None`, for a field of type `Option<..>`
    None,
    /// `#[serde(default)]`
    OfType,
    /// `#[serde(default = "path")]`
    Function(LitStr),
}

impl Field {
    /// Reads a field; what is wrong is reported.
    pub(super) fn read(
        field: &syn::Field,
        owner: &Ident,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let ident = field.ident.clone()?;
        let serde = Serde::read(field, diagnostics);
        let literal = name_literal(field, diagnostics);
        let (name, name_at) = match &literal {
            Some(literal) => (literal.value(), literal.to_token_stream()),
            None => (ident.unraw().to_string(), ident.to_token_stream()),
        };
        if is_reserved(&name) {
            diagnostics.report(reserved(&name, &name_at, owner));
        }
        let default = serde.default.unwrap_or(if is_option(&field.ty) {
            Default::None
        } else {
            Default::Required
        });
        Some(Self {
            ident,
            ty: field.ty.clone(),
            name,
            default,
            serde: serde.tokens,
            name_at,
        })
    }

    /// Says that an earlier field has this name already.
    pub(super) fn repeated(&self, earlier: &Self) -> Diagnostic {
        let message = format!(
            "the claim {:?} is also the field `{}`",
            self.name, earlier.ident
        );
        Diagnostic::new(&self.name_at, message)
            .help("give one of the two another name with `#[claim(name = \"..\")]`")
    }

    pub(super) fn is_required(&self) -> bool {
        matches!(self.default, Default::Required)
    }
}

/// The name given by `#[claim(name = "..")]`.
fn name_literal(field: &syn::Field, diagnostics: &mut Diagnostics) -> Option<LitStr> {
    let Options { name } = HELPER.read(&field.attrs, diagnostics);
    let Text(literal) = name?;
    if literal.value().is_empty() {
        let Choice { name, example, .. } = NAME;
        let help = format!("write `{name} = {example}`, or leave it out to use the field's name");
        diagnostics.report(Diagnostic::new(literal, "the claim's name is empty").help(help));
        return None;
    }
    Some(literal)
}

fn reserved(name: &str, at: &TokenStream, owner: &Ident) -> Diagnostic {
    let list = RESERVED.join(", ");
    let message = format!(
        "the claim `{name}` belongs to the library, which mints and verifies it itself; so do {list}"
    );
    Diagnostic::new(at, message).help(format!(
        "take the field out of `{owner}`, or give the claim another name, such as `#[claim(name = \"https://example.com/{name}\")]`"
    ))
}

impl Default {
    /// The value without a claim, if there is one.
    pub(super) fn value(&self) -> Option<TokenStream> {
        match self {
            Self::Required => None,
            Self::None => Some(quote!(::core::option::Option::None)),
            Self::OfType => Some(quote!(::core::default::Default::default())),
            Self::Function(path) => {
                let path: ExprPath = path.parse().ok()?;
                Some(quote!(#path()))
            }
        }
    }
}
