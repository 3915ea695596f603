//! `HandlerCheck`: checks of a handler that need its `Auth`, which the router knows once it has its state.

use crate::auth::AuthState;
use crate::guard::{PolicySpec, problems_with};
use crate::router::check::session_owner::SessionKeeper;
use crate::router::manifest::route_auth::RouteAuth;

/// The checks of one handler, for the state `S`.
#[derive(Debug)]
pub(in crate::router) struct HandlerCheck<S> {
    spec: &'static PolicySpec,
    problems: fn(&S, &PolicySpec) -> Vec<String>,
    auth: fn() -> RouteAuth,
    auth_in_state: fn(&S, &PolicySpec) -> RouteAuth,
    session_service: fn(&S) -> Option<SessionKeeper>,
}

impl<S> HandlerCheck<S> {
    /// The checks of a handler with this policy, whose `Auth` is the instance `I`.
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

    /// The `Auth` of the handler, as far as it is known without the state.
    pub(in crate::router) fn auth(&self) -> RouteAuth {
        (self.auth)()
    }

    /// The `Auth` of the handler, with its configuration from the state.
    pub(in crate::router) fn auth_in_state(&self, state: &S) -> RouteAuth {
        (self.auth_in_state)(state, self.spec)
    }

    /// The owner of the sessions that the guard of the handler checks.
    pub(in crate::router) fn session_service(&self, state: &S) -> Option<SessionKeeper> {
        (self.session_service)(state)
    }

    /// The requirements of the handler that its `Auth` cannot satisfy.
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
