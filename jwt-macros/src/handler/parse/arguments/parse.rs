//! Reading the arguments of one attribute.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};

use super::{Arguments, Freshness, reader::ArgumentReader, scope_options};
use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::parse::attribute::HandlerAttribute,
};

/// Reads the arguments in the parentheses. A mistake is reported, and the next argument is read.
pub(crate) fn parse(
    attribute: HandlerAttribute,
    at: TokenStream,
    tokens: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Arguments {
    let mut reader = ArgumentReader {
        arguments: Arguments {
            attribute,
            at,
            scopes: Vec::new(),
            vocabulary: None,
            with: None,
            state: None,
            require_all: None,
            require_all_actions: None,
            optional: None,
            disputes_optional: false,
            refresh: None,
            freshness: Freshness::default(),
            auth: None,
            responses: None,
            replace: None,
            settings: Vec::new(),
            crate_path: None,
        },
        given: Vec::new(),
        has_scopes: false,
        diagnostics,
    };
    let outcome = (|input: ParseStream<'_>| reader.read_all(input)).parse2(tokens);
    if let Err(error) = outcome {
        reader.diagnostics.report(error);
    }
    if reader.has_scopes {
        scope_options::check(&mut reader.arguments, reader.diagnostics);
    } else if attribute == HandlerAttribute::Scoped {
        let refused = Diagnostic::new(
            &reader.arguments.at,
            "`#[scoped]` takes at least one scope, found none",
        );
        reader.diagnostics.report(refused.help(
            "write `#[scoped(\"user:read\")]`, or `#[protected]` when a valid token is enough",
        ));
    }
    reader.arguments
}
