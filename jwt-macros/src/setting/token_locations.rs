//! Places of tokens in an attribute: `token_from(header, cookie(strict))`.

use darling::ast::NestedMeta;
use jwt_syntax::http::token_location::{TokenLocation, TokenLocationError};
use quote::ToTokens;
use syn::Meta;

use crate::diagnostics::{Diagnostic, Diagnostics, shown};

const EXAMPLE: &str = "token_from(header, cookie)";

/// Reads the list; what is wrong with a place is reported, and costs no other place.
pub(crate) fn read(items: &[NestedMeta], diagnostics: &mut Diagnostics) -> Vec<TokenLocation> {
    let mut places: Vec<TokenLocation> = Vec::new();
    for item in items {
        match place(item) {
            Err(refused) => diagnostics.report(refused),
            Ok(place) if places.iter().any(|other| other.kind == place.kind) => {
                let message = format!("the place `{}` is named twice", place.kind);
                diagnostics.report(Diagnostic::new(item, message).help("remove one of the two"));
            }
            Ok(place) => places.push(place),
        }
    }
    places
}

/// A list without a place.
pub(crate) fn none(at: impl ToTokens) -> Diagnostic {
    Diagnostic::new(at, "`token_from` names no place").help(format!("write `{EXAMPLE}`"))
}

fn place(item: &NestedMeta) -> Result<TokenLocation, Diagnostic> {
    let text = match item {
        NestedMeta::Meta(Meta::Path(path)) => shown(path.to_token_stream()),
        NestedMeta::Meta(Meta::List(list)) => {
            let (path, rule) = (list.path.to_token_stream(), list.tokens.clone());
            format!("{} {}", shown(path), shown(rule))
        }
        other => {
            let found = shown(other.to_token_stream());
            let message = format!("a place is a word without quotes, found `{found}`");
            return Err(Diagnostic::new(other, message).help(format!("write `{EXAMPLE}`")));
        }
    };
    text.parse().map_err(|error| match error {
        TokenLocationError::Unknown { suggestion, .. } => {
            let refused = Diagnostic::new(item, error);
            match suggestion {
                Some(name) => refused.help(format!("write `{name}`")),
                None => refused.help(format!("write `{EXAMPLE}`")),
            }
        }
        _ => Diagnostic::new(item, error).help(
            "write `cookie(strict)` if no other place counts when no cookie came, or `cookie`",
        ),
    })
}
