//! Mistakes in a set of claims as a whole: generics, claims at one path, and claims that nothing computes.

use syn::Generics;

use super::parse::{Claim, ClaimPath, ClaimSet};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports what is wrong with the claims together.
pub(super) fn check(claims: &ClaimSet, diagnostics: &mut Diagnostics) {
    refuse_generics(&claims.generics, diagnostics);
    check_collisions(claims, diagnostics);
    check_setup(claims, diagnostics);
}

fn refuse_generics(generics: &Generics, diagnostics: &mut Diagnostics) {
    if !generics.params.is_empty() {
        let message = "`Claim` is derived for one type, found generic parameters, which this version does not support";
        let refused = Diagnostic::new(&generics.params, message);
        diagnostics.report(refused.help("write the types of the claims out"));
    }
}

fn check_collisions(claims: &ClaimSet, diagnostics: &mut Diagnostics) {
    for (index, claim) in claims.claims.iter().enumerate() {
        let mut earlier = claims.claims.iter().take(index);
        let collision = earlier.find_map(|other| {
            let field = other.ident.to_string();
            collision(&claim.path, &other.path, &field)
        });
        if let Some(refused) = collision {
            diagnostics.report(refused);
        }
    }
}

/// Either every claim of a set has a value at login or none is computed: a `setup` beside a claim without a value would never run.
fn check_setup(claims: &ClaimSet, diagnostics: &mut Diagnostics) {
    let owner = &claims.ident;
    let Some(first) = claims.claims.iter().find_map(|claim| claim.setup.as_ref()) else {
        if let Some(user) = &claims.user {
            let message = "no claim is computed from the user: none has a `setup`";
            diagnostics.report(
                Diagnostic::new(user, message)
                    .help("remove `user`, or write `setup = plan_of` where a claim is computed"),
            );
        }
        return;
    };
    if claims.user.is_none() {
        let message = format!(
            "`setup` is a function of the user, and `{owner}` does not name the type of the user"
        );
        diagnostics.report(Diagnostic::new(first, message).help(format!(
            "write `#[claim(user = User)]` above `struct {owner}`"
        )));
    }
    let has_no_value = |claim: &&Claim| claim.is_required() && claim.setup.is_none();
    for claim in claims.claims.iter().filter(has_no_value) {
        let message = format!(
            "`{}` has no `setup`, while others of `{owner}` have: it is required, and would have no value at login",
            claim.ident
        );
        diagnostics.report(Diagnostic::new(&claim.ident, message).help(
            "give it a `setup`, a `default` or the type `Option<..>`; or move it to a type of its own, as in \
             `claims = (Membership, Plan)`",
        ));
    }
}

/// Says what is wrong if this claim stands where an earlier one of the field `earlier` does, or in it, or around it.
fn collision(path: &ClaimPath, other: &ClaimPath, earlier: &str) -> Option<Diagnostic> {
    let (this, that) = (&path.names, &other.names);
    let message = if this == that {
        format!("the claim {:?} is also the field `{earlier}`", path.shown())
    } else if this.starts_with(that) || that.starts_with(this) {
        format!(
            "the claim {:?} cannot stand beside {:?} of the field `{earlier}`: one is in the other",
            path.shown(),
            other.shown()
        )
    } else {
        return None;
    };
    Some(
        Diagnostic::new(&path.at, message)
            .help("give one of the two another name with `#[claim(name = \"..\")]`"),
    )
}
