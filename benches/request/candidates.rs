//! The routers that are compared, and how a request reaches one.

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, AUTHORIZATION, HOST, USER_AGENT};
use axum::http::{HeaderValue, Request, StatusCode};
use axum::routing::get;
use tower::Service;

use crate::{handwritten, ours, signature};

/// One way to protect a route.
pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    pub(crate) job: Job,
    /// Whether the others with the same job are compared with it.
    is_peer: bool,
    router: Router,
}

/// What is asked of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Job {
    Nothing,
    Signature,
    /// A valid token, whose claims the handler sees.
    Claims,
    /// A valid token that grants [`SCOPE`](crate::tokens::SCOPE).
    Scope,
}

/// All candidates; the bare handler comes first.
pub(crate) fn all() -> Vec<Candidate> {
    let candidate = |name, job, is_peer, router| Candidate {
        name,
        job,
        is_peer,
        router,
    };
    vec![
        candidate(
            "bare handler",
            Job::Nothing,
            false,
            Router::new().route("/", get(async || "ok")),
        ),
        candidate(
            "the signature alone, aws-lc-rs",
            Job::Signature,
            false,
            signature::router(),
        ),
        candidate(
            "`#[protected]` with `Claims<Membership>`",
            Job::Claims,
            false,
            ours::protected_router(),
        ),
        candidate(
            "extractor on `jsonwebtoken`: claims",
            Job::Claims,
            true,
            handwritten::claims_router(),
        ),
        candidate(
            "`#[scoped(\"report:read\")]`",
            Job::Scope,
            false,
            ours::scoped_router(),
        ),
        candidate(
            "extractor on `jsonwebtoken`: claims and scope",
            Job::Scope,
            true,
            handwritten::scoped_router(),
        ),
    ]
}

/// Where among the candidates the one is with which this one is compared.
pub(crate) fn peer_of(candidate: &Candidate, candidates: &[Candidate]) -> Option<usize> {
    candidates
        .iter()
        .position(|peer| peer.is_peer && peer.job == candidate.job)
}

impl Candidate {
    /// Sends one request and returns the status of the answer.
    pub(crate) async fn send(&mut self, authorization: Option<&HeaderValue>) -> StatusCode {
        let mut request = Request::new(Body::empty());
        let headers = request.headers_mut();
        headers.insert(HOST, HeaderValue::from_static("api.example.com"));
        headers.insert(USER_AGENT, HeaderValue::from_static("curl/8.14.1"));
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        if let Some(authorization) = authorization {
            // A reference count, like the slice of the read buffer that hyper makes of a header.
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        match self.router.call(request).await {
            Ok(response) => response.status(),
            Err(infallible) => match infallible {},
        }
    }
}
