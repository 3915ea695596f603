//! One request: find the token, verify it, compare it with the policy, hand over what the handler wants.
//!
//! [`Guard`] is the extractor that the attributes put in front of all others; it asks the one function that decides,
//! `admission`, for each request once. What is asked is a `policy`, constant data, with the `overrides` of one handler;
//! `rules` joins these with what the hook says of the request (`request_settings`) and with the configuration (`web`).
//! `place` finds the token. How its user authenticated is compared in `freshness`, then its scopes in `scopes`, after
//! `computed` ones are known.
//!
//! `layer` does what no extractor can: before the guard it may read the body, after the handler it completes the answer;
//! both share an `exchange`. `implicit_refresh` says which tokens are replaced by an answer. `user_key` asks for the key of a user, where each has one. `refuse` answers whoever may not pass. `login`,
//! `login_form` and `login_redirect` are for browsers.

mod admission;
mod alternative;
mod claims;
mod computed;
mod exchange;
mod extractor;
mod fits;
mod freshness;
mod grouped;
mod implicit_refresh;
mod into_required_scopes;
mod layer;
mod login;
mod login_form;
mod login_redirect;
mod middleware;
mod overrides;
mod own;
mod policy;
mod preflight;
mod refuse;
mod rules;
mod scopes;
mod state;
mod user;
mod user_key;
mod wanted;

pub use crate::claims::DefaultInstance;
pub use admission::Admission;
pub use computed::{AtOnce, Computation, Computed, ComputesScopes, Later, With};
pub(crate) use exchange::Exchange;
pub(crate) use extractor::enforce;
pub use extractor::{Guard, Passed};
pub use fits::{Fits, NoScopes};
pub use freshness::Freshness;
pub(crate) use freshness::needed_authentication;
pub use grouped::{Grouped, assert_no_parameters};
pub(crate) use implicit_refresh::Expiring;
pub use into_required_scopes::IntoRequiredScopes;
pub use jwt_syntax::http::token_location::{LocationKind, TokenLocation};
pub use layer::{AuthLayer, AuthService};
pub(crate) use login::InSession;
pub use login_form::LoginForm;
pub(crate) use login_redirect::told;
pub use overrides::Overrides;
pub(crate) use own::places_option;
pub use policy::{Access, Policy, PolicySpec};
pub(crate) use preflight::is_preflight;
use rules::Rules;
pub use state::AuthState;
pub use user::{CurrentUser, Injected, InjectedOption};
pub use wanted::Wanted;
