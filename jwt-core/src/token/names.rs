//! Names that a claim may have: of issuers, services and clients.

use std::collections::BTreeSet;

use jwt_syntax::setting::WrongValue;

use super::MAX_AUDIENCES;

/// What is wrong with a list of names: each must stand once, and there must not be too many, as verification looks for one of
/// them in a list. `each` says what each name is.
#[must_use]
pub fn check_names(names: &[String], each: &str) -> Vec<WrongValue> {
    let mut wrong = Vec::new();
    if names.is_empty() {
        wrong.push(WrongValue::new(
            "an empty list",
            "at least one name, or the setting left out",
        ));
    }
    if names.len() > MAX_AUDIENCES {
        wrong.push(WrongValue::new(
            format!("{} names", names.len()),
            format!("at most {MAX_AUDIENCES}"),
        ));
    }
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            wrong.push(WrongValue::new("an empty name", each));
        } else if !seen.insert(name) {
            wrong.push(WrongValue::new(format!("`{name}` twice"), "each name once"));
        }
    }
    wrong
}

/// What is wrong with the name of this issuer.
///
/// # Errors
///
/// If it is empty.
pub fn check_issuer(name: &str) -> Result<(), WrongValue> {
    match name.is_empty() {
        false => Ok(()),
        true => Err(WrongValue::new(
            "an empty name",
            "the name of the issuer, or the setting left out",
        )),
    }
}
