//! The last check of a request: does the token grant what the policy asks for?

use std::any::Any;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use jwt_syntax::scope::{fill_in, has_parameters, parameters};

use crate::claims::ScopeRules;
use crate::config::{AuthConfig, ClaimsOf, scope_rules};
use crate::error::{AuthError, NeededScopes};
use crate::guard::decide::alternative::Alternative;
use crate::guard::policy::{Access, Grouped, PolicySpec, ScopeFunction};
use crate::scope::{RequiredScopes, Scope};
use crate::token::Verified;

/// Whether the constant part of a policy has granted what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::guard) enum ScopesOutcome {
    Granted,
    /// It depends on the path, a function, or a rule of the configuration: ask [`of_request`].
    DependOnRequest,
}

/// Compares what is constant: nearly all policies, without an allocation.
pub(in crate::guard) fn of_policy<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<ScopesOutcome, AuthError> {
    let has_rules = const { !scope_rules::<C>().are_plain() };
    let mut outcome = ScopesOutcome::Granted;
    for access in spec.accesses() {
        let is_met = match access {
            Access::Public | Access::Protected => continue,
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

/// Refuses a request for the lack of a scope, or leaves that to [`of_request`] if only the request tells all that is
/// needed.
#[cold]
fn refuse<C: AuthConfig>(
    verified: &Verified<ClaimsOf<C>>,
    spec: &'static PolicySpec,
) -> Result<ScopesOutcome, AuthError> {
    let is_constant = |access: &Access| match access {
        Access::Grouped(grouped) => !grouped.has_parameters(),
        Access::Computed(_) => false,
        Access::Public | Access::Protected | Access::Scoped(_) => true,
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

/// Compares what depends on the request. Whatever is odd in it refuses.
///
/// No function is asked about a request that is refused already; of several, that of the outermost attribute is asked
/// first.
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
        // A path without parameters has none to fill in, and one of another encoding none to trust.
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

/// What a policy asks: that of the outermost block first, then inwards, the handler's own last.
fn outermost_first(spec: &'static PolicySpec) -> Vec<&'static Access> {
    let mut accesses: Vec<_> = spec.accesses().collect();
    accesses.reverse();
    accesses
}

/// Required scopes of one request against those of its token, by the rules of the configuration.
struct Comparison<'a, C: AuthConfig> {
    verified: &'a Verified<ClaimsOf<C>>,
    rules: &'static ScopeRules,
    /// The parameters of the path, if they were needed and can be read.
    path: Option<RawPathParams>,
    /// What the challenge will say.
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

    /// Compares what no function computes.
    fn constant(&mut self, access: &Access) -> bool {
        match access {
            Access::Public | Access::Protected | Access::Computed(_) => true,
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

    /// Compares what a function computed; `None` if an extractor of its refused the request.
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
        } = required;
        let handler = self.handler;
        if scopes.is_empty() {
            tracing::error!(handler, function, "no scopes were computed; nobody gets in");
        }
        if let Some(scope) = scopes.iter().find(|scope| scope.as_str().is_none()) {
            tracing::debug!(handler, function, ?scope, "what was computed is no scope");
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

    /// Scopes, each with whether its segments are compared in their places. An empty list refuses: it was not written, but
    /// came out so.
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
        // All of them first: one that is odd refuses, even where another would be enough.
        let mut is_odd = false;
        grouped
            .condition
            .visit(&mut |scope| is_odd |= self.filled_in(scope).is_none());
        if is_odd {
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

    /// A single scope, and how far the token is from granting it.
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

    /// Refuses a path that has one of the policy's parameters twice: the scope would be filled in with one value, while the
    /// handler reads the other. A `GuardedRouter` is not finished with such a route; routers of axum around it can add the
    /// second.
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
        Err(AuthError::Misconfigured(
            "a scope of this handler names a path parameter that the path of the request has twice",
        ))
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
        self.rules
            .grants(self.verified, required, require_all_actions, by_position)
    }

    fn refusal(self) -> AuthError {
        AuthError::InsufficientScope(NeededScopes::new(self.needed))
    }
}

fn namespace(scope: &str) -> &str {
    scope.split(':').next().unwrap_or_default()
}
