//! Whether the `Auth` of a handler can give what the handler asks for: asked as soon as the router gets its state.

use crate::guard::{AuthState, PolicySpec};

/// The question of one handler, for the state `S`.
#[derive(Debug)]
pub(super) struct Question<S> {
    spec: &'static PolicySpec,
    problems: fn(&S, &PolicySpec) -> Vec<&'static str>,
}

impl<S> Question<S> {
    /// What a handler with this policy asks of its `Auth` of the instance `I`.
    pub(super) const fn of<I>(spec: &'static PolicySpec) -> Self
    where
        S: AuthState<I>,
    {
        Self {
            spec,
            problems: |state, spec| state.auth().problems_with(spec).collect(),
        }
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
