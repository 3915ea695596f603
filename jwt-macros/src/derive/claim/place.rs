//! Where in a token a claim stands: under a name, or in the object that another claim is.

use jwt_syntax::claim::{RESERVED, is_reserved, path as claim_path};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Ident, LitStr};

use super::options::{NAME, Options, PATH};
use crate::{
    derive::options::{Choice, Text},
    diagnostics::{Diagnostic, Diagnostics},
};

/// A place in a token.
pub(super) struct Place {
    /// The name; or those of the objects around the claim, and then its own.
    pub(super) names: Vec<String>,
    /// What to blame for it.
    at: TokenStream,
}

impl Place {
    /// The place that the options say, or else the name.
    pub(super) fn read(
        options: &Options,
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
        let place = match given {
            Some((literal, names)) => Self {
                names,
                at: literal.to_token_stream(),
            },
            None => Self {
                names: vec![otherwise.to_owned()],
                at: ident.to_token_stream(),
            },
        };
        if is_reserved(place.top()) {
            diagnostics.report(place.reserved((ident != owner).then_some(owner)));
        }
        place
    }

    /// The name of the member of the token that the claim is, or is in.
    pub(super) fn top(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The place in words: what an error names.
    pub(super) fn shown(&self) -> String {
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

    /// Says what is wrong if this claim stands where an earlier one of the field `earlier` does, or in it, or around it.
    pub(super) fn collides(&self, other: &Self, earlier: &str) -> Option<Diagnostic> {
        let (this, that) = (&self.names, &other.names);
        let message = if this == that {
            format!("the claim {:?} is also the field `{earlier}`", self.shown())
        } else if this.starts_with(that) || that.starts_with(this) {
            format!(
                "the claim {:?} cannot stand beside {:?} of the field `{earlier}`: one is in the other",
                self.shown(),
                other.shown()
            )
        } else {
            return None;
        };
        Some(
            Diagnostic::new(&self.at, message)
                .help("give one of the two another name with `#[claim(name = \"..\")]`"),
        )
    }
}

fn filled(name: &LitStr, diagnostics: &mut Diagnostics) -> bool {
    let is_filled = !name.value().is_empty();
    if !is_filled {
        let Choice {
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
