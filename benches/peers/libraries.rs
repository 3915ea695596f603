//! The candidates on other libraries, each as its documentation shows it, with the same checks.

use std::hint::black_box;
use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::routing::get;
use axum_jwt_auth::{Claims, Decoder, LocalDecoder};
use jwt_authorizer::{IntoLayer, JwtAuthorizer, JwtClaims, Validation};
use serde::Deserialize;
use tokio::runtime::Builder;

use crate::candidates::{Candidate, Job};
use crate::server::Routed;
use crate::tokens::{ISSUER, LEEWAY, SECRET};

const BARE_07: &str = "bare handler, axum 0.7";

/// The claims of a verified token: those that `Claims<Membership>` has.
#[derive(Clone, Deserialize)]
#[expect(dead_code, reason = "read by serde, for handlers that need them")]
struct User {
    iss: String,
    sub: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: String,
    scope: String,
    plan: String,
}

pub(crate) fn all() -> Vec<Candidate> {
    let on_07 = |name, job, router| Candidate {
        name,
        job,
        bare: BARE_07,
        is_exact: true,
        server: Box::new(Routed::<axum_07::Router, axum_07::body::Body>::new(router)),
    };
    let bare = axum_07::Router::new().route("/", axum_07::routing::get(|| async { "ok" }));
    vec![
        Candidate {
            // It reports a malformed token as an error of the server.
            is_exact: false,
            ..Candidate::new("axum-jwt-auth 0.7", Job::Claims, axum_jwt_auth_router())
        },
        on_07(BARE_07, Job::Nothing, bare),
        on_07(
            "jwt-authorizer 0.15, axum 0.7",
            Job::Claims,
            jwt_authorizer_router(),
        ),
    ]
}

#[derive(Clone, FromRef)]
struct AppState {
    decoder: Decoder<User>,
}

fn axum_jwt_auth_router() -> Router {
    use jsonwebtoken_10::{Algorithm, DecodingKey, Validation};

    async fn whoami(user: Claims<User>) -> &'static str {
        black_box((&user.claims.sub, &user.claims.plan));
        "ok"
    }

    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    // It insists on one; a token without an audience is valid all the same.
    validation.set_audience(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    validation.validate_nbf = true;
    validation.leeway = LEEWAY;
    let decoder = LocalDecoder::builder()
        .keys(vec![DecodingKey::from_secret(SECRET.as_bytes())])
        .validation(validation)
        .build()
        .expect("the configuration is right");
    Router::new().route("/", get(whoami)).with_state(AppState {
        decoder: Arc::new(decoder),
    })
}

fn jwt_authorizer_router() -> axum_07::Router {
    async fn whoami(JwtClaims(user): JwtClaims<User>) -> &'static str {
        black_box((&user.sub, &user.plan));
        "ok"
    }

    let validation = Validation::new().iss(&[ISSUER]).nbf(true).leeway(LEEWAY);
    let authorizer = JwtAuthorizer::<User>::from_secret(SECRET)
        .validation(validation)
        .build();
    let authorizer = Builder::new_current_thread()
        .build()
        .expect("a runtime")
        .block_on(authorizer)
        .expect("the configuration is right");
    axum_07::Router::new()
        .route("/", axum_07::routing::get(whoami))
        .layer(authorizer.into_layer())
}
