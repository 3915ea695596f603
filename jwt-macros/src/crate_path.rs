//! The path under which expansions find the library: `::jwt_guard`, or what `crate = path` says.

use std::rc::Rc;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Path, ext::IdentExt};

use crate::diagnostics::Diagnostic;

/// An absolute path to the facade crate.
#[derive(Clone)]
pub(crate) struct CratePath {
    /// The path of `crate = path`; `None` for `::jwt_guard`.
    path: Option<Path>,
    segments: Vec<String>,
}

impl Default for CratePath {
    fn default() -> Self {
        Self {
            path: None,
            segments: vec!["jwt_guard".into()],
        }
    }
}

/// The path of the module that holds everything an expansion names.
///
/// It is interpolated token by token. Each stream in a stream is a question to the compiler, and an expansion has many paths.
#[derive(Clone)]
pub(crate) struct PrivatePath(Rc<[TokenTree]>);

impl ToTokens for PrivatePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

impl CratePath {
    /// Takes the path of `crate = path`, which must not depend on where the annotated item stands: `::name`, `crate`
    /// or `$crate`, possibly with more segments.
    pub(crate) fn new(path: &Path) -> Result<Self, Diagnostic> {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|s| s.ident.unraw().to_string())
            .collect();
        let starts_at_a_crate = segments
            .first()
            .is_some_and(|first| first == "crate" || first == "$crate");
        if path.leading_colon.is_some() || starts_at_a_crate {
            return Ok(Self {
                path: Some(path.clone()),
                segments,
            });
        }
        let written = segments.join("::");
        let found = format!("`crate` takes an absolute path, found the relative path `{written}`");
        let relative_to_module = segments
            .first()
            .is_some_and(|first| first == "self" || first == "super");
        let help = if relative_to_module {
            "write the path from the crate's root, such as `crate = crate::auth` or `crate = ::jwt_guard`".into()
        } else {
            format!("write `crate = ::{written}`")
        };
        Err(Diagnostic::new(path, found).help(help))
    }

    /// The module that holds everything an expansion names.
    pub(crate) fn private(&self) -> PrivatePath {
        self.private_with(Span::mixed_site(), |token| token)
    }

    /// The same module, for something that an error should show at `span`.
    pub(crate) fn private_at(&self, span: Span) -> PrivatePath {
        self.private_with(Span::mixed_site().located_at(span), |mut token| {
            // Only the place changes: `$crate` would mean another crate with the hygiene of `span`.
            token.set_span(token.span().located_at(span));
            token
        })
    }

    /// The path with `ours` as the span of its tokens, except those of the user, which `theirs` changes.
    fn private_with(&self, ours: Span, theirs: impl Fn(TokenTree) -> TokenTree) -> PrivatePath {
        let word = |text| TokenTree::from(Ident::new(text, ours));
        let colons = || {
            [Spacing::Joint, Spacing::Alone].map(|spacing| {
                let mut colon = Punct::new(':', spacing);
                colon.set_span(ours);
                TokenTree::from(colon)
            })
        };
        let mut tokens = Vec::with_capacity(6);
        match &self.path {
            Some(path) => tokens.extend(path.to_token_stream().into_iter().map(theirs)),
            None => {
                tokens.extend(colons());
                tokens.push(word("jwt_guard"));
            }
        }
        tokens.extend(colons());
        tokens.push(word("__private"));
        PrivatePath(tokens.into())
    }

    /// Whether `path` leads into this crate: `jwt_guard::scoped` and `::jwt_guard::scoped` both do.
    pub(crate) fn contains(&self, path: &Path) -> bool {
        path.segments.len() > self.segments.len()
            && self
                .segments
                .iter()
                .zip(&path.segments)
                .all(|(ours, theirs)| theirs.ident.unraw() == ours.as_str())
    }
}

impl PartialEq for CratePath {
    fn eq(&self, other: &Self) -> bool {
        self.segments == other.segments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &str) -> String {
        let path: Path = syn::parse_str(path).unwrap();
        CratePath::new(&path)
            .err()
            .map(|d| d.into_error().to_string())
            .unwrap_or_default()
    }

    #[test]
    fn a_relative_path_is_refused_with_the_absolute_one() {
        assert_eq!(
            refusal("renamed::inner"),
            "`crate` takes an absolute path, found the relative path `renamed::inner`\n  = help: write `crate = ::renamed::inner`"
        );
        assert!(refusal("super::auth").contains("from the crate's root"));
    }

    #[test]
    fn absolute_paths_are_kept() {
        for path in ["::renamed", "crate", "crate::reexports::jwt"] {
            assert_eq!(refusal(path), "", "{path}");
        }
        let path: Path = syn::parse_str("::renamed").unwrap();
        assert_eq!(
            CratePath::new(&path)
                .ok()
                .unwrap()
                .private()
                .to_token_stream()
                .to_string(),
            ":: renamed :: __private"
        );
    }
}
