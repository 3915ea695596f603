//! What stands where a scope is expected.

use std::ops::Range;

use jwt_syntax::scope::{ScopeErrorKind, ScopeLiteral};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, LitStr};

use crate::diagnostics::{Diagnostic, shown};

/// Checks one scope against the grammar and against the scopes before it.
pub(super) fn check(literal: &LitStr, earlier: &[LitStr]) -> Result<(), Diagnostic> {
    if !literal.suffix().is_empty() {
        let message = format!(
            "a scope is a plain string, found one with the suffix `{}`",
            literal.suffix()
        );
        return Err(Diagnostic::new(literal, message).help(format!("write {:?}", literal.value())));
    }
    let text = literal.value();
    let scope = ScopeLiteral::parse(&text).map_err(|error| {
        let message = match error.kind {
            // The message itself says what to write.
            ScopeErrorKind::Empty => return Diagnostic::within(literal, 0..0, error),
            ScopeErrorKind::Parameter(_) => return parameter(literal, &error.found, error.at),
            ScopeErrorKind::Character(',' | ' ') if is_several(error.suggestion.as_deref()) => {
                format!("{error}; every scope is a literal of its own")
            }
            _ => error.to_string(),
        };
        let refused = Diagnostic::within(literal, error.at, message);
        match error.suggestion {
            Some(suggestion) => refused.help(format!("write {suggestion}")),
            None if matches!(error.kind, ScopeErrorKind::Character(letter) if letter.is_alphabetic()) => refused
                .help("write the scope with the letters `a` to `z` and `A` to `Z`, such as `\"user:read\"`"),
            None => refused.help("write the scope itself, such as `\"user:read\"`"),
        }
    })?;
    if let Some(name) = scope.parameters().next() {
        let name = format!("{{{name}}}");
        let start = text.find(&name).unwrap_or_default();
        let end = start.saturating_add(name.len());
        return Err(parameter(literal, &name, start..end));
    }
    if earlier.iter().any(|other| other.value() == text) {
        let message = format!("the scope {text:?} is listed twice");
        return Err(Diagnostic::new(literal, message).help("remove one of the two"));
    }
    Ok(())
}

/// A path parameter of the route, or what was meant as one.
fn parameter(literal: &LitStr, found: &str, at: Range<usize>) -> Diagnostic {
    let message = format!("`{found}`: path parameters in scopes are not supported by this version");
    Diagnostic::within(literal, at, message).help(
        "write the scope without it, and compare the parameter with the claims in the handler",
    )
}

/// Whether a corrected text is made of several literals.
fn is_several(suggestion: Option<&str>) -> bool {
    suggestion.is_some_and(|text| text.contains(','))
}

/// A literal that is no string.
pub(super) fn not_a_string(literal: &Lit) -> Diagnostic {
    let found = match literal {
        Lit::ByteStr(_) => "a byte string",
        Lit::CStr(_) => "a C string",
        Lit::Byte(_) => "a byte",
        Lit::Char(_) => "a character",
        Lit::Int(_) | Lit::Float(_) => "a number",
        Lit::Bool(_) => "a truth value",
        _ => "another literal",
    };
    let text = match literal {
        Lit::ByteStr(bytes) => String::from_utf8(bytes.value()).unwrap_or_default(),
        Lit::CStr(text) => text.value().into_string().unwrap_or_default(),
        Lit::Byte(byte) => char::from(byte.value()).to_string(),
        Lit::Char(character) => character.value().to_string(),
        other => other.to_token_stream().to_string(),
    };
    let message = format!(
        "a scope is a string, found {found}: `{}`",
        shown(literal.to_token_stream())
    );
    Diagnostic::new(literal, message).help(quoted(&text))
}

/// A scope without its quotes, or something else altogether.
pub(super) fn unquoted(tokens: &[TokenTree]) -> Diagnostic {
    let stream: TokenStream = tokens.iter().cloned().collect();
    let text = shown(stream.clone());
    let message = format!("a scope is a string in quotes, found `{text}`");
    let refused = Diagnostic::new(stream, message);
    if text.contains("::") {
        return refused.help("write the scope's text in quotes, such as `\"user:read\"`; this version knows no scopes given as paths");
    }
    if text.contains('*') {
        return refused.help("there are no wildcards: `\"user\"` is met by whoever holds `user`, and holding `user` meets every `\"user:..\"`");
    }
    if let [TokenTree::Group(list)] = tokens {
        return refused.help(format!(
            "write `{}`, without brackets",
            shown(list.stream())
        ));
    }
    if text
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    {
        return refused.help("write the scope's text in quotes, such as `\"user:read\"`: an attribute cannot see the value of a constant");
    }
    refused.help(quoted(&text))
}

/// The scope that tokens would be if they stood in quotes.
pub(super) fn in_quotes(tokens: &[TokenTree]) -> Option<String> {
    let text = shown(tokens.iter().cloned().collect());
    ScopeLiteral::parse(&text).is_ok().then_some(text)
}

fn quoted(text: &str) -> String {
    if ScopeLiteral::parse(text).is_ok_and(|scope| scope.parameters().next().is_none()) {
        format!("write `{text:?}`")
    } else {
        "write the scope in quotes, such as `\"user:read\"`".into()
    }
}
