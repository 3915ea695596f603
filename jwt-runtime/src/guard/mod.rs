//! The guard: it locates the token of a request, verifies it, and compares it with the policy of the handler.
//!
//! [`Guard`] is the extractor that the attributes put before all others. The requirements of a handler are its
//! [`policy`](Policy), constant data. `request` holds what a guard and the layer around it share, and resolves the settings of
//! the request. `decide` admits the request or refuses it; `extract` has the extractors of claims and the user; `rejection`
//! turns an error into a response. `login_form` and `login_redirect` are for browsers. `layer` is around a handler and its
//! guard: it reads bodies and completes responses.

mod decide;
mod extract;
mod implicit_refresh;
mod layer;
mod login_form;
mod login_redirect;
pub(crate) mod policy;
mod preflight;
mod rejection;
mod request;

pub use extract::{CurrentUser, FromAdmission, Guard, Injected, InjectedOption};
pub use layer::{AuthLayer, AuthLayers, AuthService};
pub use login_form::LoginForm;
pub use policy::{ComputesScopes, IntoRequiredScopes};

pub use decide::Admission;
pub(crate) use decide::problems_with;
pub(crate) use extract::enforce;
pub(crate) use layer::{InnerService, call};
pub(crate) use login_form::{
    check_login, check_start, page_of_old_form, reject_login, used_login_form,
};
pub(crate) use login_redirect::login_page_url;
pub(crate) use policy::{
    Access, NoScopes, Overrides, Policy, PolicySpec, WithinVocabulary, needed_authentication,
    places_option,
};
pub(crate) use preflight::is_preflight;
pub(crate) use rejection::{
    HeldInfo, clear_dead, clear_in_response, finished, reject, reject_at, rejection,
};
pub(crate) use request::{ResolvedSettings, came_in_cookie};
