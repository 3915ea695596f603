//! Keys that do not fit the algorithm: known before the program starts, when the algorithm is a literal.

use jwt_syntax::algorithm::{Algorithm, Family};
use quote::ToTokens;

use super::field::Field;
use super::literal::Literal;
use super::settings::Setting;
use crate::derive::type_syntax::is_option;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports fields that hold a key which the algorithm never uses, unless they may be absent.
pub(super) fn check(literals: &[Setting], fields: &[Field], diagnostics: &mut Diagnostics) {
    let Some(algorithm) = algorithm(literals, fields) else {
        return;
    };
    let (uses, unused): (_, &[&str]) = match algorithm.family() {
        Family::Hmac => ("secret", &["private_key", "public_key"]),
        _ => ("private_key", &["secret"]),
    };
    for field in fields {
        let name = field.setting;
        if unused.contains(&name) && !is_option(&field.ty) {
            let message = format!("`{algorithm}` never uses a `{name}`; it signs with a `{uses}`");
            diagnostics.report(
                Diagnostic::new(field.ty.to_token_stream(), message)
                    .help(format!("write `{uses}: Secret`, or another `algorithm`")),
            );
        }
    }
}

/// The algorithm, if it cannot change when the program starts.
fn algorithm(literals: &[Setting], fields: &[Field]) -> Option<Algorithm> {
    if fields.iter().any(|field| field.setting == "algorithm") {
        return None;
    }
    let literal = literals
        .iter()
        .find(|setting| setting.choice.name == "algorithm");
    match literal {
        None => Some(Algorithm::HS256),
        Some(Setting {
            literal: Literal::Text(text),
            ..
        }) => text.value().parse().ok(),
        Some(_) => None,
    }
}
