//! The items that expansions of the macros use, and no others. Not covered by semantic versioning.

pub use jwt_core::__private::*;
// Those of handlers, of which any setting in the table may become one.
pub use jwt_syntax::choice::*;
pub use jwt_syntax::http::token_location::{LocationKind, TokenLocation};
pub use jwt_syntax::scope::{Condition, Requirement};

pub use crate::auth::{Auth, AuthState};
pub use crate::claims::{AnyClaims, DefaultInstance};
pub use crate::config::auth_config::ExtraVerificationsOf;
pub use crate::config::extra_verification::run_extra_verification;
pub use crate::config::input::{FieldDefault, FromVariable, Variables, process_environment};
pub use crate::config::supply::Supply;
pub use crate::config::{AuthConfig, MintsClaims, Settings, SuppliesUser};
pub use crate::endpoints::TakesRefreshToken;
pub use crate::guard::policy::{
    Access, Freshness, Grouped, MisplacedPolicy, NoScopes, Overrides, Policy, PolicySpec,
    ScopeComputation, ScopeFunction, With, WithinVocabulary, assert_no_parameters,
};
pub use crate::guard::{Guard, Injected, InjectedOption};
pub use crate::response::{SharedResponses, shared_responses};

pub use crate::__hidden_attribute_error;

/// The only item that an attribute imports if it expands by itself, outside of an annotated block.
pub mod hidden_attribute {
    pub use crate::__attribute_that_its_block_cannot_see;
}

/// Called by every attribute that expands by itself. An annotated block shadows this macro inside the block, so that an attribute
/// which the block cannot see does not compile there.
#[doc(hidden)]
#[macro_export]
macro_rules! __attribute_that_its_block_cannot_see {
    () => {};
}

/// The error of the macro with which a block shadows the one above.
#[doc(hidden)]
#[macro_export]
macro_rules! __hidden_attribute_error {
    () => {
        ::core::compile_error! {
            "an attribute in an annotated block is in the output of a macro, in the body of a function, or in a file of its own, where the attribute of the block cannot add what it asks\n  = help: write the handler in the block itself, or move it out of the block"
        }
    };
}
