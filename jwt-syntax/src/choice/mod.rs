//! The types of settings whose values are one of a few choices, or a number that can be switched off.
//!
//! Each is read in its text form, wherever it stands: see [`SettingType`](crate::setting::SettingType).

mod access_ttl;
mod challenges;
mod client_address;
mod cookie_max_age;
mod dangerous;
mod enumerated;
mod limit;
mod not_before;

pub use self::access_ttl::AccessTtl;
pub use self::challenges::Challenges;
pub use self::client_address::ClientAddress;
pub use self::cookie_max_age::CookieMaxAge;
pub use self::dangerous::{DangerouslyOff, DangerouslyOn};
pub use self::enumerated::*;
pub use self::limit::{CountLimit, LoginLimit};
pub use self::not_before::NotBefore;
