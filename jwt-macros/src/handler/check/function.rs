//! Whether a function can be a handler.

use quote::{ToTokens, quote};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    handler::parse::item::{Function, FunctionBody, mentions},
};

/// Reports a function that the attribute on a block passes over, although axum would take it as a handler.
pub(crate) fn refuse_future(function: &Function, diagnostics: &mut Diagnostics) {
    if function.receiver().is_some()
        || !mentions(
            function.signature.output.to_token_stream(),
            &["Future", "BoxFuture"],
        )
    {
        return;
    }
    let name = function.name();
    let message = format!(
        "`{name}` returns a future, but the attribute on the block guards an `async fn` only"
    );
    diagnostics.report(Diagnostic::new(name, message).help(format!(
        "write `async fn {name}`, or mark it with `#[not_a_handler]`"
    )));
}

/// Whether a function can be a handler. What it lacks is reported.
pub(crate) fn is_handler(
    function: &Function,
    attribute: impl std::fmt::Display,
    diagnostics: &mut Diagnostics,
) -> bool {
    let name = function.name();
    let known = diagnostics.count();
    if let Some(receiver) = function.receiver() {
        diagnostics.report(
            Diagnostic::new(
                receiver,
                format!("a handler takes no `self`, found it in `{name}` under `{attribute}`"),
            )
            .help("axum calls handlers without a receiver; take what it holds through `State(..)`"),
        );
    }
    let constness = &function.signature.constness;
    if function.signature.asyncness.is_none() {
        let fn_token = &function.signature.fn_token;
        let found = shown(quote!(#constness #fn_token #name));
        diagnostics.report(
            Diagnostic::new(
                quote!(#constness #fn_token),
                format!("a handler is an `async fn`, found `{found}` under `{attribute}`"),
            )
            .help(format!("write `async fn {name}`")),
        );
    }
    if let FunctionBody::Missing(semicolon) = &function.body {
        diagnostics.report(
            Diagnostic::new(
                semicolon,
                format!("a handler has a body, found none for `{name}`"),
            )
            .help(format!("put `{attribute}` on the function that axum calls")),
        );
    }
    diagnostics.count() == known
}
