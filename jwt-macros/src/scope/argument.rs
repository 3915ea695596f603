//! Tokens that stand where a scope is expected and are none: what to write instead.

use jwt_syntax::scope::ScopeLiteral;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

use crate::diagnostics::{Diagnostic, shown};

/// A literal that is no string.
pub(crate) fn not_a_string(literal: &Lit) -> Diagnostic {
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
pub(crate) fn unquoted(tokens: &[TokenTree]) -> Diagnostic {
    let stream: TokenStream = tokens.iter().cloned().collect();
    let text = shown(stream.clone());
    let message = format!("a scope is a string in quotes, found `{text}`");
    let refused = Diagnostic::new(stream, message);
    if text.contains("::") {
        return refused.help("write the scope's text in quotes, such as `\"user:read\"`, or a variant of an enum with `#[derive(Scope)]`, such as `Permission::UserRead`");
    }
    if text.contains('*') {
        return refused.help("there are no wildcards: a token with the scope `user` meets `\"user\"` and every `\"user:..\"`");
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
pub(crate) fn in_quotes(tokens: &[TokenTree]) -> Option<String> {
    let text = shown(tokens.iter().cloned().collect());
    ScopeLiteral::parse(&text).is_ok().then_some(text)
}

fn quoted(text: &str) -> String {
    if ScopeLiteral::parse(text).is_ok() {
        format!("write `{text:?}`")
    } else {
        "write the scope in quotes, such as `\"user:read\"`".into()
    }
}
