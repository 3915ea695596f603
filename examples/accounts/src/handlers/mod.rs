//! The handlers, a file for each feature.

pub(crate) mod home;
pub(crate) mod link;
pub(crate) mod password;
pub(crate) mod provider;
pub(crate) mod register;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod users;
