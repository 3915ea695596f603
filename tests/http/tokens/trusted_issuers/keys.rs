//! The keys of trusted issuers: several of one name, shared by two issuers, and rotated.

use super::*;

#[tokio::test]
async fn the_keys_of_one_issuer_take_no_room_from_those_of_another() {
    let auth = build(vec![staff()]).unwrap();
    let random = || Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
    for number in 0..6 {
        let key = random().with_id(number.to_string());
        auth.keys().rotate(key, NOW + 60).unwrap();
    }
    let theirs = minter(ring(OTHER_SECRET), STAFF, "api");
    assert!(auth.verify(&theirs.mint("7").token().unwrap()).is_ok());
    assert!(auth.verify(&auth.mint("7").token().unwrap()).is_ok());
}

#[tokio::test]
async fn any_number_of_issuers_may_have_keys_of_one_name() {
    for name in [None, Some("1")] {
        let issuers: Vec<_> = (0..6)
            .map(|number| {
                let key = Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
                let key = match name {
                    Some(name) => key.with_id(name),
                    None => key,
                };
                (format!("{SHOP}/{number}"), KeyRing::new(key))
            })
            .collect();
        let trusted = issuers
            .iter()
            .map(|(issuer, ring)| {
                TrustedIssuer::with_keys(issuer.as_str(), ring.clone()).audience(["api"])
            })
            .collect();
        let app = app(trusted);
        for (issuer, ring) in issuers {
            let token = minter(ring, &issuer, "api").mint("7").token().unwrap();
            let answer = get_as(&app, "/", Some(&token)).await;
            assert_eq!(answer, (200, format!("7 of {issuer}")));
        }
    }
}

#[tokio::test]
async fn a_key_verifies_only_the_tokens_of_its_own_issuer() {
    let shop = TrustedIssuer::new(SHOP, published()).audience(["api"]);
    let app = app(vec![staff(), shop]);
    let shop_keys = KeyRing::new(ed25519());
    for (keys, issuer, expected) in [
        (ring(SECRET), "https://api.example.com", 200),
        (ring(OTHER_SECRET), STAFF, 200),
        (shop_keys.clone(), SHOP, 200),
        (ring(OTHER_SECRET), "https://api.example.com", 401),
        (ring(OTHER_SECRET), SHOP, 401),
        (ring(SECRET), STAFF, 401),
        (shop_keys.clone(), STAFF, 401),
        (shop_keys, "https://api.example.com", 401),
    ] {
        let token = minter(keys, issuer, "api").mint("7").token().unwrap();
        assert_eq!(
            get_as(&app, "/", Some(&token)).await.0,
            expected,
            "{issuer}"
        );
    }
}

/// Two realms of one provider: the same key, and each its own audience and claim of scopes.
fn realms(keys: [KeyRing; 2]) -> Vec<TrustedIssuer> {
    let [staff, shop] = keys;
    vec![
        TrustedIssuer::with_keys(STAFF, staff).audience(["api"]),
        TrustedIssuer::with_keys(SHOP, shop)
            .audience(["shop"])
            .scopes_claim("permissions"),
    ]
}

#[tokio::test]
async fn a_key_of_two_issuers_verifies_the_tokens_of_both_by_the_rules_of_each() {
    let published = [STAFF, SHOP].map(|issuer| TrustedIssuer::new(issuer, published()));
    let [staff, shop] = published;
    let published = vec![
        staff.audience(["api"]),
        shop.audience(["shop"]).scopes_claim("permissions"),
    ];
    // The same secret once as the same ring, and once read twice.
    let (shared, keys) = (ring(OTHER_SECRET), KeyRing::new(ed25519()));
    for (trusted, keys) in [
        (realms([shared.clone(), shared.clone()]), shared),
        (
            realms([(); 2].map(|()| ring(OTHER_SECRET))),
            ring(OTHER_SECRET),
        ),
        (published, keys),
    ] {
        for trusted in [trusted.clone(), trusted.into_iter().rev().collect()] {
            let app = app(trusted);
            for (issuer, audience, claim, expected) in [
                (STAFF, "api", "scope", [200, 200]),
                (SHOP, "shop", "permissions", [200, 200]),
                (STAFF, "shop", "scope", [401, 401]),
                (SHOP, "api", "permissions", [401, 401]),
                (STAFF, "api", "permissions", [200, 403]),
                (SHOP, "shop", "scope", [200, 403]),
                (
                    "https://login.example.com/realms/other",
                    "api",
                    "scope",
                    [401, 401],
                ),
                ("https://api.example.com", "api", "scope", [401, 401]),
            ] {
                let minter = minter(keys.clone(), issuer, audience);
                let mint = match claim {
                    "scope" => minter.mint("7").scopes(["user:read"]),
                    other => {
                        let mut claims = ExtraClaims::default();
                        claims.insert(other, "user:read");
                        minter.mint("7").extend(claims)
                    }
                };
                let token = mint.token().unwrap();
                for (path, expected) in ["/", "/read"].into_iter().zip(expected) {
                    let (status, body) = get_as(&app, path, Some(&token)).await;
                    let case = format!("{path} for {issuer}, {audience}, {claim}: {body}");
                    assert_eq!(status, expected, "{case}");
                    assert!(path != "/" || status != 200 || body == format!("7 of {issuer}"));
                }
            }
        }
    }
}

#[tokio::test]
async fn a_key_that_one_of_two_issuers_has_no_more_still_verifies_the_tokens_of_the_other() {
    let secret = |id: &str| {
        let key = Key::secret(Algorithm::HS256, &Secret::from(OTHER_SECRET)).unwrap();
        key.with_id(id)
    };
    let other = |id: &str| {
        let key = Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
        KeyRing::new(key.with_id(id))
    };
    for gone in 0..2 {
        let rings = [other("2026-12"), other("2026-12")];
        for ring in &rings {
            ring.add(secret("2026-11")).unwrap();
        }
        let app = app(realms(rings.clone()));
        let tokens = [(STAFF, "api"), (SHOP, "shop")].map(|(issuer, audience)| {
            let keys = KeyRing::new(secret("2026-11"));
            minter(keys, issuer, audience).mint("7").token().unwrap()
        });
        let statuses = async || {
            let [first, second] = &tokens;
            [
                get_as(&app, "/", Some(first)).await.0,
                get_as(&app, "/", Some(second)).await.0,
            ]
        };
        // Twice: the second time, both are remembered as verified.
        assert_eq!(statuses().await, [200, 200]);
        assert_eq!(statuses().await, [200, 200]);
        rings[gone].remove("2026-11").unwrap();
        let left = [0, 1].map(|issuer| if issuer == gone { 401 } else { 200 });
        assert_eq!(statuses().await, left, "without the key of {gone}");
        assert_eq!(statuses().await, left, "without the key of {gone}");
    }
}

#[tokio::test]
async fn what_an_issuer_signs_with_our_secret_is_judged_as_its_own() {
    // The same where we do not name ourselves, and any `iss` would do.
    #[derive(AuthConfig)]
    #[auth(audience = "api")]
    struct Nameless {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let theirs = ring(SECRET);
    let nameless = Nameless {
        secret: SECRET.into(),
        trusted_issuers: vec![TrustedIssuer::with_keys(SHOP, theirs.clone()).audience(["shop"])],
    };
    let auth = Auth::builder(nameless).clock(FrozenClock::at(NOW)).build();
    let auth = auth.unwrap();
    let accepts = |audience| {
        let minter = minter(ring(SECRET), SHOP, audience);
        auth.verify(&minter.mint("7").token().unwrap()).is_ok()
    };
    assert!(accepts("shop"));
    assert!(!accepts("api"));
    let new = Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
    theirs.rotate(new, NOW).unwrap();
    assert!(!accepts("shop"), "their key has ended");
    assert!(!accepts("api"), "and ours says nothing of them");
    assert!(auth.verify(&auth.mint("7").token().unwrap()).is_ok());
}

#[tokio::test]
async fn keys_of_another_issuer_rotate_too() {
    let keys = ring(OTHER_SECRET);
    let app = app(vec![
        TrustedIssuer::with_keys(STAFF, keys.clone()).audience(["api"]),
    ]);
    let old = staff_token("at+jwt".into(), json!({}));
    assert_eq!(get_as(&app, "/", Some(&old)).await.0, 200);
    let key = Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
    keys.rotate(key, NOW).unwrap();
    assert_eq!(get_as(&app, "/", Some(&old)).await.0, 401);
    let new = minter(keys, STAFF, "api").mint("7").token().unwrap();
    assert_eq!(get_as(&app, "/", Some(&new)).await.0, 200);
}
