//! What the `Auth` of a handler says of it, as soon as the router gets its state: whether it can give what the handler asks
//! for, and where it finds tokens.

use super::route_auth::RouteAuth;
use super::session_owner::SessionKeeper;
use crate::guard::{AuthState, PolicySpec};

/// The question of one handler, for the state `S`.
#[derive(Debug)]
pub(super) struct Question<S> {
    spec: &'static PolicySpec,
    problems: fn(&S, &PolicySpec) -> Vec<&'static str>,
    auth: fn() -> RouteAuth,
    auth_in_state: fn(&S, &PolicySpec) -> RouteAuth,
    keeper: fn(&S) -> Option<SessionKeeper>,
}

impl<S> Question<S> {
    /// What a handler with this policy asks of its `Auth` of the instance `I`.
    pub(super) const fn of<I: 'static>(spec: &'static PolicySpec) -> Self
    where
        S: AuthState<I>,
    {
        Self {
            spec,
            problems: |state, spec| state.auth().problems_with(spec).collect(),
            auth: RouteAuth::of::<I>,
            auth_in_state: RouteAuth::in_state::<I, S>,
            keeper: |state| SessionKeeper::of(state.auth()),
        }
    }

    pub(super) fn spec(&self) -> &'static PolicySpec {
        self.spec
    }

    /// What the handler says of its `Auth`.
    pub(super) fn auth(&self) -> RouteAuth {
        (self.auth)()
    }

    /// What the state says of it.
    pub(super) fn auth_in_state(&self, state: &S) -> RouteAuth {
        (self.auth_in_state)(state, self.spec)
    }

    /// Who keeps the sessions that the handler asks about.
    pub(super) fn keeper(&self, state: &S) -> Option<SessionKeeper> {
        (self.keeper)(state)
    }

    /// Everything that the handler asks for in vain.
    pub(super) fn problems(&self, state: &S) -> impl Iterator<Item = String> {
        let handler = self.spec.handler();
        let problems = (self.problems)(state, self.spec).into_iter();
        problems.map(move |problem| format!("the handler `{handler}`: {problem}"))
    }
}

impl<S> Clone for Question<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Question<S> {}
