//! Mistakes in a vocabulary as a whole: generics, and two variants with one scope.

use jwt_syntax::scope::fingerprint;

use super::parse::{Variant, Vocabulary};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports what is wrong with the scopes together. Of two variants with one scope, the first is kept.
pub(super) fn check(vocabulary: &mut Vocabulary, diagnostics: &mut Diagnostics) {
    let generics = &vocabulary.generics.params;
    if !generics.is_empty() {
        let message = "`Scope` is derived for one enum, found generic parameters";
        let refused = Diagnostic::new(generics, message);
        diagnostics.report(refused.help("remove them: a scope is a constant text"));
    }
    let mut distinct: Vec<Variant> = Vec::new();
    for variant in vocabulary.variants.drain(..) {
        let number = fingerprint(&variant.scope.value());
        let earlier = distinct
            .iter()
            .find(|other| fingerprint(&other.scope.value()) == number);
        match earlier {
            Some(earlier) => {
                let (scope, name) = (variant.scope.value(), &earlier.ident);
                let message = format!("the scope {scope:?} is also that of `{name}`");
                let refused = Diagnostic::new(&variant.scope, message);
                diagnostics.report(refused.help("give each variant a scope of its own"));
            }
            None => distinct.push(variant),
        }
    }
    vocabulary.variants = distinct;
}
