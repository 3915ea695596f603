//! A scope in quotes, checked against the grammar.

use jwt_syntax::scope::{ScopeErrorKind, ScopeLiteral};
use syn::LitStr;

use crate::diagnostics::Diagnostic;

/// Checks one scope against the grammar.
pub(crate) fn check(literal: &LitStr) -> Result<(), Diagnostic> {
    if !literal.suffix().is_empty() {
        let message = format!(
            "a scope is a plain string, found one with the suffix `{}`",
            literal.suffix()
        );
        return Err(Diagnostic::new(literal, message).help(format!("write {:?}", literal.value())));
    }
    let Err(error) = ScopeLiteral::parse(&literal.value()) else {
        return Ok(());
    };
    let message = match error.kind {
        // The message itself says what to write.
        ScopeErrorKind::Empty => return Err(Diagnostic::within(literal, 0..0, error)),
        ScopeErrorKind::Parameter(_) => {
            let refused = Diagnostic::within(literal, error.at.clone(), error);
            return Err(refused.help(
                "write the parameter as it stands in the route: `/teams/{team}` has `{team}`",
            ));
        }
        ScopeErrorKind::Character(',' | ' ') if is_several(error.suggestion.as_deref()) => {
            format!("{error}; every scope is a literal of its own")
        }
        _ => error.to_string(),
    };
    let refused = Diagnostic::within(literal, error.at, message);
    Err(match error.suggestion {
        Some(suggestion) => refused.help(format!("write {suggestion}")),
        None if matches!(error.kind, ScopeErrorKind::Character(letter) if letter.is_alphabetic()) => refused
            .help("write the scope with the letters `a` to `z` and `A` to `Z`, such as `\"user:read\"`"),
        None => refused.help("write the scope itself, such as `\"user:read\"`"),
    })
}

/// Whether a corrected text is made of several literals.
fn is_several(suggestion: Option<&str>) -> bool {
    suggestion.is_some_and(|text| text.contains(','))
}
