//! For browsers: the login form, and the redirect to the page that has it.

mod login_form;
mod login_redirect;

pub use login_form::LoginForm;
pub(crate) use login_form::{check_login, page_of_old_form, reject_login, used_login_form};
pub(in crate::guard) use login_redirect::login_page;
pub(crate) use login_redirect::login_page_url;
