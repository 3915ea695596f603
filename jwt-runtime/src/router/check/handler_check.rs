//! What the `Auth` of a handler says of it, as soon as the router gets its state: whether it can give what the handler asks
//! for, and where it finds tokens.

use crate::auth::AuthState;
use crate::guard::{PolicySpec, problems_with};
use crate::router::check::session_owner::SessionKeeper;
use crate::router::manifest::route_auth::RouteAuth;

/// What is checked of one handler, for the state `S`.
#[derive(Debug)]
pub(in crate::router) struct HandlerCheck<S> {
    spec: &'static PolicySpec,
    problems: fn(&S, &PolicySpec) -> Vec<String>,
    auth: fn() -> RouteAuth,
    auth_in_state: fn(&S, &PolicySpec) -> RouteAuth,
    session_service: fn(&S) -> Option<SessionKeeper>,
}

impl<S> HandlerCheck<S> {
    /// What a handler with this policy asks of its `Auth` of the instance `I`.
    pub(in crate::router) const fn of<I: 'static>(spec: &'static PolicySpec) -> Self
    where
        S: AuthState<I>,
    {
        Self {
            spec,
            problems: |state, spec| problems_with(state.auth(), spec),
            auth: RouteAuth::of::<I>,
            auth_in_state: RouteAuth::in_state::<I, S>,
            session_service: |state| SessionKeeper::of(state.auth()),
        }
    }

    pub(in crate::router) fn spec(&self) -> &'static PolicySpec {
        self.spec
    }

    /// What the handler says of its `Auth`.
    pub(in crate::router) fn auth(&self) -> RouteAuth {
        (self.auth)()
    }

    /// What the state says of it.
    pub(in crate::router) fn auth_in_state(&self, state: &S) -> RouteAuth {
        (self.auth_in_state)(state, self.spec)
    }

    /// Who keeps the sessions that the handler asks about.
    pub(in crate::router) fn session_service(&self, state: &S) -> Option<SessionKeeper> {
        (self.session_service)(state)
    }

    /// Everything that the handler asks for in vain.
    pub(in crate::router) fn problems(&self, state: &S) -> impl Iterator<Item = String> {
        let handler = self.spec.handler();
        let problems = (self.problems)(state, self.spec).into_iter();
        problems.map(move |problem| format!("the handler `{handler}`: {problem}"))
    }
}

impl<S> Clone for HandlerCheck<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for HandlerCheck<S> {}
