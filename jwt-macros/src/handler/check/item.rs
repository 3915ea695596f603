//! Items that an attribute cannot stand on, and markers and options that contradict where it stands.

use quote::ToTokens;
use syn::{Attribute, Ident};

use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::{
        model::Policy,
        parse::{HandlerAttribute, item::OtherItem},
    },
};

/// An item that can hold no handler.
pub(crate) fn refuse_other(item: &OtherItem, attribute: HandlerAttribute) -> Diagnostic {
    let keyword = item.keyword();
    let word = keyword.as_ref().map(Ident::to_string).unwrap_or_default();
    let found = match word.as_str() {
        "struct" => "a struct",
        "enum" => "an enum",
        "union" => "a union",
        "trait" => "a trait",
        "type" => "a type alias",
        "const" => "a constant",
        "static" => "a static",
        "use" => "an import",
        "extern" => "a foreign item",
        "macro_rules" => "a macro",
        _ => "something else",
    };
    Diagnostic::new(
        keyword,
        format!("`{attribute}` belongs on an `async fn`, an `impl` block or an inline `mod`, found {found}"),
    )
    .help(format!("put `{attribute}` on the function that axum calls"))
}

/// `#[not_a_handler]` on an item with an attribute that makes it one.
pub(crate) fn refuse_marker(marker: &Attribute, attribute: HandlerAttribute) -> Diagnostic {
    Diagnostic::new(
        marker,
        format!("`#[not_a_handler]` contradicts `{attribute}` on the same item"),
    )
    .help("remove one of the two; `#[not_a_handler]` excepts a function from the attribute of its block")
}

/// A block in which an attribute finds nothing to apply to.
pub(crate) fn without_handler(policy: &Policy, at: impl ToTokens) -> Diagnostic {
    let attribute = policy.attribute;
    Diagnostic::new(
        at,
        format!("`{attribute}` applies to every `async fn` without `self` in here, found none"),
    )
    .help("remove the attribute, or make the handlers `async fn` without `self`")
}

/// Reports `replace` where there is no block. In a block, the block has read the attribute before it expands.
pub(crate) fn refuse_replace(policy: &Policy, diagnostics: &mut Diagnostics) {
    if let Some(replace) = &policy.replace {
        let attribute = policy.attribute.name();
        let message =
            "`replace` leaves out what the attribute of a block requires, found no block around it";
        diagnostics.report(Diagnostic::new(replace, message).help(format!(
            "remove `replace`; in an annotated block, write the attribute by its own name, `#[{attribute}(replace)]` or \
             `#[jwt_guard::{attribute}(replace)]`, and not in a `cfg_attr`"
        )));
    }
}
