//! The requirements of one handler on a token: leeway, audience, issuer, required claims.

use super::*;

const STAFF: &str = "https://staff.example.com";

#[tokio::test]
async fn a_handler_allows_clocks_to_differ_by_less_or_more_whichever_saw_the_token_first() {
    const EXP: i64 = NOW + 900;
    let table = [
        ("/", EXP + 9, 200),
        ("/", EXP + 10, 401),
        ("/punctual", EXP - 1, 200),
        ("/punctual", EXP, 401),
        ("/patient", EXP + 299, 200),
        ("/patient", EXP + 300, 401),
    ];
    for cache in [true, false] {
        for first in ["/", "/punctual", "/patient"] {
            let clock = FrozenClock::at(NOW);
            let config = Service {
                cache: Some(cache),
                ..Service::default()
            };
            let auth = config.auth_at(&clock);
            let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
            assert_eq!(status(&app, first, &token).await, 200);
            for (path, now, expected) in table {
                clock.set(now);
                let found = status(&app, path, &token).await;
                assert_eq!(found, expected, "{path} at {now} after {first}, {cache}");
            }
        }
    }
}

#[tokio::test]
async fn only_a_handler_with_enough_leeway_accepts_an_expired_token() {
    let clock = FrozenClock::at(NOW);
    let auth = Service::default().auth_at(&clock);
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    clock.set(NOW + 900 + 60);
    for (path, expected) in [
        ("/", 401),
        ("/patient", 200),
        ("/", 401),
        ("/punctual", 401),
    ] {
        assert_eq!(status(&app, path, &token).await, expected, "{path}");
    }
}

#[tokio::test]
async fn a_token_that_one_handler_takes_after_its_time_is_taken_by_no_other() {
    for cache in [true, false] {
        let clock = FrozenClock::at(NOW);
        let config = Service {
            cache: Some(cache),
            ..Service::default()
        };
        let auth = config.auth_at(&clock);
        let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
        for _ in 0..2 {
            assert_eq!(status(&app, "/", &token).await, 200);
            assert_eq!(status(&app, "/timeless", &token).await, 200);
        }
        clock.set(NOW + 365 * 24 * 60 * 60);
        for (path, expected) in [
            ("/", 401),
            ("/timeless", 200),
            ("/", 401),
            ("/patient", 401),
        ] {
            assert_eq!(
                status(&app, path, &token).await,
                expected,
                "{path}, {cache}"
            );
        }
        assert_eq!(status(&app, "/timeless", "a.b.c").await, 401);
        let later = Service::default().auth_at(&FrozenClock::at(NOW + 60));
        let from_the_future = later.mint("1").token().unwrap();
        clock.set(NOW);
        assert_eq!(status(&app, "/timeless", &from_the_future).await, 401);
    }
}

#[tokio::test]
async fn a_handler_is_another_audience_also_for_a_remembered_token() {
    for audience in [Some("api".to_owned()), None] {
        let auth = Service {
            audience: audience.clone(),
            ..Service::default()
        }
        .auth();
        let app = app(&auth);
        let usual = auth.mint("1").token().unwrap();
        let is_set = audience.is_some();
        for (token, plain, admin, either) in [
            (usual, 200, 401, 401),
            (token_for(&["admin"]), 401, 200, 200),
            (token_for(&["audit"]), 401, 401, 200),
            (
                token_for(&["api", "admin"]),
                if is_set { 200 } else { 401 },
                200,
                200,
            ),
        ] {
            for _ in 0..2 {
                assert_eq!(status(&app, "/", &token).await, plain);
                assert_eq!(status(&app, "/admin", &token).await, admin);
                assert_eq!(status(&app, "/admin-or-audit", &token).await, either);
            }
        }
    }
}

#[tokio::test]
async fn a_handler_takes_the_tokens_of_one_trusted_issuer_alone() {
    let clock = FrozenClock::at(NOW);
    let ring = KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
    let minter: Minter = Minter::builder(ring.clone())
        .issuer(STAFF)
        .audience(["api"])
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let auth = Service {
        issuer: Some("https://api.example.com".into()),
        audience: Some("api".into()),
        trusted_issuers: vec![TrustedIssuer::with_keys(STAFF, ring.clone()).audience(["api"])],
        ..Service::default()
    }
    .auth_at(&clock);
    let app = app(&auth);
    let (ours, theirs) = (
        auth.mint("1").token().unwrap(),
        minter.mint("7").token().unwrap(),
    );
    for _ in 0..2 {
        for (path, of_ours, of_theirs) in [
            ("/", 200, 200),
            ("/staff", 401, 200),
            ("/unknown", 401, 401),
        ] {
            assert_eq!(status(&app, path, &ours).await, of_ours, "{path}");
            assert_eq!(status(&app, path, &theirs).await, of_theirs, "{path}");
        }
    }
    // Its keys verify no other issuer's tokens, whatever the handler requires.
    let lying: Minter = Minter::builder(ring)
        .issuer("https://unknown.example.com")
        .audience(["api"])
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let lie = lying.mint("7").token().unwrap();
    for path in ["/", "/staff", "/unknown"] {
        assert_eq!(status(&app, path, &lie).await, 401, "{path}");
    }
    // Only our own tokens are taken after their time.
    clock.set(NOW + 24 * 60 * 60);
    assert_eq!(status(&app, "/timeless", &ours).await, 200);
    assert_eq!(status(&app, "/timeless", &theirs).await, 401);
}

#[tokio::test]
async fn a_handler_requires_other_claims_also_of_a_remembered_token() {
    let with = |jti: bool, required: Option<&str>| {
        Service {
            jti: Some(jti),
            required_claims: required.map(|name| vec![name.to_owned()]),
            ..Service::default()
        }
        .auth()
    };
    let (identified, anonymous) = (with(true, None), with(false, None));
    let tokens = [&identified, &anonymous].map(|auth| auth.mint("1").token().unwrap());
    let [identified, anonymous] = &tokens;
    for (required, plain) in [(None, [200, 200]), (Some("nonce"), [401, 401])] {
        // A service that mints the claim would not take tokens without it at all.
        let app = app(&with(false, required));
        for _ in 0..2 {
            assert_eq!(status(&app, "/", identified).await, plain[0]);
            assert_eq!(status(&app, "/", anonymous).await, plain[1]);
            assert_eq!(status(&app, "/identified", identified).await, 200);
            assert_eq!(status(&app, "/identified", anonymous).await, 401);
        }
    }
}
