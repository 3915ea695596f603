//! Token locations in an attribute: `token_from(header, cookie(strict))`.

use darling::ast::NestedMeta;
use jwt_syntax::http::token_location::{TokenLocation, TokenLocationError};
use quote::ToTokens;
use syn::Meta;

use crate::diagnostics::{Diagnostic, Diagnostics, shown};

const EXAMPLE: &str = "token_from(header, cookie)";

/// Reads the list. A location that is wrong is reported and left out.
pub(crate) fn read(items: &[NestedMeta], diagnostics: &mut Diagnostics) -> Vec<TokenLocation> {
    let mut locations: Vec<TokenLocation> = Vec::new();
    for item in items {
        match location(item) {
            Err(refused) => diagnostics.report(refused),
            Ok(location) if locations.iter().any(|other| other.kind == location.kind) => {
                let message = format!("the token location `{}` is named twice", location.kind);
                diagnostics.report(Diagnostic::new(item, message).help("remove one of the two"));
            }
            Ok(location) => locations.push(location),
        }
    }
    locations
}

/// The error for an empty list.
pub(crate) fn none(at: impl ToTokens) -> Diagnostic {
    Diagnostic::new(at, "`token_from` names no token location").help(format!("write `{EXAMPLE}`"))
}

fn location(item: &NestedMeta) -> Result<TokenLocation, Diagnostic> {
    let text = match item {
        NestedMeta::Meta(Meta::Path(path)) => shown(path.to_token_stream()),
        NestedMeta::Meta(Meta::List(list)) => {
            let (path, rule) = (list.path.to_token_stream(), list.tokens.clone());
            format!("{} {}", shown(path), shown(rule))
        }
        other => {
            let found = shown(other.to_token_stream());
            let message = format!("a token location is a word without quotes, found `{found}`");
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
            "write `cookie`, or `cookie(strict)` if the locations after it must not be searched",
        ),
    })
}
