//! The users of tokens of another issuer.

use jwt_guard::session::MemoryStore;
use serde::Serialize;

use super::*;
use crate::fixtures::app::{get_with, send};

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", audience = "api", users = People)]
struct Site {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

/// `1` is a user of this service. The shop has a user `1` too, who is another person.
struct People;

#[derive(Clone, Serialize)]
struct Person(&'static str);

impl UserBackend for People {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, _: Credentials) -> Result<Option<Person>, BackendError> {
        Ok(Some(Person("ours")))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        Ok((subject == "1").then_some(Person("ours")))
    }

    async fn retrieve_foreign_user(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Person>, BackendError> {
        Ok((issuer == SHOP && subject == "1").then_some(Person("of the shop")))
    }

    fn subject(&self, _: &Person) -> String {
        "1".into()
    }
}

#[inject_user]
async fn who(user: Person) -> &'static str {
    user.0
}

#[tokio::test]
async fn a_subject_of_another_issuer_is_another_person() {
    let of_shop = TrustedIssuer::with_keys(SHOP, ring(&SECRET.repeat(2))).audience(["api"]);
    let site = Site {
        secret: SECRET.into(),
        trusted_issuers: vec![staff(), of_shop],
    };
    let auth = Auth::builder(site)
        .users(People)
        .store(MemoryStore::new())
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let app = GuardedRouter::new()
        .route("/who", get(who))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    let mine = auth.mint("1").token().unwrap();
    let of = |secret: &str, issuer| {
        minter(ring(secret), issuer, "api")
            .mint("1")
            .token()
            .unwrap()
    };
    let (staff, shop) = (of(OTHER_SECRET, STAFF), of(&SECRET.repeat(2), SHOP));
    for (token, answer) in [(&mine, "ours"), (&shop, "of the shop")] {
        let seen = send(&app, get_with("/who", token)).await;
        assert_eq!(seen.body, answer);
    }
    for path in ["/who", "/auth/me"] {
        assert_eq!(
            send(&app, get_with(path, &staff)).await.status,
            401,
            "{path}"
        );
    }
    // Nor do they end the sessions of ours.
    for token in [&staff, &shop] {
        let request = axum::http::Request::post("/auth/logout-all")
            .header("authorization", format!("Bearer {token}"));
        let answer = send(&app, request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 401);
    }
    assert_eq!(send(&app, get_with("/who", &mine)).await.status, 200);
}
