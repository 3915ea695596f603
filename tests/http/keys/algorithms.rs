//! Every algorithm, with keys in every form: minted tokens verify, and no others.

use std::fs;

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::RetiredKey;
use jwt_guard::prelude::*;
use jwt_guard::user::NoUsers;
use serde_json::Value;

use crate::fixtures::app::{NOW, SECRET, get_as};
use crate::fixtures::keys::{fixtures, key_of};

#[derive(AuthConfig)]
struct Api {
    algorithm: Algorithm,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    public_key: Option<String>,
    key_id: Option<String>,
}

#[protected]
async fn route() {}

pub(crate) fn pem(key: &str, half: &str) -> String {
    fixtures()[key][half].as_str().unwrap().to_owned()
}

fn config(algorithm: Algorithm) -> Api {
    let key = &fixtures()[key_of(algorithm)];
    let text = |name: &str| key[name].as_str().map(str::to_owned);
    Api {
        algorithm,
        secret: text("secret").map(Secret::from),
        private_key: text("private_pem").map(Secret::from),
        public_key: None,
        key_id: None,
    }
}

fn verify_only(algorithm: Algorithm) -> Api {
    Api {
        private_key: None,
        public_key: Some(pem(key_of(algorithm), "public_pem")),
        ..config(algorithm)
    }
}

fn build<C: AuthConfig<Users = NoUsers>>(config: C) -> Auth<C> {
    Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap()
}

async fn accepts(auth: &Auth<Api>, token: &str) -> bool {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(route))
        .with_state(auth.clone());
    get_as(&app, "/", Some(token)).await.0 == 200
}

#[tokio::test]
async fn what_an_algorithm_signs_it_verifies_and_no_other_does() {
    let auths: Vec<_> = Algorithm::ALL
        .map(|algorithm| build(config(algorithm)))
        .into();
    for (signing, signer) in auths.iter().enumerate() {
        let token = signer.mint("1").scopes(["user"]).token().unwrap();
        for (verifying, verifier) in auths.iter().enumerate() {
            let expected = signing == verifying;
            assert_eq!(
                accepts(verifier, &token).await,
                expected,
                "{signing} by {verifying}"
            );
        }
    }
}

#[tokio::test]
async fn a_service_that_only_verifies_needs_only_the_public_key() {
    for algorithm in Algorithm::ALL {
        if algorithm.min_secret_bytes().is_some() {
            continue;
        }
        let verifier = build(verify_only(algorithm));
        let token = build(config(algorithm)).mint("1").token().unwrap();
        assert!(accepts(&verifier, &token).await, "{algorithm}");
        assert!(verifier.mint("1").token().is_err(), "{algorithm}");
        let other = build(Api {
            private_key: Some(pem("rsa_other", "private_pem").as_str().into()),
            ..config(Algorithm::RS256)
        });
        assert!(
            !accepts(&verifier, &other.mint("1").token().unwrap()).await,
            "{algorithm}"
        );
    }
}

#[tokio::test]
async fn no_bit_of_a_signature_may_change() {
    for algorithm in Algorithm::ALL {
        let auth = build(config(algorithm));
        let token = auth.mint("1").token().unwrap();
        let signature = token.rfind('.').unwrap() + 1;
        for at in (signature..token.len()).step_by(7) {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(
                changed == token || !accepts(&auth, &changed).await,
                "{algorithm}, byte {at}"
            );
        }
        let (signed, _) = token.rsplit_once('.').unwrap();
        assert!(!accepts(&auth, &format!("{signed}.")).await, "{algorithm}");
    }
}

#[tokio::test]
async fn a_key_id_is_minted_and_one_that_is_unknown_is_refused() {
    let header = |token: &str| -> Value {
        let header = base64_simd::URL_SAFE_NO_PAD
            .decode_to_vec(token.split('.').next().unwrap())
            .unwrap();
        serde_json::from_slice(&header).unwrap()
    };
    let thumbprint = build(config(Algorithm::ES256));
    let named = build(Api {
        key_id: Some("2026-11".into()),
        ..config(Algorithm::ES256)
    });
    let (by_thumbprint, by_name) = (
        thumbprint.mint("1").token().unwrap(),
        named.mint("1").token().unwrap(),
    );
    assert_eq!(header(&by_thumbprint)["kid"].as_str().unwrap().len(), 43);
    assert_eq!(header(&by_name)["kid"], "2026-11");
    assert!(!accepts(&thumbprint, &by_name).await);
    assert!(!accepts(&named, &by_thumbprint).await);
    assert_eq!(
        header(&build(config(Algorithm::HS256)).mint("1").token().unwrap()).get("kid"),
        None
    );
}

#[tokio::test]
async fn a_key_may_be_in_a_file() {
    let path = std::env::temp_dir().join(format!("jwt-guard-key-{}.pem", std::process::id()));
    fs::write(&path, pem("p256", "private_pem")).unwrap();
    let in_a_file = Secret::from(format!("file:{}", path.display()));
    let auth = build(Api {
        private_key: Some(in_a_file),
        ..config(Algorithm::ES256)
    });
    fs::remove_file(&path).unwrap();
    let token = build(config(Algorithm::ES256)).mint("1").token().unwrap();
    assert!(accepts(&auth, &token).await);
}

#[test]
fn a_key_that_does_not_fit_is_a_start_up_error_that_shows_no_key() {
    for (algorithm, key) in [
        (Algorithm::ES256, "p384"),
        (Algorithm::ES256, "rsa"),
        (Algorithm::RS256, "p256"),
        (Algorithm::PS512, "ed25519"),
        (Algorithm::EdDSA, "p256"),
    ] {
        for half in ["private_pem", "public_pem"] {
            let text = pem(key, half);
            let (private_key, public_key) = match half {
                "private_pem" => (Some(Secret::from(text.as_str())), None),
                _ => (None, Some(text.clone())),
            };
            let error = Auth::builder(Api {
                private_key,
                public_key,
                ..config(algorithm)
            })
            .build()
            .unwrap_err();
            let (shown, body) = (error.to_string(), text.lines().nth(1).unwrap());
            assert!(shown.contains(&format!("for {algorithm}")), "{shown}");
            assert!(!shown.contains(&body[..16]), "{shown}");
        }
    }
}

/// The same throw-away keys in the other forms that PEM has.
#[tokio::test]
async fn a_key_may_be_written_in_every_form_of_pem() {
    let forms: Value = serde_json::from_str(include_str!("../../data/pem.json")).unwrap();
    let form = |name: &str| forms[name].as_str().unwrap().to_owned();
    for (algorithm, private) in [
        (Algorithm::ES256, "p256_sec1"),
        (Algorithm::ES256, "p256_sec1_with_parameters"),
        (Algorithm::RS256, "rsa_pkcs1"),
        (Algorithm::PS256, "rsa_pkcs1"),
    ] {
        let auth = build(Api {
            private_key: Some(form(private).into()),
            ..config(algorithm)
        });
        let token = auth.mint("1").token().unwrap();
        assert!(
            accepts(&build(config(algorithm)), &token).await,
            "{private}"
        );
    }
    for (algorithm, public) in [
        (Algorithm::ES256, "p256_certificate"),
        (Algorithm::RS256, "rsa_pkcs1_public"),
    ] {
        let auth = build(Api {
            public_key: Some(form(public)),
            ..verify_only(algorithm)
        });
        let token = build(config(algorithm)).mint("1").token().unwrap();
        assert!(accepts(&auth, &token).await, "{public}");
    }
    let encrypted = Api {
        private_key: Some(form("p256_encrypted").into()),
        ..config(Algorithm::ES256)
    };
    let error = Auth::builder(encrypted).build().unwrap_err().to_string();
    assert!(error.contains("found an encrypted private key"), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_is_a_start_up_error_of_its_setting() {
    #[derive(AuthConfig, Default)]
    struct Files {
        algorithm: Option<Algorithm>,
        secret: Option<Secret>,
        session_secret: Option<Secret>,
        private_key: Option<Secret>,
        public_key: Option<String>,
        retired_keys: Vec<RetiredKey>,
    }
    let good = || Some(Secret::from(SECRET));
    let private = || Some(Secret::from(pem("p256", "private_pem")));
    let folder = std::env::temp_dir();
    let folder = format!("file:{}", folder.display());
    for path in ["file:/nowhere/at/all", "file:", &folder] {
        let secret = || Some(Secret::from(path));
        let of_pair = Files {
            algorithm: Some(Algorithm::ES256),
            ..Files::default()
        };
        let retired = |algorithm| vec![RetiredKey::new(path).algorithm(algorithm)];
        for (setting, config) in [
            (
                "secret",
                Files {
                    secret: secret(),
                    ..Files::default()
                },
            ),
            (
                "session_secret",
                Files {
                    secret: good(),
                    session_secret: secret(),
                    ..Files::default()
                },
            ),
            (
                "private_key",
                Files {
                    algorithm: Some(Algorithm::ES256),
                    private_key: secret(),
                    ..Files::default()
                },
            ),
            (
                "public_key",
                Files {
                    public_key: Some(path.into()),
                    ..of_pair
                },
            ),
            (
                "retired_keys",
                Files {
                    secret: good(),
                    retired_keys: retired(Algorithm::HS256),
                    ..Files::default()
                },
            ),
            (
                "retired_keys",
                Files {
                    algorithm: Some(Algorithm::ES256),
                    private_key: private(),
                    retired_keys: retired(Algorithm::ES256),
                    ..Files::default()
                },
            ),
        ] {
            let error = Auth::builder(config).build().unwrap_err();
            let problems: Vec<_> = error.problems().iter().map(ToString::to_string).collect();
            assert_eq!(problems.len(), 1, "{setting}, {path}: {problems:?}");
            let expected =
                format!("`{setting}` (field `{setting}`): found `{path}`, which cannot be read: ");
            assert!(problems[0].starts_with(&expected), "{path}: {problems:?}");
        }
    }
}
