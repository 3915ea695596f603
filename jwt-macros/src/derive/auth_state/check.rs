//! Mistakes in a state as a whole: no `Auth`, and two that handlers cannot tell apart.

use quote::ToTokens;

use super::parse::{AuthField, State};
use crate::diagnostics::{Diagnostic, Diagnostics, shown};

/// Reports what is wrong with the fields together. Of two that go by one name, the first is kept.
pub(super) fn check(state: &mut State, diagnostics: &mut Diagnostics) {
    let Some(auths) = &mut state.auths else {
        return;
    };
    if auths.is_empty() {
        let message = format!(
            "`{}` has no field of type `Auth<..>`, which is what a guard looks for",
            state.ident
        );
        let help =
            "add one, such as `auth: Auth<Api>`; a type that is named otherwise is not recognised";
        diagnostics.report(Diagnostic::new(&state.ident, message).help(help));
    }
    let mut distinct: Vec<AuthField> = Vec::new();
    for auth in auths.drain(..) {
        let earlier = distinct
            .iter()
            .find(|other| written(&other.marker) == written(&auth.marker));
        match earlier {
            Some(earlier) => diagnostics.report(indistinct(&auth, earlier)),
            None => distinct.push(auth),
        }
    }
    *auths = distinct;
}

fn indistinct(auth: &AuthField, earlier: &AuthField) -> Diagnostic {
    let marker = written(&auth.marker);
    let earlier = earlier.member.to_token_stream();
    Diagnostic::new(&auth.at, format!("handlers cannot tell this `Auth` from the field `{earlier}`: both are `{marker}`"))
        .help("put `#[auth(instance = Marker)]` on this field, with a type of your own; handlers then say `auth = Marker`")
}

fn written(tokens: &impl ToTokens) -> String {
    shown(tokens.to_token_stream())
}
