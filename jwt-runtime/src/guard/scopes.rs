//! The last check of a request: does the token grant what the policy asks for?

use std::any::Any;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use jwt_syntax::scope::{fill_in, has_parameters, parameters};

use super::policy::{Access, PolicySpec};
use super::{Grouped, NeededScopes};
use crate::claim::ClaimsOf;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::scope::{RequiredScopes, ScopeCheck};
use crate::token::Verified;

/// Whether a policy is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    Yes,
    /// It depends on the path, a function, or a rule of the configuration: ask [`of_request`].
    No,
}

/// Compares what is constant: nearly all policies, without an allocation.
pub(super) fn of_policy<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<Settled, AuthError> {
    let has_rules = C::SCOPE_VALIDATOR.is_some() || C::SCOPE_NORMALIZER.is_some();
    let mut settled = Settled::Yes;
    for access in spec.accesses() {
        let is_met = match access {
            Access::Public | Access::Protected => continue,
            Access::Scoped(requirement) if !has_rules => verified.meets(requirement),
            Access::Grouped(grouped) if !has_rules && !grouped.has_parameters() => grouped
                .condition
                .holds(&mut |scope| verified.grants(scope, grouped.require_all_actions, false)),
            Access::Scoped(_) | Access::Grouped(_) | Access::Computed(_) => {
                settled = Settled::No;
                continue;
            }
        };
        if !is_met {
            return Err(AuthError::InsufficientScope(NeededScopes::of(spec)));
        }
    }
    Ok(settled)
}

/// Compares what depends on the request. Whatever is odd in it refuses.
pub(super) async fn of_request<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    parts: &mut Parts,
    state: &(dyn Any + Send + Sync),
    spec: &'static PolicySpec,
) -> Result<(), AuthError> {
    let mut comparison = Comparison::<C> {
        verified,
        path: None,
        needed: Vec::new(),
        handler: spec.handler(),
    };
    for access in spec.accesses() {
        let is_met = match access {
            Access::Public | Access::Protected => continue,
            Access::Scoped(requirement) => comparison.list(
                requirement.scopes.iter().map(|&scope| scope.to_owned()),
                requirement.require_all,
                requirement.require_all_actions,
            ),
            Access::Grouped(grouped) => {
                if grouped.has_parameters() && comparison.path.is_none() {
                    // A path without parameters has none to fill in, and one of another encoding none to trust.
                    comparison.path = RawPathParams::from_request_parts(parts, &()).await.ok();
                }
                comparison.group(grouped)
            }
            Access::Computed(computed) => match computed.compute(parts, state).await? {
                Some(RequiredScopes {
                    scopes,
                    require_all,
                    require_all_actions,
                }) => {
                    if scopes.is_empty() {
                        tracing::error!(
                            handler = spec.handler(),
                            function = computed.function(),
                            "no scopes were computed; nobody gets in"
                        );
                    }
                    comparison.list(scopes.into_iter(), require_all, require_all_actions)
                }
                None => {
                    tracing::debug!(
                        function = computed.function(),
                        "an extractor refused the request"
                    );
                    false
                }
            },
        };
        if !is_met {
            return Err(AuthError::InsufficientScope(comparison.needed(spec)));
        }
    }
    Ok(())
}

/// Required scopes of one request against those of its token, by the rules of the configuration.
struct Comparison<'a, C: AuthConfig> {
    verified: &'a Verified<ClaimsOf<C>>,
    /// The parameters of the path, if they were needed and can be read.
    path: Option<RawPathParams>,
    /// What the challenge will say.
    needed: Vec<String>,
    handler: &'static str,
}

impl<C: AuthConfig> Comparison<'_, C> {
    /// A list of scopes without parameters. An empty one refuses: it was not written, but came out so.
    fn list(
        &mut self,
        scopes: impl Iterator<Item = String>,
        require_all: bool,
        require_all_actions: bool,
    ) -> bool {
        let scopes = normalized::<C>(scopes.collect());
        self.needed.extend_from_slice(&scopes);
        let mut scopes = scopes.iter();
        let mut is_granted = |scope: &String| self.grants(scope, require_all_actions, false);
        if scopes.len() == 0 {
            false
        } else if require_all {
            scopes.all(&mut is_granted)
        } else {
            scopes.any(&mut is_granted)
        }
    }

    fn group(&mut self, grouped: &Grouped) -> bool {
        // All of them first: one that is odd refuses, even where another would be enough.
        let mut filled = Some(Vec::new());
        grouped.condition.visit(&mut |scope| {
            filled = filled
                .take()
                .zip(self.filled_in(scope))
                .map(|(mut all, one)| {
                    all.push(one);
                    all
                });
        });
        let Some(filled) = filled else {
            return false;
        };
        self.needed.extend(filled);
        grouped.condition.holds(&mut |scope| {
            let Some(text) = self.filled_in(scope) else {
                return false;
            };
            let by_position = has_parameters(scope);
            let scopes = normalized::<C>(vec![text]);
            !scopes.is_empty()
                && scopes
                    .iter()
                    .all(|scope| self.grants(scope, grouped.require_all_actions, by_position))
        })
    }

    /// A scope with the parameters of the path.
    fn filled_in(&self, scope: &str) -> Option<String> {
        let value = |name: &str| {
            let mut path = self.path.iter().flatten();
            path.find(|(known, _)| *known == name)
                .map(|(_, value)| value)
        };
        if let Some(name) = parameters(scope).find(|name| value(name).is_none()) {
            tracing::error!(
                handler = self.handler,
                scope,
                parameter = name,
                "the scope names a parameter that the route does not have; nobody gets in"
            );
        }
        fill_in(scope, value)
    }

    fn grants(&self, required: &str, require_all_actions: bool, by_position: bool) -> bool {
        let is_granted = self
            .verified
            .grants(required, require_all_actions, by_position);
        let granted = self.verified.scopes();
        match C::SCOPE_VALIDATOR {
            Some(validate) if !granted.is_empty() => validate(&ScopeCheck {
                required,
                granted,
                is_granted,
                require_all_actions,
            }),
            _ => is_granted,
        }
    }

    fn needed(self, spec: &'static PolicySpec) -> NeededScopes {
        if self.needed.is_empty() {
            NeededScopes::of(spec)
        } else {
            NeededScopes::found(self.needed)
        }
    }
}

fn normalized<C: AuthConfig>(scopes: Vec<String>) -> Vec<String> {
    match C::SCOPE_NORMALIZER {
        Some(normalize) => normalize(scopes),
        None => scopes,
    }
}
