//! Whether the `Auth` of a handler can give what the handler asks for: asked as soon as the router gets its state.

use crate::guard::{AuthState, PolicySpec};

/// The question of one handler, for the state `S`.
#[derive(Debug)]
pub(super) struct Question<S> {
    spec: &'static PolicySpec,
    problem: fn(&S, &PolicySpec) -> Option<&'static str>,
}

impl<S> Question<S> {
    /// What a handler with this policy asks of its `Auth` of the instance `I`.
    pub(super) const fn of<I>(spec: &'static PolicySpec) -> Self
    where
        S: AuthState<I>,
    {
        Self {
            spec,
            problem: |state, spec| state.auth().problem_with(spec),
        }
    }

    /// What the handler asks for in vain.
    pub(super) fn problem(&self, state: &S) -> Option<String> {
        let problem = (self.problem)(state, self.spec)?;
        Some(format!("the handler `{}`: {problem}", self.spec.handler()))
    }
}

impl<S> Clone for Question<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Question<S> {}
