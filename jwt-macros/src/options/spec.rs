//! One option: its name, what it takes, and how it is written.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Meta;

use crate::diagnostics::{Diagnostic, shown};

/// An option that exists: its name, what it takes, and a valid value.
#[derive(Clone, Copy)]
pub(crate) struct OptionSpec {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) example: &'static str,
}

impl OptionSpec {
    pub(crate) const fn new(name: &'static str, kind: &'static str, example: &'static str) -> Self {
        Self {
            name,
            kind,
            example,
        }
    }

    /// How the option is written.
    pub(crate) fn written(&self) -> String {
        let Self { name, example, .. } = self;
        if example.starts_with(&format!("{name}(")) {
            (*example).to_owned()
        } else {
            format!("{name} = {example}")
        }
    }

    /// A value of another kind, or none.
    pub(crate) fn refuse(&self, meta: &Meta) -> Diagnostic {
        let name = self.name;
        let value = match meta {
            Meta::NameValue(meta) => meta.value.to_token_stream(),
            Meta::Path(_) | Meta::List(_) => TokenStream::new(),
        };
        let (at, found) = match meta {
            Meta::List(list) if list.tokens.is_empty() => {
                (meta.to_token_stream(), "none".to_owned())
            }
            Meta::List(_) => (meta.to_token_stream(), "parentheses".to_owned()),
            _ if value.is_empty() => (meta.to_token_stream(), "nothing".to_owned()),
            _ => (value.clone(), format!("`{}`", shown(value))),
        };
        Diagnostic::new(at, format!("`{name}` takes {}, found {found}", self.kind))
            .help(format!("write `{}`", self.written()))
    }
}
