//! What a handler requires: the policy of its attributes and of the blocks around it, and what its parameters are for.

mod access;
mod merge;
pub(crate) mod parameter_role;
mod policy;
mod refresh_token;
pub(crate) mod settings;
mod within_block;

pub(crate) use self::access::Access;
pub(crate) use self::parameter_role::ParameterRole;
pub(crate) use self::policy::{AbsentToken, AuthInstance, Injection, Policy};
