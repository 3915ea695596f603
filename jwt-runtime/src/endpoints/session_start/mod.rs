//! Beginning a session: by the ready-made login, or by a handler of the application, with the same code.

mod delivery;
mod grant;
mod new_session;
mod replaced_session;

pub(crate) use delivery::{Carriers, carriers_of_exchange, carriers_of_login};
pub(crate) use grant::{Tokens, check_size, grant};
pub use new_session::{NewSession, SessionStart};
