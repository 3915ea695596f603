//! One scope of a vocabulary.

use quote::ToTokens;
use syn::{Attribute, Fields, Ident, LitStr, Meta};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    scope::literal as scope_literal,
};

/// `#[scope("user:read")] UserRead`
pub(in crate::derive::scope) struct Variant {
    pub(in crate::derive::scope) ident: Ident,
    pub(in crate::derive::scope) scope: LitStr,
    /// The conditions under which it exists.
    pub(in crate::derive::scope) conditions: Vec<Attribute>,
}

/// Reads a variant; what is wrong is reported, and leaves nothing of it.
pub(in crate::derive::scope) fn read(
    variant: &syn::Variant,
    diagnostics: &mut Diagnostics,
) -> Option<Variant> {
    let ident = &variant.ident;
    if !matches!(variant.fields, Fields::Unit) {
        let message = format!("a scope is a constant text, found fields in `{ident}`");
        let help = format!(
            "write `{ident}` without them; one such as \"team:{{team}}:read\" stands for many"
        );
        diagnostics.report(Diagnostic::new(&variant.fields, message).help(help));
        return None;
    }
    let mut attrs = variant
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("scope"));
    let Some(attribute) = attrs.next() else {
        // A scope made of the variant's name would change with it, and no longer match tokens that were issued before.
        let message = format!("the variant `{ident}` names no scope");
        let help = format!("write `#[scope(\"{}\")] {ident}`", spelling(ident));
        diagnostics.report(Diagnostic::new(ident, message).help(help));
        return None;
    };
    for other in attrs {
        let message = format!("the variant `{ident}` names two scopes");
        let refused = Diagnostic::new(other, message);
        diagnostics.report(refused.help("remove one of the two, or give it a variant of its own"));
    }
    let scope = literal(attribute, ident, diagnostics)?;
    if let Err(refused) = scope_literal::check(&scope) {
        diagnostics.report(refused);
        return None;
    }
    let conditions = variant.attrs.iter();
    Some(Variant {
        ident: ident.clone(),
        scope,
        conditions: conditions
            .filter(|attr| attr.path().is_ident("cfg"))
            .cloned()
            .collect(),
    })
}

fn literal(attribute: &Attribute, ident: &Ident, diagnostics: &mut Diagnostics) -> Option<LitStr> {
    let found = match &attribute.meta {
        Meta::List(list) => match syn::parse2(list.tokens.clone()) {
            Ok(literal) => return Some(literal),
            Err(_) if list.tokens.is_empty() => "nothing".to_owned(),
            Err(_) => format!("`{}`", shown(list.tokens.clone())),
        },
        Meta::Path(_) => "nothing".to_owned(),
        Meta::NameValue(pair) => format!("`= {}`", shown(pair.value.to_token_stream())),
    };
    let message = format!("`scope` takes one scope in quotes, found {found}");
    let help = if found.contains("\", \"") {
        "give each scope a variant of its own".to_owned()
    } else {
        format!("write `#[scope(\"{}\")]`", spelling(ident))
    };
    diagnostics.report(Diagnostic::new(attribute, message).help(help));
    None
}

/// The scope that a variant is most likely meant to name: `user:read` for `UserRead`.
fn spelling(ident: &Ident) -> String {
    let mut spelling = String::new();
    for character in ident.to_string().trim_start_matches("r#").chars() {
        if character.is_uppercase() && !spelling.is_empty() {
            spelling.push(':');
        }
        spelling.extend(character.to_lowercase());
    }
    spelling
}
