//! A custom claim: its name in the token, and how serde reads and writes it.

use jwt_syntax::claim::{RESERVED, is_reserved};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ExprPath, Ident, LitStr, Type, ext::IdentExt};

use crate::{
    derive::{
        given::{Expected, Given},
        type_syntax::is_option,
    },
    diagnostics::{Diagnostic, Diagnostics},
};

const NAME: Expected = Expected {
    kind: "the claim's name in quotes",
    example: "\"https://example.com/plan\"",
};

/// The attributes of serde that mean for a claim what they mean elsewhere.
const SERDE: [&str; 5] = [
    "default",
    "with",
    "serialize_with",
    "deserialize_with",
    "skip_serializing_if",
];
const PATH: Expected = Expected {
    kind: "a path in quotes",
    example: "\"module::name\"",
};

/// One field of a set of claims.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    /// The claim's name in the token.
    pub(super) name: String,
    pub(super) default: Default,
    /// What serde is told, beside the name.
    pub(super) serde: TokenStream,
    /// What to blame for the name.
    name_at: TokenStream,
}

/// What a field holds when the token has no such claim.
pub(super) enum Default {
    /// Nothing can: the claim is required.
    Required,
    /// `None`, for a field of type `Option<..>`
    None,
    /// `#[serde(default)]`
    OfType,
    /// `#[serde(default = "path")]`
    Function(LitStr),
}

impl Field {
    /// Reads a field; what is wrong is reported.
    pub(super) fn read(
        field: &syn::Field,
        owner: &Ident,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let ident = field.ident.clone()?;
        let serde = Serde::read(field, diagnostics);
        let literal = name_literal(field, diagnostics);
        let (name, name_at) = match &literal {
            Some(literal) => (literal.value(), literal.to_token_stream()),
            None => (ident.unraw().to_string(), ident.to_token_stream()),
        };
        if is_reserved(&name) {
            diagnostics.report(reserved(&name, &name_at, owner));
        }
        let default = serde.default.unwrap_or(if is_option(&field.ty) {
            Default::None
        } else {
            Default::Required
        });
        Some(Self {
            ident,
            ty: field.ty.clone(),
            name,
            default,
            serde: serde.tokens,
            name_at,
        })
    }

    /// Says that an earlier field has this name already.
    pub(super) fn repeated(&self, earlier: &Self) -> Diagnostic {
        let message = format!(
            "the claim {:?} is also the field `{}`",
            self.name, earlier.ident
        );
        Diagnostic::new(&self.name_at, message)
            .help("give one of the two another name with `#[claim(name = \"..\")]`")
    }

    pub(super) fn is_required(&self) -> bool {
        matches!(self.default, Default::Required)
    }
}

/// The name given by `#[claim(name = "..")]`.
fn name_literal(field: &syn::Field, diagnostics: &mut Diagnostics) -> Option<LitStr> {
    let mut literal = None;
    for given in Given::read(&field.attrs, "claim", diagnostics) {
        let outcome = match given.name().as_str() {
            "name" => given.text(NAME).and_then(|text| {
                if text.value().is_empty() {
                    let help = format!(
                        "write `name = {}`, or leave it out to use the field's name",
                        NAME.example
                    );
                    return Err(Diagnostic::new(text, "the claim's name is empty").help(help));
                }
                literal = Some(text);
                Ok(())
            }),
            "crate" => Err(given
                .mistake("`crate` stands on a field, where it has no effect")
                .help("move it into a `#[claim(..)]` of the struct")),
            _ => Err(given.unknown("claim", &["name"])),
        };
        if let Err(refused) = outcome {
            diagnostics.report(refused);
        }
    }
    literal
}

fn reserved(name: &str, at: &TokenStream, owner: &Ident) -> Diagnostic {
    let list = RESERVED.join(", ");
    let message = format!(
        "the claim `{name}` belongs to the library, which mints and verifies it itself; so do {list}"
    );
    Diagnostic::new(at, message).help(format!(
        "take the field out of `{owner}`, or give the claim another name, such as `#[claim(name = \"https://example.com/{name}\")]`"
    ))
}

/// What a field's `#[serde(..)]` says.
struct Serde {
    tokens: TokenStream,
    default: Option<Default>,
}

impl Serde {
    fn read(field: &syn::Field, diagnostics: &mut Diagnostics) -> Self {
        let mut given = Given::read(&field.attrs, "serde", diagnostics);
        given.retain(|option| {
            let checked = check_serde(option);
            checked
                .map_err(|refused| diagnostics.report(refused))
                .is_ok()
        });
        let has = |name: &str| given.iter().any(|option| option.name() == name);
        let mut tokens = quote!(#(#given,)*);
        if is_option(&field.ty) {
            if !has("skip_serializing_if") {
                tokens.extend(quote!(
                    skip_serializing_if = "::core::option::Option::is_none",
                ));
            }
            // With a function of its own, serde no longer knows that a missing `Option` is `None`.
            if !has("default") && (has("with") || has("deserialize_with")) {
                tokens.extend(quote!(default,));
            }
        }
        let default = given.iter().find(|option| option.name() == "default");
        let default = default.map(|option| match option.text(PATH) {
            Ok(path) => Default::Function(path),
            Err(_) => Default::OfType,
        });
        Self { tokens, default }
    }
}

/// serde checks these paths too, but an error of serde brings others with it.
fn check_serde(option: &Given) -> Result<(), Diagnostic> {
    let name = option.name();
    if !SERDE.contains(&name.as_str()) {
        return Err(refused(option));
    }
    if name == "default" && option.has_no_value() {
        return Ok(());
    }
    option.text_of::<ExprPath>(PATH).map(drop)
}

/// An attribute of serde that is not for claims.
pub(super) fn refused(option: &Given) -> Diagnostic {
    let name = option.name();
    match name.as_str() {
        "rename" | "rename_all" | "alias" => option
            .mistake(format!("`{name}` of serde does not name a claim"))
            .help("write `#[claim(name = \"..\")]` on the field"),
        "flatten" => option
            .mistake("`flatten` of serde would hide the names of the claims")
            .help(
                "write the fields out, each with `#[claim(name = \"..\")]` where its name differs",
            ),
        _ => {
            let list: Vec<_> = SERDE.iter().map(|name| format!("`{name}`")).collect();
            option
                .mistake(format!("`{name}` of serde has no effect on claims"))
                .help(format!(
                    "remove it; on the fields of claims, serde takes {}",
                    list.join(", ")
                ))
        }
    }
}

impl Default {
    /// The value without a claim, if there is one.
    pub(super) fn value(&self) -> Option<TokenStream> {
        match self {
            Self::Required => None,
            Self::None => Some(quote!(::core::option::Option::None)),
            Self::OfType => Some(quote!(::core::default::Default::default())),
            Self::Function(path) => {
                let path: ExprPath = path.parse().ok()?;
                Some(quote!(#path()))
            }
        }
    }
}
