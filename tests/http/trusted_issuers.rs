//! Other issuers: each with its own keys, audience and habits, and none of them ourselves.

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{Minter, TokenType};
use serde_json::{Value, json};

use crate::app::{NOW, OTHER_SECRET, SECRET, get_as};
use crate::keys::pem;
use crate::tokens::signed_with;

const STAFF: &str = "https://login.example.com/realms/staff";
const SHOP: &str = "https://shop.example.com";

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", audience = "api")]
struct Api {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[protected]
async fn whoami(claims: Claims) -> String {
    format!(
        "{} of {}",
        claims.subject(),
        claims.issuer().unwrap_or_default()
    )
}

#[scoped("user:read")]
async fn read() {}

#[protected(audience = "admin")]
async fn admin() {}

fn build(issuers: Vec<TrustedIssuer>) -> Result<Auth<Api>, ConfigError> {
    let secret = SECRET.into();
    Auth::builder(Api {
        secret,
        trusted_issuers: issuers,
    })
    .clock(FrozenClock::at(NOW))
    .build()
}

fn app(issuers: Vec<TrustedIssuer>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(whoami))
        .route("/read", get(read))
        .route("/admin", get(admin))
        .with_state(build(issuers).unwrap())
}

/// The key that an issuer shares with us in these tests.
fn ring(secret: &str) -> KeyRing {
    KeyRing::new(Key::secret(Algorithm::HS256, &Secret::from(secret)).unwrap())
}

fn minter(keys: KeyRing, issuer: &str, audience: &str) -> Minter {
    let minter = Minter::builder(keys).issuer(issuer).audience([audience]);
    minter.clock(FrozenClock::at(NOW)).build().unwrap()
}

fn staff() -> TrustedIssuer {
    TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET)).audience(["api"])
}

/// A token of the staff's issuer with this `typ` and these claims changed.
fn staff_token(typ: Value, change: Value) -> String {
    let mut header = json!({"alg": "HS256"});
    if !typ.is_null() {
        header["typ"] = typ;
    }
    let mut claims = json!({
        "iss": STAFF, "sub": "7", "aud": "api", "exp": NOW + 900, "iat": NOW, "scope": "user:read",
    });
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
    }
    let payload = claims.to_string();
    signed_with(
        &header.to_string(),
        payload.as_bytes(),
        HMAC_SHA256,
        OTHER_SECRET,
    )
}

#[tokio::test]
async fn tokens_of_a_trusted_issuer_are_accepted_beside_our_own() {
    let app = app(vec![staff()]);
    let own = minter(ring(SECRET), "https://api.example.com", "api");
    let theirs = minter(ring(OTHER_SECRET), STAFF, "api");
    for (minter, expected) in [
        (&own, "7 of https://api.example.com"),
        (&theirs, "7 of https://login.example.com/realms/staff"),
    ] {
        let token = minter.mint("7").token().unwrap();
        for _ in 0..2 {
            let answer = get_as(&app, "/", Some(&token)).await;
            assert_eq!(answer, (200, expected.to_owned()));
        }
    }
}

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

fn ed25519() -> Key {
    Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap()
}

fn published() -> String {
    serde_json::to_string(&KeyRing::new(ed25519()).public_set(NOW)).unwrap()
}

#[tokio::test]
async fn each_issuer_has_an_audience_of_its_own() {
    let other = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET)).audience(["account"]);
    let app = app(vec![other]);
    let token = |audience| {
        minter(ring(OTHER_SECRET), STAFF, audience)
            .mint("7")
            .token()
            .unwrap()
    };
    assert_eq!(get_as(&app, "/", Some(&token("account"))).await.0, 200);
    assert_eq!(get_as(&app, "/", Some(&token("api"))).await.0, 401);
    let nobody = staff_token("at+jwt".into(), json!({"aud": null}));
    assert_eq!(get_as(&app, "/", Some(&nobody)).await.0, 401);
}

#[tokio::test]
async fn a_client_can_stand_for_the_audience() {
    let cognito = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET))
        .client_id("web")
        .client_id("app");
    let app = app(vec![cognito]);
    for (claims, expected) in [
        (json!({"aud": null, "client_id": "web"}), 200),
        (json!({"aud": "account", "client_id": "app"}), 200),
        (json!({"aud": null, "client_id": "else"}), 401),
        (json!({"aud": null, "client_id": ["web"]}), 401),
        (json!({"aud": null}), 401),
        (json!({}), 401),
    ] {
        let token = staff_token("at+jwt".into(), claims.clone());
        assert_eq!(
            get_as(&app, "/", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
    let both = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET))
        .client_id("web")
        .audience(["api"]);
    let both = self::app(vec![both]);
    for (claims, expected) in [
        (json!({"client_id": "web"}), 200),
        (json!({"aud": "account", "client_id": "web"}), 401),
        (json!({"aud": null, "client_id": "web"}), 401),
    ] {
        let token = staff_token("at+jwt".into(), claims.clone());
        assert_eq!(
            get_as(&both, "/", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
}

#[tokio::test]
async fn each_issuer_has_token_types_of_its_own() {
    let types = [json!("at+jwt"), json!("JWT"), json!("id+jwt"), Value::Null];
    for (issuer, accepted) in [
        (staff(), [200, 401, 401, 401]),
        (staff().token_types(["JWT"]), [401, 200, 401, 401]),
        (staff().token_types(["JWT", "at+jwt"]), [200, 200, 401, 401]),
        (staff().untyped(), [200, 401, 401, 200]),
    ] {
        let app = app(vec![issuer]);
        for (typ, expected) in types.iter().zip(accepted) {
            let token = staff_token(typ.clone(), json!({}));
            assert_eq!(get_as(&app, "/", Some(&token)).await.0, expected, "{typ}");
        }
    }
    // What another issuer accepts is nothing to our own tokens.
    let app = app(vec![staff().token_types(["JWT"]).untyped()]);
    let own = signed_with(
        r#"{"alg":"HS256","typ":"JWT"}"#,
        json!({"iss": "https://api.example.com", "sub": "1", "aud": "api", "exp": NOW + 60})
            .to_string()
            .as_bytes(),
        HMAC_SHA256,
        SECRET,
    );
    assert_eq!(get_as(&app, "/", Some(&own)).await.0, 401);
}

#[tokio::test]
async fn another_issuer_cannot_make_the_tokens_that_we_hand_out_for_ourselves() {
    let auth = build(vec![staff().token_types(["invitation+jwt", "at+jwt"])]).unwrap();
    let invitation = TokenType::new("invitation+jwt").unwrap();
    let theirs = staff_token("invitation+jwt".into(), json!({}));
    assert!(auth.verify_as(&invitation, &theirs).is_err());
}

#[tokio::test]
async fn scopes_of_others_have_no_hierarchy() {
    let app = app(vec![staff()]);
    for (scope, expected) in [
        ("user:read", 200),
        ("user", 403),
        ("user:read:write", 403),
        ("a user:read", 200),
    ] {
        let theirs = staff_token("at+jwt".into(), json!({"scope": scope}));
        assert_eq!(
            get_as(&app, "/read", Some(&theirs)).await.0,
            expected,
            "{scope}"
        );
    }
    let own = minter(ring(SECRET), "https://api.example.com", "api");
    let own = own.mint("1").scopes(["user"]).token().unwrap();
    assert_eq!(get_as(&app, "/read", Some(&own)).await.0, 200);
}

#[tokio::test]
async fn each_issuer_grants_scopes_in_a_claim_of_its_own() {
    let app = app(vec![staff().scopes_claim("realm_access.roles")]);
    for (claims, expected) in [
        (
            json!({"realm_access": {"roles": ["user:read"]}, "scope": null}),
            200,
        ),
        (json!({"scope": "user:read"}), 403),
    ] {
        let token = staff_token("at+jwt".into(), claims.clone());
        assert_eq!(
            get_as(&app, "/read", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
}

#[tokio::test]
async fn tokens_of_others_do_not_have_to_look_like_ours() {
    #[derive(AuthConfig)]
    #[auth(
        subject_claim = "user_id",
        subject_format = "integer",
        token_type_claim = "type",
        required_claims = "iat"
    )]
    struct Unusual {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let auth = Auth::builder(Unusual {
        secret: SECRET.into(),
        trusted_issuers: vec![staff()],
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let theirs = staff_token("at+jwt".into(), json!({}));
    assert_eq!(auth.verify(&theirs).unwrap().subject(), "7");
    let without = staff_token("at+jwt".into(), json!({"iat": null}));
    assert!(
        auth.verify(&without).is_err(),
        "what we require, we require of all"
    );
    assert_eq!(
        auth.verify(&auth.mint("1").token().unwrap())
            .unwrap()
            .subject(),
        "1"
    );
}

#[tokio::test]
async fn a_handler_of_another_audience_takes_the_tokens_of_known_clients_alone() {
    let app = app(vec![staff().client_id("web")]);
    for (client, expected) in [("web", 200), ("else", 401)] {
        for path in ["/", "/admin"] {
            let claims = json!({"aud": ["api", "admin"], "client_id": client});
            let token = staff_token("at+jwt".into(), claims);
            let found = get_as(&app, path, Some(&token)).await.0;
            assert_eq!(found, expected, "{path} for {client}");
        }
    }
}

#[test]
fn the_scopes_of_others_have_a_claim_of_their_own() {
    #[derive(Claim)]
    struct Groups {
        #[claim(path = "realm_access.groups", default)]
        _groups: Vec<String>,
    }
    #[derive(AuthConfig)]
    #[auth(claims = Groups)]
    struct WithClaims {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let starts = |claim: &str| {
        let config = WithClaims {
            secret: SECRET.into(),
            trusted_issuers: vec![staff().scopes_claim(claim)],
        };
        Auth::builder(config).build().is_ok()
    };
    for (claim, expected) in [
        ("scope", true),
        ("scp", true),
        ("resource_access.roles", true),
        ("realm_access.roles", false),
        ("realm_access", false),
        ("sub", false),
        ("aud.roles", false),
    ] {
        assert_eq!(starts(claim), expected, "{claim}");
    }
}

#[test]
fn an_issuer_that_cannot_be_trusted_is_a_start_up_error() {
    let unbound = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET));
    let own = TrustedIssuer::with_keys("https://api.example.com", ring(OTHER_SECRET));
    for (issuers, expected) in [
        (
            vec![unbound],
            "neither `.audience(..)` nor `.client_id(..)`",
        ),
        (
            vec![own.audience(["api"])],
            "the issuer `https://api.example.com` twice",
        ),
        (vec![staff(), staff()], "twice"),
        (vec![staff().audience([""])], "an empty name"),
        (vec![staff().token_types([""; 0])], "no token type"),
        (
            vec![staff().token_types(["at+jwt", "rt+jwt"])],
            "the type of refresh tokens",
        ),
        (
            vec![TrustedIssuer::with_keys("", ring(SECRET)).audience(["api"])],
            "without a name",
        ),
        (
            vec![TrustedIssuer::new(STAFF, "{}").audience(["api"])],
            "a JSON Web Key Set",
        ),
        (
            vec![TrustedIssuer::new(STAFF, "file:/nowhere").audience(["api"])],
            "cannot be read",
        ),
    ] {
        let error = build(issuers).unwrap_err().to_string();
        assert!(
            error.contains("`trusted_issuers` (field `trusted_issuers`)"),
            "{error}"
        );
        assert!(error.contains(expected), "{expected} is not in {error}");
    }
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

mod users {
    //! Whom a token of another issuer is about.

    use jwt_guard::session::MemoryStore;
    use serde::Serialize;

    use super::*;
    use crate::app::{get_with, send};

    #[derive(AuthConfig)]
    #[auth(issuer = "https://api.example.com", audience = "api", users = People)]
    struct Site {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }

    /// `1` is ours, and so is the person whom the shop calls `1`, but it is another one.
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
}
