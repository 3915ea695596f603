//! Checks before anything is measured that each candidate gives the right responses.

use axum::http::{HeaderValue, StatusCode};
use tokio::runtime::Builder;

use crate::candidates::{Candidate, Job};
use crate::tokens;

/// Panics if a candidate gives a wrong response.
pub(crate) fn check(candidates: &mut [Candidate]) {
    let runtime = Builder::new_current_thread().build().unwrap();
    let good = tokens::good();
    assert!(
        (380..480).contains(&good.len()),
        "the token has about 400 bytes, found {}",
        good.len()
    );
    for candidate in candidates {
        let (name, job, is_exact) = (candidate.name, candidate.job, candidate.is_exact);
        let mut expect = |what: &str, header: Option<&HeaderValue>, expected: StatusCode| {
            let status = candidate.server.answer(&runtime, header, 1);
            let is_right = match is_exact {
                true => status == expected,
                false => status.is_success() == expected.is_success(),
            };
            assert!(is_right, "{name}: {what}: {status} instead of {expected}");
        };
        let denied = |by: &[Job], status| {
            if by.contains(&job) {
                status
            } else {
                StatusCode::OK
            }
        };

        expect("a good token", Some(&good), StatusCode::OK);
        let unauthorized = StatusCode::UNAUTHORIZED;
        expect(
            "no token",
            None,
            denied(&[Job::Signature, Job::Claims, Job::Scope], unauthorized),
        );
        for (what, header) in tokens::invalid() {
            let checked: &[Job] = match what {
                "another key" | "no token" => &[Job::Signature, Job::Claims, Job::Scope],
                _ => &[Job::Claims, Job::Scope],
            };
            expect(what, Some(&header), denied(checked, unauthorized));
        }
        let without_scope = tokens::without_scope();
        expect(
            "a token without the scope",
            Some(&without_scope),
            denied(&[Job::Scope], StatusCode::FORBIDDEN),
        );
    }
}
