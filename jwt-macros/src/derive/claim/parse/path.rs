//! Where in a token a claim stands: under a name, or nested in another claim that is an object.

use jwt_syntax::claim::{RESERVED, is_reserved, path as claim_path};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Ident, LitStr};

use super::options::{ClaimOptions, NAME, PATH};
use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    options::{OptionSpec, Text},
};

/// The path to a claim in a token.
pub(in crate::derive::claim) struct ClaimPath {
    /// The name; or those of the objects around the claim, and then its own.
    pub(in crate::derive::claim) names: Vec<String>,
    /// The tokens to underline for it.
    pub(in crate::derive::claim) at: TokenStream,
}

impl ClaimPath {
    /// The path that the options give, or else the name.
    pub(super) fn read(
        options: &ClaimOptions,
        otherwise: &str,
        ident: &Ident,
        owner: &Ident,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (name, path) = (&options.name, &options.path);
        if let (Some(Text(_)), Some(Text(path))) = (name, path) {
            let message = "a claim has a `name` or a `path`, found both";
            diagnostics.report(Diagnostic::new(path, message).help("remove one of the two"));
        }
        let given = match (name, path) {
            (Some(Text(name)), _) => filled(name, diagnostics).then(|| (name, vec![name.value()])),
            (None, Some(Text(path))) => split(path, diagnostics).map(|names| (path, names)),
            (None, None) => None,
        };
        let read = match given {
            Some((literal, names)) => Self {
                names,
                at: literal.to_token_stream(),
            },
            None => Self {
                names: vec![otherwise.to_owned()],
                at: ident.to_token_stream(),
            },
        };
        if is_reserved(read.top()) {
            diagnostics.report(read.reserved((ident != owner).then_some(owner)));
        }
        read
    }

    /// The name of the member of the token that the claim is, or is in.
    pub(in crate::derive::claim) fn top(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The path in words, as errors name it.
    pub(in crate::derive::claim) fn shown(&self) -> String {
        self.names.join(".")
    }

    /// Says that the name is taken by the library; `owner` is the struct of several claims that the claim can leave.
    fn reserved(&self, owner: Option<&Ident>) -> Diagnostic {
        let (name, list) = (self.top(), RESERVED.join(", "));
        let message = format!(
            "the claim `{name}` belongs to the library, which mints and verifies it itself; so do {list}"
        );
        let leave = owner.map_or(String::new(), |owner| {
            format!("take the field out of `{owner}`, or ")
        });
        Diagnostic::new(&self.at, message).help(format!(
            "{leave}give the claim another name, such as `#[claim(name = \"https://example.com/{name}\")]`"
        ))
    }
}

fn filled(name: &LitStr, diagnostics: &mut Diagnostics) -> bool {
    let is_filled = !name.value().is_empty();
    if !is_filled {
        let OptionSpec {
            name: option,
            example,
            ..
        } = NAME;
        let help = format!("write `{option} = {example}`, or leave it out to use the field's name");
        diagnostics.report(Diagnostic::new(name, "the claim's name is empty").help(help));
    }
    is_filled
}

fn split(path: &LitStr, diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let refused = match claim_path::parse(&path.value()) {
        Err(error) => {
            Diagnostic::new(path, error).help(format!("write `{} = {}`", PATH.name, PATH.example))
        }
        Ok(names) => match &*names {
            [name] => {
                let message = format!(
                    "a `path` leads into the object that a claim is, found one name, {name:?}"
                );
                let quotes = match name.contains('.') {
                    true => "; in a path, a name with dots in it stands in quotes",
                    false => "",
                };
                Diagnostic::new(path, message).help(format!(
                    "write `name = {name:?}`, or a path such as {}{quotes}",
                    PATH.example
                ))
            }
            _ => return Some(names),
        },
    };
    diagnostics.report(refused);
    None
}
