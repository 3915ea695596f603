//! Published key sets of other systems, and keys without the name in a token.

use aws_lc_rs::hmac::HMAC_SHA256;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{ErrorDetail, TrustedIssuer};
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::Minter;
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, SECRET, get_as};
use crate::fixtures::keys::key_of;
use crate::fixtures::token::signed_with;
use crate::keys::algorithms::pem;

const STAFF: &str = "https://login.example.com/realms/staff";

#[derive(AuthConfig, Default)]
#[auth(
    issuer = "https://api.example.com",
    audience = "api",
    error_detail = "full"
)]
struct Api {
    secret: Option<Secret>,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[protected]
async fn route() {}

/// A key of the fixtures that signs under this name.
fn key(name: &str, algorithm: Algorithm, id: &str) -> Key {
    let private = Secret::from(pem(name, "private_pem"));
    Key::private(algorithm, &private).unwrap().with_id(id)
}

/// Its public half as a JWK with members changed; `null` takes one away.
fn jwk(key: &Key, change: Value) -> Value {
    let ring = KeyRing::new(key.clone());
    let set = serde_json::to_value(ring.public_set(NOW)).unwrap();
    let mut jwk = set["keys"][0].clone();
    let members = jwk.as_object_mut().unwrap();
    for (name, value) in change.as_object().unwrap() {
        match value {
            Value::Null => members.remove(name),
            value => members.insert(name.clone(), value.clone()),
        };
    }
    jwk
}

fn set(keys: &[Value]) -> String {
    json!({ "keys": keys }).to_string()
}

fn build(set: &str) -> Result<Auth<Api>, ConfigError> {
    build_with(TrustedIssuer::new(STAFF, set))
}

fn build_with(issuer: TrustedIssuer) -> Result<Auth<Api>, ConfigError> {
    let config = Api {
        secret: Some(SECRET.into()),
        trusted_issuers: vec![issuer.audience(["api"])],
    };
    Auth::builder(config).clock(FrozenClock::at(NOW)).build()
}

fn token(key: Key) -> String {
    let minter = Minter::builder(KeyRing::new(key)).issuer(STAFF);
    let minter: Minter = minter
        .audience(["api"])
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    minter.mint("7").token().unwrap()
}

async fn status<C: AuthConfig>(auth: &Auth<C>, token: &str) -> u16 {
    answer(auth, token).await.0
}

async fn answer<C: AuthConfig>(auth: &Auth<C>, token: &str) -> (u16, String) {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(route))
        .with_state(auth.clone());
    get_as(&app, "/", Some(token)).await
}

#[tokio::test]
async fn one_odd_key_does_not_end_the_whole_set() {
    let good = key("rsa", Algorithm::RS256, "good");
    let rsa = key("rsa_other", Algorithm::RS256, "odd");
    let ec = key("p256", Algorithm::ES256, "odd");
    let n = jwk(&rsa, json!({}))["n"].as_str().unwrap().to_owned();
    let of_1024_bits = BASE64.encode_to_string([0xC5; 128]);
    let mut odd = vec![
        jwk(&rsa, json!({"n": format!("{n}==")})),
        jwk(&rsa, json!({"n": n.replace('-', "+").replace('_', "/")})),
        jwk(&rsa, json!({"n": 5})),
        jwk(&rsa, json!({"e": "AA"})),
        jwk(&rsa, json!({"alg": null})),
        jwk(&rsa, json!({"alg": "RS257"})),
        jwk(&rsa, json!({"alg": "ES256"})),
        jwk(&ec, json!({"y": null})),
        jwk(&ec, json!({"x": "AA"})),
        jwk(&ec, json!({"crv": "P-384"})),
        jwk(&ec, json!({"kid": 7})),
        jwk(&ec, json!({"kid": "a".repeat(300)})),
        jwk(&ec, json!({"use": [], "key_ops": {}})),
        json!({"kty": "FOO", "n": 5}),
        json!({"kty": "AKP", "alg": "ML-DSA-44", "pub": "AA"}),
        json!({"kty": "RSA", "alg": "RS256", "n": of_1024_bits, "e": "AQAB"}),
        json!({}),
        json!(null),
        json!("key"),
        json!([{}]),
    ];
    for member in ["use", "alg", "kid", "kty", "key_ops"] {
        let mut with_null = jwk(&ec, json!({}));
        with_null[member] = Value::Null;
        odd.push(with_null);
    }
    let good_jwk = jwk(&good, json!({}));
    let token = token(good);
    for odd in odd {
        for keys in [
            [good_jwk.clone(), odd.clone()],
            [odd.clone(), good_jwk.clone()],
        ] {
            let auth = build(&set(&keys));
            let auth = auth.unwrap_or_else(|error| panic!("{odd}: {error}"));
            assert_eq!(status(&auth, &token).await, 200, "{odd}");
        }
        let error = build(&set(std::slice::from_ref(&odd)))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("a set without a key that can be used: key 0"),
            "{odd}: {error}"
        );
    }
}

#[test]
fn a_set_with_a_secret_or_a_private_key_is_refused_whole() {
    let good = jwk(&key("rsa", Algorithm::RS256, "good"), json!({}));
    for (member, refused) in [
        (json!({"kty": "oct"}), "a secret in a published set"),
        (
            json!({"kty": "oct", "k": "AAAA", "kid": 7}),
            "a secret in a published set",
        ),
        (
            json!({"kty": "EC", "d": "AA"}),
            "a private key in a published set",
        ),
        (
            json!({"kty": "FOO", "d": 5}),
            "a private key in a published set",
        ),
        (
            json!({"kty": "RSA", "use": "enc", "p": "AA"}),
            "a private key in a published set",
        ),
    ] {
        let error = build(&set(&[good.clone(), member.clone()])).unwrap_err();
        assert!(error.to_string().contains(refused), "{member}: {error}");
    }
}

#[tokio::test]
async fn two_keys_may_have_one_kid() {
    let rs256 = || key("rsa", Algorithm::RS256, "k1");
    let rs512 = || key("rsa", Algorithm::RS512, "k1");
    let es256 = || key("p256", Algorithm::ES256, "k1");
    let other = || key("rsa_other", Algorithm::RS256, "k1");
    for keys in [
        vec![rs256(), rs512()],
        vec![rs256(), es256()],
        vec![rs256(), rs256()],
        vec![rs256(), other()],
        vec![rs256(), rs512(), es256(), other(), rs256()],
    ] {
        let jwks: Vec<_> = keys.iter().map(|key| jwk(key, json!({}))).collect();
        let auth = build(&set(&jwks)).unwrap();
        for key in keys {
            let algorithm = key.algorithm();
            assert_eq!(status(&auth, &token(key)).await, 200, "{algorithm}");
        }
    }
    let auth = build(&set(&[jwk(&rs256(), json!({})), jwk(&es256(), json!({}))])).unwrap();
    for stranger in [
        key("rsa_other", Algorithm::RS256, "k1"),
        key("rsa", Algorithm::RS512, "k1"),
        key("rsa", Algorithm::PS256, "k1"),
        key("rsa", Algorithm::RS256, "k2"),
        key("p384", Algorithm::ES384, "k1"),
    ] {
        assert_eq!(status(&auth, &token(stranger)).await, 401);
    }
}

#[tokio::test]
async fn a_key_without_a_kid_verifies_tokens_with_any() {
    let unnamed = jwk(&key("p256", Algorithm::ES256, "x"), json!({"kid": null}));
    let auth = build(&set(std::slice::from_ref(&unnamed))).unwrap();
    for id in ["7", "a", ""] {
        let token = token(key("p256", Algorithm::ES256, id));
        assert_eq!(status(&auth, &token).await, 200, "{id}");
    }
    // Only where no key has the name.
    let named = jwk(&key("p256", Algorithm::ES256, "b"), json!({"x": null}));
    let rs256 = jwk(&key("rsa", Algorithm::RS256, "b"), json!({}));
    for others in [vec![], vec![named], vec![rs256]] {
        let keys: Vec<_> = [unnamed.clone()].into_iter().chain(others).collect();
        let auth = build(&set(&keys)).unwrap();
        assert_eq!(
            status(&auth, &token(key("p256", Algorithm::ES256, "b"))).await,
            200
        );
        assert_eq!(
            status(&auth, &token(key("p384", Algorithm::ES384, "b"))).await,
            401
        );
    }
}

/// A token of ours with this `kid`.
fn own_token(kid: Option<Value>) -> String {
    let mut header = json!({"alg": "HS256", "typ": "at+jwt"});
    if let Some(kid) = kid {
        header["kid"] = kid;
    }
    let claims = json!({"iss": "https://api.example.com", "aud": "api", "sub": "1",
        "exp": NOW + 900, "iat": NOW, "jti": "a"});
    let (header, claims) = (header.to_string(), claims.to_string());
    signed_with(&header, claims.as_bytes(), HMAC_SHA256, SECRET)
}

#[tokio::test]
async fn a_secret_without_a_name_verifies_tokens_with_any_kid() {
    let auth = build(&set(&[jwk(&key("rsa", Algorithm::RS256, "a"), json!({}))])).unwrap();
    for kid in [None, Some("a"), Some("stamped-by-the-server"), Some("")] {
        let token = own_token(kid.map(Value::from));
        assert_eq!(status(&auth, &token).await, 200, "{kid:?}");
    }
    for kid in [json!(7), json!(null), json!(["a"]), json!("a".repeat(257))] {
        assert_eq!(status(&auth, &own_token(Some(kid))).await, 401);
    }
    let forged = own_token(Some("a".into())).replace("eyJhbGci", "eyJhbGcj");
    assert_eq!(status(&auth, &forged).await, 401);
}

#[derive(AuthConfig, Default)]
struct Realm {
    algorithm: Option<Algorithm>,
    secret: Option<Secret>,
    public_key: Option<String>,
    key_id: Option<String>,
    error_detail: Option<ErrorDetail>,
}

#[tokio::test]
async fn the_kid_of_a_single_key_is_hinted_at() {
    let algorithm = Algorithm::RS256;
    let realm = |key_id: Option<&str>, error_detail| {
        let config = Realm {
            algorithm: Some(algorithm),
            public_key: Some(pem(key_of(algorithm), "public_pem")),
            key_id: key_id.map(str::to_owned),
            error_detail: Some(error_detail),
            ..Realm::default()
        };
        let auth = Auth::builder(config).clock(FrozenClock::at(NOW));
        auth.build().unwrap()
    };
    let minted = || {
        let ring = KeyRing::new(key("rsa", algorithm, "realm-2026"));
        let minter: Minter = Minter::builder(ring)
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap();
        minter.mint("7").token().unwrap()
    };
    let (code, body) = answer(&realm(None, ErrorDetail::Full), &minted()).await;
    assert_eq!(code, 401);
    assert!(
        body.contains("`key_id`") && body.contains("`kid`"),
        "{body}"
    );
    let (code, body) = answer(&realm(None, ErrorDetail::Terse), &minted()).await;
    assert_eq!(code, 401);
    assert!(!body.contains("key"), "{body}");
    let named = realm(Some("realm-2026"), ErrorDetail::Terse);
    assert_eq!(status(&named, &minted()).await, 200);
}

#[tokio::test]
async fn a_set_of_our_own_issuer_is_read_key_by_key_too() {
    let good = key("rsa", Algorithm::RS256, "k1");
    let keys = [
        jwk(&key("rsa", Algorithm::RS512, "k1"), json!({})),
        jwk(&key("p256", Algorithm::ES256, "k2"), json!({})),
        json!({"kty": "FOO", "n": 5}),
        jwk(&good, json!({})),
    ];
    let config = |keys: &[Value]| Realm {
        algorithm: Some(Algorithm::RS256),
        public_key: Some(set(keys)),
        ..Realm::default()
    };
    let builder = Auth::builder(config(&keys)).clock(FrozenClock::at(NOW));
    let auth = builder.build().unwrap();
    let minted = |key: Key| {
        let minter: Minter = Minter::builder(KeyRing::new(key))
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap();
        minter.mint("7").token().unwrap()
    };
    assert_eq!(status(&auth, &minted(good)).await, 200);
    let others = [
        key("rsa", Algorithm::RS512, "k1"),
        key("p256", Algorithm::ES256, "k2"),
    ];
    for other in others {
        assert_eq!(
            status(&auth, &minted(other)).await,
            401,
            "not the `algorithm`"
        );
    }
    let error = Auth::builder(config(&keys[..3])).build().unwrap_err();
    for index in 0..3 {
        assert!(
            error.to_string().contains(&format!("key {index}")),
            "{error}"
        );
    }
}

#[test]
fn a_url_is_no_set_and_the_error_says_so() {
    for error in [
        build("https://login.example.com/realms/staff/protocol/openid-connect/certs").unwrap_err(),
        Auth::builder(Realm {
            algorithm: Some(Algorithm::RS256),
            public_key: Some("https://login.example.com/certs".into()),
            ..Realm::default()
        })
        .build()
        .unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(error.contains("a URL, and keys are not fetched"), "{error}");
    }
}
