//! The routers that are compared.

use axum::Router;
use axum::body::Body;
use axum::routing::get;

use crate::server::{Routed, Server};
use crate::{handwritten, limit, ours, signature};

/// One way to protect a route.
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    pub(crate) job: Job,
    /// The name of the candidate that does nothing on the same version of axum.
    pub(crate) bare: &'static str,
    /// Whether it refuses with 401 and 403, as it should, or just somehow.
    pub(crate) is_exact: bool,
    pub(crate) server: Box<dyn Server>,
}

/// The protection of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Job {
    Nothing,
    Signature,
    /// A valid token.
    Claims,
    /// A valid token that grants [`SCOPE`](crate::tokens::SCOPE).
    Scope,
}

pub(crate) const BARE: &str = "bare handler";
const PUBLIC: &str = "`#[public]` on `GuardedRouter`";
pub(crate) const LIMIT: &str = "the LIMIT as an extractor";
pub(crate) const CACHED_TOKEN: &str = "the same, cached token";
/// With which the others are compared that do the same job.
pub(crate) const PEERS: [(Job, &str); 2] = [
    (Job::Claims, "extractor on `jsonwebtoken`: claims"),
    (Job::Scope, "extractor on `jsonwebtoken`: claims and scope"),
];

impl Candidate {
    /// A router of the version of axum that the library is for.
    pub(crate) fn new(name: &'static str, job: Job, router: Router) -> Self {
        Self {
            name,
            job,
            bare: BARE,
            is_exact: true,
            server: Box::new(Routed::<_, Body>::new(router)),
        }
    }
}

/// The candidates without other libraries.
pub(crate) fn all() -> Vec<Candidate> {
    let [(_, claims), (_, scope)] = PEERS;
    vec![
        Candidate::new(
            BARE,
            Job::Nothing,
            Router::new().route("/", get(async || "ok")),
        ),
        Candidate::new(PUBLIC, Job::Nothing, ours::public_router()),
        Candidate::new(
            "the signature alone, aws-lc-rs",
            Job::Signature,
            signature::router(),
        ),
        Candidate::new(LIMIT, Job::Claims, limit::router()),
        Candidate::new("`#[protected]`", Job::Claims, ours::protected_router()),
        Candidate::new(
            "`#[protected]` with `Claims<Membership>`",
            Job::Claims,
            ours::claims_router(),
        ),
        Candidate::new(CACHED_TOKEN, Job::Claims, ours::caching_router()),
        Candidate::new(claims, Job::Claims, handwritten::claims_router()),
        Candidate::new(
            "`#[scoped(\"report:read\")]`",
            Job::Scope,
            ours::scoped_router(),
        ),
        Candidate::new(scope, Job::Scope, handwritten::scoped_router()),
    ]
}
