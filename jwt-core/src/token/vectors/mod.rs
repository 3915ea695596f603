//! Test vectors of others, run against what runs here: signatures, tokens, keys.
//!
//! They are not part of the project. `JWT_GUARD_VECTORS` names the folder that has them ([`folder`] says what happens
//! without it); `CONTRIBUTING.md` says where they come from. Keys are loaded as an application loads them ([`key`]), so
//! that one that is refused at start-up refuses its tokens. Payloads are not claims, and are compared as bytes.

mod cookbook;
mod encrypted;
mod errata;
mod folder;
mod key;
mod key_files;
mod signatures;
mod tokens;
