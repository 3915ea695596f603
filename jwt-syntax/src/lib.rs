//! The text forms of jwt-guard, read at compile time and at run time alike.
//!
//! A scope, a duration or an algorithm can stand as a literal in an attribute, where the compiler checks it, or come from
//! the environment, where the program checks it when it starts. Both read it with this crate, so what compiles is exactly
//! what runs.
//!
//! The modules stand in their order: each names only those above it in this list.
//!
//! | module | what it reads | rule |
//! |---|---|---|
//! | [`algorithm`] | `HS256`, `EdDSA` | [RFC 7518 §3.1](https://www.rfc-editor.org/rfc/rfc7518#section-3.1), [RFC 8037](https://www.rfc-editor.org/rfc/rfc8037), [RFC 9864](https://www.rfc-editor.org/rfc/rfc9864) |
//! | [`date_time`] | `2027-03-01T00:00:00Z` | [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339), in UTC |
//! | [`duration`] | `15m`, `30d` | whole seconds |
//! | [`http::cookie`] | the attributes that browsers accept of a cookie | [RFC 6265bis §4.1.3](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3) |
//! | [`http::endpoint_path`] | `/login`: paths of endpoints | [RFC 3986 §3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3), plain segments alone |
//! | [`http::name`] | names of headers and cookies | [RFC 9110 §5.6.2](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2), [RFC 6265 §4.1.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1) |
//! | [`http::text`] | origins, attributes of cookies, relative targets | [RFC 6454 §6](https://www.rfc-editor.org/rfc/rfc6454#section-6), [RFC 6265 §4.1](https://www.rfc-editor.org/rfc/rfc6265#section-4.1) |
//! | [`http::token_location`] | `header`, `cookie strict` | [RFC 6750 §2](https://www.rfc-editor.org/rfc/rfc6750#section-2), and what browsers can send |
//! | [`rate`] | `100/h`, `10/15m` | a number and a duration |
//! | [`claim`] | names of claims | [RFC 7519 §4.1](https://www.rfc-editor.org/rfc/rfc7519#section-4.1) |
//! | [`claim::acr`] | how strongly a user authenticated | [RFC 9470 §3](https://www.rfc-editor.org/rfc/rfc9470#section-3) |
//! | [`claim::path`] | `realm_access.roles`: nested claims | names with dots between them |
//! | [`claim::token_type`] | types of tokens | [RFC 7515 §4.1.9](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.9) |
//! | [`scope`] | `user:read`, `team:{team}:read` | [RFC 6749 §3.3](https://www.rfc-editor.org/rfc/rfc6749#section-3.3), and the hierarchy of sanic-jwt |
//! | [`choice`] | `Lax`, `100/h`, `peer` | one of a few words, or a number that can be switched off |
//! | [`setting`] | the table of settings, what each can be, and the rules between them | its own table |
//!
//! ```
//! use jwt_syntax::{algorithm::Algorithm, duration, scope};
//!
//! assert!(scope::grants("user", "user:read", true));
//! assert_eq!(duration::parse("15m")?.as_secs(), 900);
//! assert_eq!("HS512".parse::<Algorithm>()?.min_secret_bytes(), Some(64));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod suggestion;

pub mod algorithm;
pub mod date_time;
pub mod duration;

pub mod http;
pub mod rate;

pub mod claim;
pub mod scope;

mod value;

pub mod choice;

pub mod setting;
