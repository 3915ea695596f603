//! Claims: those of an application, those of other issuers, and whom they are about.

mod claims_at_login;
mod client_id;
mod composed_claims;
mod custom_claims;
mod extra_verifications;
mod foreign_claims;
mod identities;
mod own_profile;
