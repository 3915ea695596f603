//! Test vectors of other projects: signatures, tokens and keys.
//!
//! They are not part of the project. `JWT_GUARD_VECTORS` names their folder (see [`folder`]), and without it the tests are
//! ignored; `CONTRIBUTING.md` says where they come from. Keys are loaded as an application loads them (see [`key`]), so that
//! the tokens of a refused key are refused. Payloads are compared as bytes, since they are not claims.

mod cookbook;
mod encrypted;
mod errata;
mod folder;
mod key;
mod key_files;
mod signatures;
mod tokens;
