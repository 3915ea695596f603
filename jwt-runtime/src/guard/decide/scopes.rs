//! The last check of a request: whether its token grants the scopes that the policy requires.

use std::any::Any;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use jwt_syntax::scope::{fill_in, has_parameters, parameters};

use crate::claims::ScopeRules;
use crate::config::{AuthConfig, ClaimsOf, scope_rules};
use crate::error::{AuthError, NeededScopes, Reason};
use crate::guard::decide::alternative::Alternative;
use crate::guard::policy::{Access, Grouped, PolicySpec, ScopeFunction};
use crate::scope::{RequiredScopes, Scope};
use crate::token::Verified;

/// The result of comparing the constant part of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::guard) enum ScopesOutcome {
    Granted,
    /// Depends on the path, on a function or on a rule of the configuration: [`of_request`] decides.
    DependOnRequest,
}

/// Compares the constant scopes. For nearly all policies, this is all, and needs no allocation.
pub(in crate::guard) fn of_policy<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<ScopesOutcome, AuthError> {
    let has_rules = const { !scope_rules::<C>().are_plain() };
    let mut outcome = ScopesOutcome::Granted;
    for access in spec.accesses() {
        let is_met = match access {
            Access::Public | Access::Protected | Access::RefreshToken => continue,
            Access::Scoped(requirement) if !has_rules => verified.meets(requirement),
            Access::Grouped(grouped) if !has_rules && !grouped.has_parameters() => grouped
                .condition
                .holds(&mut |scope| verified.grants(scope, grouped.require_all_actions, false)),
            Access::Scoped(_) | Access::Grouped(_) | Access::Computed(_) => {
                outcome = ScopesOutcome::DependOnRequest;
                continue;
            }
        };
        if !is_met {
            return refuse::<C>(verified, spec);
        }
    }
    Ok(outcome)
}

/// Refuses a request that lacks a scope. If the scopes that the challenge must name depend on the request, this is left to
/// [`of_request`].
#[cold]
fn refuse<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<ScopesOutcome, AuthError> {
    let is_constant = |access: &Access| match access {
        Access::Grouped(grouped) => !grouped.has_parameters(),
        Access::Computed(_) => false,
        Access::Public | Access::Protected | Access::RefreshToken | Access::Scoped(_) => true,
    };
    if !spec.accesses().all(is_constant) {
        return Ok(ScopesOutcome::DependOnRequest);
    }
    let mut comparison = Comparison::<C>::new(verified, spec);
    for access in outermost_first(spec) {
        comparison.constant(access);
    }
    Err(comparison.refusal())
}

/// Compares the scopes that depend on the request. An ambiguous or invalid path or scope refuses the request.
///
/// A function is not called for a request that is refused anyway. Of several functions, that of the outermost attribute is
/// called first.
pub(in crate::guard) async fn of_request<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    parts: &mut Parts,
    state: &(dyn Any + Send + Sync),
    spec: &'static PolicySpec,
) -> Result<(), AuthError> {
    let mut comparison = Comparison::<C>::new(verified, spec);
    let accesses = outermost_first(spec);
    let has_parameters =
        |access: &&Access| matches!(access, Access::Grouped(grouped) if grouped.has_parameters());
    if accesses.iter().any(has_parameters) {
        // A route without parameters has nothing to fill in, and parameters that are not UTF-8 cannot be trusted.
        comparison.path = RawPathParams::from_request_parts(parts, &()).await.ok();
        comparison.check_names(spec)?;
    }
    let mut is_met = true;
    for access in &accesses {
        is_met &= comparison.constant(access);
    }
    for access in accesses {
        if let Access::Computed(computed) = access
            && is_met
        {
            let required = computed.compute(parts, state).await?;
            is_met = comparison.computed(computed, required);
        }
    }
    if is_met {
        Ok(())
    } else {
        Err(comparison.refusal())
    }
}

/// The conditions of a policy: those of the outermost block first, those of the handler itself last.
fn outermost_first(spec: &'static PolicySpec) -> Vec<&'static Access> {
    let mut accesses: Vec<_> = spec.accesses().collect();
    accesses.reverse();
    accesses
}

/// Compares the required scopes of one request with those that its token grants, by the rules of the configuration.
struct Comparison<'a, C: AuthConfig> {
    verified: &'a Verified<ClaimsOf<C>>,
    rules: &'static ScopeRules,
    /// The parameters of the path, if they are needed and valid.
    path: Option<RawPathParams>,
    /// The scopes for the challenge.
    needed: Vec<String>,
    handler: &'static str,
}

impl<'a, C: AuthConfig> Comparison<'a, C> {
    fn new(verified: &'a Verified<ClaimsOf<C>>, spec: &'static PolicySpec) -> Self {
        Self {
            verified,
            rules: scope_rules::<C>(),
            path: None,
            needed: Vec::new(),
            handler: spec.handler(),
        }
    }

    /// Compares the scopes that no function computes.
    fn constant(&mut self, access: &Access) -> bool {
        match access {
            Access::Public | Access::Protected | Access::RefreshToken | Access::Computed(_) => true,
            Access::Scoped(requirement) => {
                let scopes = requirement.scopes.iter().map(|&scope| scope.to_owned());
                let scopes = self.rules.normalized(scopes.collect());
                let scopes = scopes.into_iter().map(|scope| (scope, false)).collect();
                self.list(
                    scopes,
                    requirement.require_all,
                    requirement.require_all_actions,
                )
            }
            Access::Grouped(grouped) => self.group(grouped),
        }
    }

    /// Compares the scopes that a function computed; `None` if one of its extractors refused the request.
    fn computed(&mut self, computed: &ScopeFunction, required: Option<RequiredScopes>) -> bool {
        let function = computed.function();
        let Some(required) = required else {
            tracing::debug!(function, "an extractor refused the request");
            return false;
        };
        let RequiredScopes {
            scopes,
            require_all,
            require_all_actions,
            ..
        } = required;
        let handler = self.handler;
        if scopes.is_empty() {
            tracing::error!(
                handler,
                function,
                "no scopes were computed: the request is refused"
            );
        }
        if let Some(scope) = scopes.iter().find(|scope| scope.as_str().is_none()) {
            tracing::debug!(
                handler,
                function,
                ?scope,
                "an invalid scope was computed: the request is refused"
            );
            return false;
        }
        let text = |scope: &Scope| scope.as_str().map(str::to_owned);
        let (filled_in, texts): (Vec<_>, Vec<_>) = scopes.into_iter().partition(Scope::by_position);
        let texts = self
            .rules
            .normalized(texts.iter().filter_map(text).collect());
        let texts = texts.into_iter().map(|text| (text, false));
        let filled_in = filled_in.iter().filter_map(text);
        let filled_in = filled_in.flat_map(|text| self.rules.normalized(vec![text]));
        let normalized = texts.chain(filled_in.map(|text| (text, true))).collect();
        self.list(normalized, require_all, require_all_actions)
    }

    /// Compares a list of scopes, each with a flag that compares its segments by position. An empty list refuses the request:
    /// it was computed so, and cannot mean that nothing is required.
    fn list(
        &mut self,
        scopes: Vec<(String, bool)>,
        require_all: bool,
        require_all_actions: bool,
    ) -> bool {
        if scopes.is_empty() {
            return false;
        }
        let scopes = scopes
            .into_iter()
            .map(|(scope, by_position)| self.alternative(scope, require_all_actions, by_position));
        let needed = if require_all {
            Alternative::all(scopes)
        } else {
            Alternative::nearest(scopes)
        };
        self.needed.extend(needed.scopes);
        needed.distance == 0
    }

    fn group(&mut self, grouped: &Grouped) -> bool {
        // Checks all scopes first: an invalid one refuses the request, even if another scope would be enough.
        let mut is_invalid = false;
        grouped
            .condition
            .visit(&mut |scope| is_invalid |= self.filled_in(scope).is_none());
        if is_invalid {
            return false;
        }
        let needed = Alternative::of(&grouped.condition, &mut |scope| {
            let by_position = has_parameters(scope);
            let text = self.filled_in(scope).unwrap_or_default();
            let scopes = self.rules.normalized(vec![text]);
            if scopes.is_empty() {
                return Alternative::impossible();
            }
            Alternative::all(
                scopes
                    .into_iter()
                    .map(|scope| self.alternative(scope, grouped.require_all_actions, by_position)),
            )
        });
        self.needed.extend(needed.scopes);
        needed.distance == 0
    }

    /// A single scope, with its distance from what the token grants.
    fn alternative(
        &self,
        scope: String,
        require_all_actions: bool,
        by_position: bool,
    ) -> Alternative {
        let distance = if self.grants(&scope, require_all_actions, by_position) {
            0
        } else if self
            .verified
            .scopes()
            .iter()
            .any(|granted| namespace(granted) == namespace(&scope))
        {
            1
        } else {
            2
        };
        Alternative {
            scopes: vec![scope],
            distance,
        }
    }

    /// Refuses a path in which a parameter of the policy occurs twice: the scope would be filled in with one value, while the
    /// handler reads the other. `GuardedRouter::finish` reports such a route, but axum routers around it can add the second
    /// parameter.
    fn check_names(&self, spec: &'static PolicySpec) -> Result<(), AuthError> {
        let mut twice = None;
        spec.visit_scopes(&mut |scope| {
            let is_twice = |name: &&str| {
                let names = self.path.iter().flatten().map(|(known, _)| known);
                names.filter(|known| known == name).count() > 1
            };
            twice = twice.or_else(|| parameters(scope).find(is_twice));
        });
        let Some(parameter) = twice else {
            return Ok(());
        };
        tracing::error!(
            handler = spec.handler(),
            parameter,
            "the path of the request has this parameter twice; give one of them another name in the routes"
        );
        Err(AuthError::misconfigured(
            "a scope of this handler names a path parameter that the path of the request has twice",
        ))
    }

    /// A scope with its parameters filled in from the path.
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
                "the scope names a parameter that the route does not have: the request is refused"
            );
        }
        fill_in(scope, value)
    }

    fn grants(&self, required: &str, require_all_actions: bool, by_position: bool) -> bool {
        self.rules
            .grants(self.verified, required, require_all_actions, by_position)
    }

    fn refusal(self) -> AuthError {
        Reason::InsufficientScope(NeededScopes::new(self.needed)).into()
    }
}

fn namespace(scope: &str) -> &str {
    scope.split(':').next().unwrap_or_default()
}
