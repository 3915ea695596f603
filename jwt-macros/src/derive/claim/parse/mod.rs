//! Reading a set of claims: a struct with a field for each, or a newtype, which is one claim.

use syn::{DeriveInput, Field, Fields, Generics, Ident, Index, Member, Type, ext::IdentExt};

mod claim;
mod options;
mod path;
mod serde;

pub(super) use self::claim::{AbsentClaim, Claim};
use self::options::{ClaimOptions, IN_NEWTYPE, ON_FIELD, ON_NEWTYPE, ON_STRUCT};
pub(super) use self::path::ClaimPath;
use crate::{
    crate_path::CratePath,
    derive::{helper_attribute, shape::struct_fields},
    diagnostics::{Diagnostic, Diagnostics},
};

const EXAMPLE: &str = "struct Membership { plan: String }";
const NEWTYPE: &str = "struct Plan(String);";

/// A type with `#[derive(Claim)]`.
pub(super) struct ClaimSet {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) crate_path: CratePath,
    /// The type of the users from whom claims are computed.
    pub(super) user: Option<Type>,
    pub(super) claims: Vec<Claim>,
}

impl ClaimSet {
    /// Reads as much as can be understood; what cannot is reported.
    pub(super) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Self {
        let (of_struct, claims) = match newtype(input) {
            Some(field) => of_newtype(input, field, diagnostics),
            None => of_struct(input, diagnostics),
        };
        Self {
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            crate_path: helper_attribute::crate_path(of_struct.crate_path, diagnostics),
            user: of_struct.user,
            claims,
        }
    }

    /// The members of a token that the claims are, or are in, each once.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for claim in &self.claims {
            if !names.contains(&claim.path.top()) {
                names.push(claim.path.top());
            }
        }
        names
    }
}

/// The field of a newtype.
fn newtype(input: &DeriveInput) -> Option<&Field> {
    let Ok(Fields::Unnamed(fields)) = struct_fields(input, "Claim", EXAMPLE) else {
        return None;
    };
    fields.unnamed.first().filter(|_| fields.unnamed.len() == 1)
}

/// A newtype: one claim, whose options stand above the struct.
fn of_newtype(
    input: &DeriveInput,
    field: &Field,
    diagnostics: &mut Diagnostics,
) -> (ClaimOptions, Vec<Claim>) {
    serde::check_newtype(&input.attrs, diagnostics);
    IN_NEWTYPE.read::<ClaimOptions>(&field.attrs, diagnostics);
    let mut options: ClaimOptions = ON_NEWTYPE.read(&input.attrs, diagnostics);
    let of_struct = ClaimOptions {
        crate_path: options.crate_path.take(),
        user: options.user.take(),
        ..ClaimOptions::default()
    };
    let name = snake_case(&input.ident.unraw().to_string());
    let path = ClaimPath::read(&options, &name, &input.ident, &input.ident, diagnostics);
    let field_of = (
        Member::Unnamed(Index::from(0)),
        Ident::new("value", input.ident.span()),
    );
    let claim = Claim::read(field, field_of, options, path, diagnostics);
    (of_struct, vec![claim])
}

/// A struct with a field for each claim.
fn of_struct(input: &DeriveInput, diagnostics: &mut Diagnostics) -> (ClaimOptions, Vec<Claim>) {
    serde::check_struct(&input.attrs, diagnostics);
    let of_struct = ON_STRUCT.read(&input.attrs, diagnostics);
    let fields = match struct_fields(input, "Claim", EXAMPLE) {
        Ok(Fields::Named(named)) => &named.named,
        Ok(Fields::Unnamed(unnamed)) => {
            let message = format!(
                "a struct without names is one claim, found {} fields",
                unnamed.unnamed.len()
            );
            diagnostics.report(
                Diagnostic::new(unnamed, message)
                    .help(format!("write `{NEWTYPE}`, or `{EXAMPLE}`")),
            );
            return (of_struct, Vec::new());
        }
        Ok(Fields::Unit) => {
            let message = "claims are fields, found a struct without any";
            let refused = Diagnostic::new(&input.ident, message);
            diagnostics.report(refused.help(format!("write `{EXAMPLE}`, or `{NEWTYPE}`")));
            return (of_struct, Vec::new());
        }
        Err(refused) => {
            diagnostics.report(refused);
            return (of_struct, Vec::new());
        }
    };
    let claims = fields.iter().filter_map(|field| {
        let ident = field.ident.clone()?;
        let options = ON_FIELD.read(&field.attrs, diagnostics);
        let name = ident.unraw().to_string();
        let path = ClaimPath::read(&options, &name, &ident, &input.ident, diagnostics);
        let field_of = (Member::Named(ident.clone()), ident);
        Some(Claim::read(field, field_of, options, path, diagnostics))
    });
    let claims = claims.collect();
    (of_struct, claims)
}

/// `TeamName` as `team_name`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut characters = name.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        let ends_a_word =
            before.is_some_and(|before: char| !before.is_uppercase() && before != '_');
        let begins_a_word = before.is_some_and(|before| before != '_')
            && characters.peek().is_some_and(|next| next.is_lowercase());
        if character.is_uppercase() && (ends_a_word || begins_a_word) {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
        before = Some(character);
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn the_words_of_a_type_s_name_are_those_of_the_claim() {
        for (name, expected) in [
            ("Plan", "plan"),
            ("TeamName", "team_name"),
            ("HTTPPlan", "http_plan"),
            ("PlanV2", "plan_v2"),
            ("plan_name", "plan_name"),
            ("Plan_Name", "plan_name"),
            ("A", "a"),
        ] {
            assert_eq!(snake_case(name), expected);
        }
    }
}
