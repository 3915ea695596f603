//! Parameters that a handler cannot have under its policy.

use quote::ToTokens;
use syn::{FnArg, PatType, Type, TypeReference};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    handler::{
        model::{AbsentToken, Access, ParameterRole, Policy},
        parse::item::{GuardExtractor, is_refreshed_session, last_segment, option_content},
    },
};

/// axum implements `Handler` for functions of up to sixteen parameters, and one of them is the guard.
const MOST_REMAINING: usize = 15;

/// Checks the parameters of one handler.
pub(crate) struct ParameterCheck<'a> {
    policy: &'a Policy,
    /// Whether an earlier expansion decided on the instance, and perhaps on more.
    is_composed: bool,
}

impl<'a> ParameterCheck<'a> {
    pub(crate) fn new(policy: &'a Policy, is_composed: bool) -> Self {
        Self {
            policy,
            is_composed,
        }
    }

    pub(crate) fn run(
        &self,
        parameters: &[&PatType],
        roles: &[ParameterRole<'_>],
        diagnostics: &mut Diagnostics,
    ) {
        self.refresh_token(parameters, diagnostics);
        for (parameter, role) in parameters.iter().zip(roles) {
            match role {
                ParameterRole::GuardExtractor(extractor) if self.policy.refresh().is_some() => {
                    diagnostics.report(refused_by_refresh(extractor, parameter));
                }
                ParameterRole::GuardExtractor(extractor) if self.is_public() => {
                    diagnostics.report(refused_by_public(extractor, parameter));
                }
                ParameterRole::GuardExtractor(extractor) => {
                    self.option(&parameter.ty, extractor.inner, diagnostics);
                    self.instance(extractor, diagnostics);
                }
                ParameterRole::InjectedUser => {
                    let user = option_content(&parameter.ty).unwrap_or(&parameter.ty);
                    owned(user, diagnostics);
                    self.option(&parameter.ty, user, diagnostics);
                }
                ParameterRole::Other => by_value(&parameter.ty, diagnostics),
            }
        }
        if self.is_composed
            && let Some(auth) = &self.policy.auth
        {
            let message = "`auth` stands on an attribute that adds to the guard of another one";
            diagnostics.report(
                Diagnostic::new(&auth.written, message)
                    .help("say `auth = ..` on the outermost attribute"),
            );
        }
    }

    /// A handler takes the session of a refresh token exactly where `refresh` asks for the token. It is the last parameter, as
    /// it reads the body.
    fn refresh_token(&self, parameters: &[&PatType], diagnostics: &mut Diagnostics) {
        let found = parameters
            .iter()
            .position(|parameter| is_refreshed_session(&parameter.ty));
        let parameter = found.and_then(|at| parameters.get(at));
        let refused = match (self.policy.refresh(), parameter) {
            (Some(refresh), None) => Diagnostic::new(
                refresh,
                "a handler with `refresh` takes the session of the refresh token, found no `RefreshedSession`",
            )
            .help("write `session: RefreshedSession<..>` as its last parameter, with the type that has `#[derive(AuthConfig)]`"),
            (Some(_), Some(parameter)) if found.map(|at| at.saturating_add(1)) != Some(parameters.len()) => {
                Diagnostic::new(
                    &parameter.ty,
                    "`RefreshedSession` reads the body, found a parameter after it",
                )
                .help("make it the last parameter")
            }
            // A mistake that was reported before may be how `refresh` is written.
            (None, Some(parameter)) if !self.is_composed && diagnostics.count() == 0 => {
                let attribute = self.policy.attribute;
                Diagnostic::new(
                    &parameter.ty,
                    format!("`RefreshedSession` is the session of a refresh token, found `{attribute}`, which asks for none"),
                )
                .help("write `#[protected(refresh)]`")
            }
            _ => return,
        };
        diagnostics.report(refused);
    }

    fn is_public(&self) -> bool {
        matches!(self.policy.access, Access::Public) && !self.is_composed
    }

    /// The parameter is an `Option` exactly where a request without a token is let through.
    fn option(&self, ty: &Type, content: &Type, diagnostics: &mut Diagnostics) {
        let is_option = option_content(ty).is_some();
        let inner = shown(content.to_token_stream());
        match self.policy.absent {
            AbsentToken::Forgiven(_) if !is_option => diagnostics.report(
                Diagnostic::new(
                    ty,
                    format!("under `optional` a request can have no token, found `{inner}` without an `Option`"),
                )
                .help(format!("write `Option<{inner}>`")),
            ),
            AbsentToken::Refused if is_option => {
                let refused = Diagnostic::new(
                    ty,
                    format!("a request without a token is refused here, found an `Option` around `{inner}`"),
                );
                diagnostics.report(match self.policy.access {
                    Access::Scoped { .. } | Access::Computed { .. } => refused.help(format!("write `{inner}`")),
                    _ => refused.help(format!(
                        "write `{inner}`, or let such requests through with `#[{}(optional)]`",
                        self.policy.attribute.name()
                    )),
                });
            }
            _ => {}
        }
    }

    /// The second argument of `Claims<T, I>` repeats `auth = I`.
    fn instance(&self, extractor: &GuardExtractor<'_>, diagnostics: &mut Diagnostics) {
        let Some(named) = extractor.instance() else {
            return;
        };
        if self.is_composed {
            return;
        }
        let found = shown(named.to_token_stream());
        let name = extractor.name();
        // By the last name: one instance can be reached by several paths, and the compiler compares the types.
        let last = last_segment(named).map(|segment| segment.to_token_stream().to_string());
        let refused = match &self.policy.auth {
            Some(auth) => {
                let ours = auth
                    .written
                    .segments
                    .last()
                    .map(|segment| segment.to_token_stream().to_string());
                if last == ours {
                    return;
                }
                let written = shown(auth.written.to_token_stream());
                let message = format!(
                    "`{name}` names the instance `{found}`, the attribute names `{written}`"
                );
                Diagnostic::new(named, message).help(format!(
                    "remove the argument `{found}`, since the attribute decides, or write `auth = {found}` in the attribute"
                ))
            }
            None if last.as_deref() == Some("DefaultInstance") => return,
            None => {
                let message =
                    format!("`{name}` names the instance `{found}`, the attribute names none");
                Diagnostic::new(named, message)
                    .help(format!("write `auth = {found}` in the attribute"))
            }
        };
        diagnostics.report(refused);
    }
}

/// A reference where a handler takes a value: an extractor keeps nothing to borrow from. An application can have written an
/// extractor for `&'static T`.
pub(crate) fn refused_reference(ty: &Type) -> Option<&TypeReference> {
    let Type::Reference(reference) = ty else {
        return None;
    };
    let is_static = reference
        .lifetime
        .as_ref()
        .is_some_and(|lifetime| lifetime.ident == "static");
    (!is_static).then_some(reference)
}

fn by_value(ty: &Type, diagnostics: &mut Diagnostics) {
    let Some(reference) = refused_reference(ty) else {
        return;
    };
    let found = shown(reference.to_token_stream());
    let value = match shown(reference.elem.to_token_stream()) {
        text if text == "str" => "String".to_owned(),
        value => value,
    };
    diagnostics.report(
        Diagnostic::new(
            reference,
            format!("a handler takes its parameters by value, found `{found}`"),
        )
        .help(format!("write `{value}`")),
    );
}

/// The guard hands over the user and keeps nothing to borrow from.
fn owned(user: &Type, diagnostics: &mut Diagnostics) {
    if let Type::Reference(reference) = user {
        let (found, user) = (
            shown(reference.to_token_stream()),
            shown(reference.elem.to_token_stream()),
        );
        diagnostics.report(
            Diagnostic::new(
                reference,
                format!("the user is taken by value, found `{found}`"),
            )
            .help(format!("write `{user}`")),
        );
    }
}

fn refused_by_refresh(extractor: &GuardExtractor<'_>, parameter: &PatType) -> Diagnostic {
    let name = extractor.name();
    let message = format!("a refresh token has no claims for a handler, found `{name}`");
    Diagnostic::new(&parameter.ty, message)
        .help("take the subject and the user from `RefreshedSession`")
}

fn refused_by_public(extractor: &GuardExtractor<'_>, parameter: &PatType) -> Diagnostic {
    let name = extractor.name();
    let inner = shown(extractor.inner.to_token_stream());
    let message = format!("a `#[public]` handler has no token to take `{name}` from");
    let help = if extractor.optional {
        "write `#[protected(optional)]` instead of `#[public]`".to_owned()
    } else {
        format!("write `#[protected]`, or `#[protected(optional)]` with `Option<{inner}>`")
    };
    Diagnostic::new(&parameter.ty, message).help(help)
}

/// Reports more extractors than axum takes.
pub(crate) fn count(remaining: &[FnArg], diagnostics: &mut Diagnostics) {
    if let Some(first) = remaining.get(MOST_REMAINING) {
        let message = format!(
            "axum takes {MOST_REMAINING} extractors beside the guard, found {}",
            remaining.len()
        );
        diagnostics.report(
            Diagnostic::new(first, message)
                .help("take several in one parameter: a tuple of extractors is an extractor"),
        );
    }
}
