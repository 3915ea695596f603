//! `ScopeRules`: the functions of a configuration that take part in the comparison of scopes.

use crate::scope::{ScopeCheck, ScopeNormalizer, ScopeValidator};
use crate::token::Verified;

/// The functions `scope_validator` and `scope_normalizer` of a configuration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScopeRules {
    validator: Option<ScopeValidator>,
    normalizer: Option<ScopeNormalizer>,
}

impl ScopeRules {
    pub(crate) const fn new(
        validator: Option<ScopeValidator>,
        normalizer: Option<ScopeNormalizer>,
    ) -> Self {
        Self {
            validator,
            normalizer,
        }
    }

    /// Whether only the rules of the library apply.
    pub(crate) const fn are_plain(&self) -> bool {
        self.validator.is_none() && self.normalizer.is_none()
    }

    /// The scopes that are required in place of these, after normalization; empty if nothing is left to require.
    pub(crate) fn normalized(&self, scopes: Vec<String>) -> Vec<String> {
        match self.normalizer {
            Some(normalize) => normalize(scopes),
            None => scopes,
        }
    }

    /// Whether a token grants one normalized scope. With `by_position`, as for a scope with parameters, each segment is
    /// compared in its position.
    pub(crate) fn grants<T: ?Sized>(
        &self,
        verified: &Verified<T>,
        required: &str,
        require_all_actions: bool,
        by_position: bool,
    ) -> bool {
        let is_granted = verified.grants(required, require_all_actions, by_position);
        let Some(validate) = self.validator else {
            return is_granted;
        };
        let granted = verified.scopes();
        if granted.is_empty() {
            return is_granted;
        }
        let mut check = ScopeCheck::new(required, granted);
        check.is_granted = is_granted;
        check.require_all_actions = require_all_actions;
        validate(&check)
    }
}
