//! The claims as the token has them: objects in objects.

use proc_macro2::{Ident, Span};
use quote::format_ident;

use crate::derive::claim::parse::Claim;

/// An object of a token, or the token itself.
pub(super) struct TokenObject<'a> {
    /// Its name in the object around it.
    pub(super) name: &'a str,
    /// What its generated types are called after.
    pub(super) ident: Ident,
    /// The claims in it, by name.
    pub(super) claims: Vec<(&'a str, &'a Claim)>,
    /// The objects in it that have claims.
    pub(super) objects: Vec<TokenObject<'a>>,
}

impl<'a> TokenObject<'a> {
    /// The token that these claims make.
    pub(super) fn token(owner: &Ident, claims: &'a [Claim]) -> Self {
        let mut token = Self::new("", format_ident!("__{}", owner, span = Span::call_site()));
        for claim in claims {
            token.add(&claim.path.names, claim);
        }
        token
    }

    fn new(name: &'a str, ident: Ident) -> Self {
        Self {
            name,
            ident,
            claims: Vec::new(),
            objects: Vec::new(),
        }
    }

    fn add(&mut self, names: &'a [String], claim: &'a Claim) {
        match names {
            [] => {}
            [name] => self.claims.push((name, claim)),
            [first, rest @ ..] => self.object(first).add(rest, claim),
        }
    }

    fn object(&mut self, name: &'a str) -> &mut Self {
        let found = self.objects.iter().position(|object| object.name == name);
        let index = found.unwrap_or_else(|| {
            let index = self.objects.len();
            let ident = format_ident!("{}In{}", self.ident, index);
            self.objects.push(Self::new(name, ident));
            index
        });
        #[expect(clippy::indexing_slicing, reason = "it was found, or was added")]
        &mut self.objects[index]
    }

    /// The objects inside of this one, at any depth.
    pub(super) fn inner(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        for object in &self.objects {
            all.push(object);
            all.extend(object.inner());
        }
        all
    }
}
