//! Keys: their algorithms and forms, sets of them, their rotation, and a key for each user.

pub(crate) mod algorithms;
mod ed25519_names;
mod key_per_user;
mod key_rotation;
mod key_sets;
mod published_keys;
