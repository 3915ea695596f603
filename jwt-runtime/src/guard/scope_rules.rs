//! By which rules a configuration compares scopes.

use super::{ScopeCheck, ScopeNormalizer, ScopeValidator};
use crate::config::AuthConfig;
use crate::token::Verified;

/// What a configuration has besides the rules of the library: `scope_validator` and `scope_normalizer`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScopeRules {
    validator: Option<ScopeValidator>,
    normalizer: Option<ScopeNormalizer>,
}

impl ScopeRules {
    pub(crate) const fn of<C: AuthConfig>() -> &'static Self {
        const {
            &Self {
                validator: C::SCOPE_VALIDATOR,
                normalizer: C::SCOPE_NORMALIZER,
            }
        }
    }

    /// Whether nothing but the rules of the library decides.
    pub(crate) const fn are_plain(&self) -> bool {
        self.validator.is_none() && self.normalizer.is_none()
    }

    /// What is asked instead of these scopes; nothing, if there is nothing left to ask for.
    pub(crate) fn normalized(&self, scopes: Vec<String>) -> Vec<String> {
        match self.normalizer {
            Some(normalize) => normalize(scopes),
            None => scopes,
        }
    }

    /// Whether a token grants one scope that was normalized. Each segment is compared in its place, if the scope had
    /// parameters.
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
        validate(&ScopeCheck {
            required,
            granted,
            is_granted,
            require_all_actions,
        })
    }
}
