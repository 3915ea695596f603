//! Warnings about the clock, the configuration and the keys.

use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;

use super::Recorder;
use crate::app::*;
use crate::remote;

#[tokio::test]
async fn a_clock_that_is_not_the_stores_is_said_once_when_that_begins_and_once_when_it_ends() {
    #[derive(AuthConfig)]
    #[auth(session_owner = "shop")]
    struct Shop {
        secret: Secret,
    }

    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let (clock, store) = (FrozenClock::at(NOW), remote::Remote::new());
    store.shows(NOW);
    let auth = Auth::builder(Shop {
        secret: SECRET.into(),
    });
    let auth = auth.clock(clock.clone()).store(store).build().unwrap();
    let said = |text: &str| recorder.0.lock().unwrap().matches(text).count();
    for (ahead, begins, ends) in [(0, 0, 0), (30, 1, 0), (40, 1, 0), (0, 1, 1), (-600, 2, 1)] {
        clock.set(NOW + ahead);
        for _ in 0..2 {
            // A recent measurement is not repeated.
            tokio::time::sleep(std::time::Duration::from_millis(110)).await;
            auth.ready().await;
        }
        assert_eq!(said("differs from that of the store of sessions"), begins);
        assert_eq!(
            said("agrees with that of the store of sessions again"),
            ends
        );
    }
    assert_eq!(said("ahead = -600"), 1);
}

#[test]
fn what_is_dangerously_off_is_said_once_when_the_service_starts() {
    #[derive(AuthConfig)]
    #[auth(verify_exp = "dangerously-off")]
    struct Immortal {
        #[auth(env = "SECRET")]
        secret: Secret,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let config = Immortal::from_vars(|_| Some(SECRET.to_owned())).unwrap();
    let auth = Auth::builder(config).build().unwrap();
    let token = auth.mint("1").token().unwrap();
    assert!(auth.verify(&token).is_ok());
    let log = recorder.0.lock().unwrap().clone();
    assert_eq!(
        log.matches("`verify_exp` is dangerously off").count(),
        1,
        "{log}"
    );
    assert!(log.contains("config = \"Immortal\""), "{log}");
    assert!(!log.contains(SECRET), "{log}");
}

#[test]
fn cookies_for_every_site_are_warned_of_when_the_service_starts() {
    #[derive(AuthConfig)]
    #[auth(token_from(cookie), cookie_same_site = "dangerously-unset")]
    struct Embedded {
        secret: Secret,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let secret = SECRET.into();
    Auth::builder(Embedded { secret }).build().unwrap();
    let log = recorder.0.lock().unwrap().clone();
    let said = log.matches("`cookie_same_site` is dangerously unset");
    assert_eq!(said.count(), 1, "{log}");
}

#[test]
fn a_short_secret_is_warned_of_and_not_said() {
    #[derive(AuthConfig)]
    #[auth(short_secret = "dangerously-on")]
    struct Old {
        secret: Secret,
    }
    for (secret, warnings) in [("super-secret", 1), (SECRET, 0)] {
        let recorder = Recorder::default();
        let _subscriber = tracing::subscriber::set_default(recorder.clone());
        let old = Old {
            secret: secret.into(),
        };
        Auth::builder(old).build().unwrap();
        let log = recorder.0.lock().unwrap().clone();
        let said = log.matches("`short_secret` is dangerously on");
        assert_eq!(said.count(), warnings, "{log}");
        assert!(!log.contains(secret), "{log}");
    }
}

#[tokio::test]
async fn a_key_that_is_left_out_of_a_set_is_a_warning_that_says_which_and_why() {
    #[derive(AuthConfig)]
    struct Api {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let set = r#"{"keys":[
        {"kty":"OKP","crv":"Ed25519","kid":"good","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty":"RSA","use":"enc","alg":"RSA-OAEP","kid":"of others","n":"AQAB","e":"AQAB"},
        {"kty":"EC","crv":"P-256","kid":"half","x":"c2hvdy1tZS1uby1rZXktbWF0ZXJpYWwtaW4tYS1sb2c"}
    ]}"#;
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let api = Api {
        secret: SECRET.into(),
        trusted_issuers: vec![
            TrustedIssuer::new("https://login.example.com", set).audience(["api"]),
        ],
    };
    Auth::builder(api).build().unwrap();
    let log = recorder.0.lock().unwrap().clone();
    assert_eq!(log.matches("level = WARN").count(), 1, "{log}");
    for said in [
        "https://login.example.com",
        "index = 2",
        "half",
        "a JSON Web Key without `y`",
    ] {
        assert!(log.contains(said), "{said} is not in the log:\n{log}");
    }
    assert!(!log.contains("c2hvdy1t"), "{log}");
}

#[tokio::test]
async fn a_kid_that_no_key_has_is_hinted_at_once() {
    #[derive(AuthConfig)]
    #[auth(algorithm = "EdDSA")]
    struct Realm {
        public_key: String,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let public_key =
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let public_key = public_key.into();
    let auth = Auth::builder(Realm { public_key }).build().unwrap();
    let header = URL_SAFE_NO_PAD.encode_to_string(r#"{"alg":"EdDSA","kid":"realm-key"}"#);
    let token = format!("{header}.e30.{}", "A".repeat(86));
    for _ in 0..3 {
        assert_eq!(auth.verify(&token).err(), Some(TokenError::UnknownKeyId));
    }
    let log = recorder.0.lock().unwrap().clone();
    assert_eq!(log.matches("set `key_id`").count(), 1, "{log}");
    assert!(!log.contains("realm-key"), "anyone can write it:\n{log}");
}
