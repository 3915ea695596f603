//! Keys that change while requests are served: clients do not notice, and the tokens of a removed key are refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::RetiredKey;
use jwt_guard::key::Key;
use jwt_guard::prelude::*;

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_as};
use crate::fixtures::keys::key_of;
use crate::keys::algorithms::pem;

#[derive(AuthConfig, Default)]
struct Api {
    algorithm: Option<Algorithm>,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    key_id: Option<String>,
    retired_keys: Vec<RetiredKey>,
}

#[protected]
async fn route() {}

fn with_secret(id: Option<&str>) -> Api {
    Api {
        secret: Some(SECRET.into()),
        key_id: id.map(str::to_owned),
        ..Api::default()
    }
}

fn with_key_pair() -> Api {
    Api {
        algorithm: Some(Algorithm::ES256),
        private_key: Some(pem("p256", "private_pem").into()),
        ..Api::default()
    }
}

struct Service {
    auth: Auth<Api>,
    app: GuardedRouter,
    clock: FrozenClock,
}

fn serve(config: Api) -> Service {
    let clock = FrozenClock::at(NOW);
    let auth = Auth::builder(config).clock(clock.clone()).build().unwrap();
    let app = GuardedRouter::new()
        .route("/", get(route))
        .with_state(auth.clone());
    Service { auth, app, clock }
}

impl Service {
    fn token(&self) -> String {
        self.auth.mint("1").token().unwrap()
    }

    async fn status(&self, token: &str) -> u16 {
        get_as(&self.app, "/", Some(token)).await.0
    }
}

fn secret(id: Option<&str>, text: &str) -> Key {
    let key = Key::secret(Algorithm::HS256, &Secret::from(text)).unwrap();
    match id {
        Some(id) => key.with_id(id),
        None => key,
    }
}

#[tokio::test]
async fn after_a_rotation_both_keys_verify_until_the_old_one_retires() {
    for (old, new) in [
        (Some("old"), Some("new")),
        (None, Some("new")),
        (None, None),
    ] {
        let service = serve(with_secret(old));
        let before = service.token();
        assert_eq!(service.status(&before).await, 200);
        service
            .auth
            .keys()
            .rotate(secret(new, OTHER_SECRET), NOW + 60)
            .unwrap();
        let after = service.token();
        for (seconds, expected) in [(0, 200), (59, 200), (60, 401)] {
            service.clock.set(NOW + seconds);
            // Twice, because a cached token takes another path.
            for _ in 0..2 {
                assert_eq!(
                    service.status(&before).await,
                    expected,
                    "{old:?}, {seconds}"
                );
                assert_eq!(service.status(&after).await, 200, "{new:?}, {seconds}");
            }
        }
    }
}

fn random(id: Option<&str>) -> Key {
    let key = Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
    match id {
        Some(id) => key.with_id(id),
        None => key,
    }
}

#[tokio::test]
async fn a_key_without_a_name_verifies_beside_any_number_of_named_ones() {
    let service = serve(with_secret(Some("a")));
    let keys = service.auth.keys();
    for id in ["b", "c", "d"] {
        keys.add(random(Some(id))).unwrap();
    }
    keys.rotate(random(None), NOW + 60).unwrap();
    let token = service.token();
    keys.rotate(random(Some("e")), NOW + 60).unwrap();
    assert_eq!(service.status(&token).await, 200);
    assert_eq!(service.status(&service.token()).await, 200);
}

#[test]
fn what_a_key_verified_is_forgotten_when_it_ends() {
    let service = serve(with_secret(Some("old")));
    let (auth, token) = (&service.auth, service.token());
    let old = auth.keys().signing_key().unwrap();
    auth.keys()
        .rotate(secret(Some("new"), OTHER_SECRET), NOW + 60)
        .unwrap();
    let claims = Arc::downgrade(&auth.verify(&token).unwrap());
    service.clock.set(NOW + 59);
    auth.verify(&service.token()).unwrap();
    assert!(claims.upgrade().is_some(), "it verifies still");
    service.clock.set(NOW + 60);
    auth.verify(&service.token()).unwrap();
    assert!(claims.upgrade().is_none());
    assert_eq!(Arc::strong_count(&old), 2, "here, and in the ring");
}

#[tokio::test]
async fn a_removed_key_verifies_nothing_any_more_not_even_what_was_seen_before() {
    let service = serve(with_secret(Some("old")));
    let before = service.token();
    assert_eq!(service.status(&before).await, 200);
    let keys = service.auth.keys();
    keys.rotate(secret(Some("new"), OTHER_SECRET), NOW + 60)
        .unwrap();
    assert_eq!(service.status(&before).await, 200);
    keys.remove("old").unwrap();
    assert_eq!(service.status(&before).await, 401);
    assert_eq!(service.status(&service.token()).await, 200);
}

#[tokio::test]
async fn a_removed_key_is_gone_from_memory_after_the_next_request() {
    let service = serve(with_secret(Some("old")));
    assert_eq!(service.status(&service.token()).await, 200);
    let keys = service.auth.keys();
    let old = Arc::downgrade(&keys.signing_key().unwrap());
    keys.rotate(secret(Some("new"), OTHER_SECRET), NOW + 60)
        .unwrap();
    keys.remove("old").unwrap();
    assert!(
        old.upgrade().is_some(),
        "the header and the token are remembered"
    );
    assert_eq!(service.status(&service.token()).await, 200);
    assert!(old.upgrade().is_none());
}

#[tokio::test]
async fn an_added_key_verifies_before_it_signs() {
    let (here, there) = (serve(with_secret(Some("a"))), serve(with_secret(Some("a"))));
    here.auth
        .keys()
        .add(secret(Some("b"), OTHER_SECRET))
        .unwrap();
    there
        .auth
        .keys()
        .add(secret(Some("b"), OTHER_SECRET))
        .unwrap();
    assert_eq!(there.status(&here.token()).await, 200);
    here.auth.keys().sign_with("b").unwrap();
    assert_eq!(there.status(&here.token()).await, 200);
    assert_eq!(here.status(&there.token()).await, 200);
}

#[tokio::test]
async fn a_key_of_another_algorithm_can_take_over() {
    let changes = [
        (Algorithm::RS256, Algorithm::ES256),
        (Algorithm::ES256, Algorithm::EdDSA),
        (Algorithm::EdDSA, Algorithm::Ed25519),
        (Algorithm::RS256, Algorithm::PS512),
        (Algorithm::ES256, Algorithm::ES512),
    ];
    let private = |algorithm| Secret::from(pem(key_of(algorithm), "private_pem"));
    for (old, new) in changes {
        let service = serve(Api {
            algorithm: Some(old),
            private_key: Some(private(old)),
            ..Api::default()
        });
        let before = service.token();
        let key = Key::private(new, &private(new)).unwrap().with_id("new");
        service.auth.keys().rotate(key, NOW + 60).unwrap();
        let after = service.token();
        for (seconds, expected) in [(0, 200), (59, 200), (60, 401)] {
            service.clock.set(NOW + seconds);
            for _ in 0..2 {
                let case = format!("{old} to {new}, {seconds}");
                assert_eq!(service.status(&before).await, expected, "{case}");
                assert_eq!(service.status(&after).await, 200, "{case}");
            }
        }
        let published = service.auth.keys().public_set(NOW + 60);
        let published = serde_json::to_value(published).unwrap();
        assert_eq!(published["keys"].as_array().unwrap().len(), 1);
        assert_eq!(published["keys"][0]["alg"], new.name());
    }
}

/// What one could be taken for the other by whoever writes the header.
#[tokio::test]
async fn a_secret_and_a_key_pair_never_take_over_from_each_other() {
    let key_pair = serve(with_key_pair());
    let new = secret(Some("new"), OTHER_SECRET);
    let error = key_pair.auth.keys().rotate(new, NOW + 60).unwrap_err();
    assert!(error.to_string().contains("secrets and public keys"));
    assert_eq!(key_pair.status(&key_pair.token()).await, 200);
    let with_secret = serve(with_secret(None));
    let pem = Secret::from(pem("p256", "private_pem"));
    let new = Key::private(Algorithm::ES256, &pem).unwrap();
    assert!(with_secret.auth.keys().rotate(new, NOW + 60).is_err());
    assert_eq!(with_secret.status(&with_secret.token()).await, 200);
}

#[tokio::test]
async fn retired_keys_of_the_configuration_verify_until_their_time() {
    let old = serve(with_secret(None)).token();
    let now = serve(Api {
        secret: Some(OTHER_SECRET.into()),
        retired_keys: vec![RetiredKey::new(SECRET).until(NOW + 60)],
        ..Api::default()
    });
    assert_eq!(now.status(&old).await, 200);
    now.clock.set(NOW + 60);
    assert_eq!(now.status(&old).await, 401);

    let old = serve(with_key_pair()).token();
    for half in ["private_pem", "public_pem"] {
        let service = serve(Api {
            algorithm: Some(Algorithm::EdDSA),
            private_key: Some(pem("ed25519", "private_pem").into()),
            retired_keys: vec![RetiredKey::new(pem("p256", half)).algorithm(Algorithm::ES256)],
            ..Api::default()
        });
        assert_eq!(service.status(&old).await, 200, "{half}");
    }
}

#[test]
fn retired_keys_that_cannot_be_used_are_start_up_errors() {
    let problem = |key: RetiredKey| {
        let config = Api {
            retired_keys: vec![key],
            ..with_secret(None)
        };
        Auth::builder(config).build().unwrap_err().to_string()
    };
    for (key, expected) in [
        (RetiredKey::new("too short"), "found 9 bytes"),
        (
            RetiredKey::new(pem("p256", "public_pem")).algorithm(Algorithm::ES256),
            "found secrets and public keys in one ring",
        ),
        (
            RetiredKey::new(pem("p384", "public_pem")).algorithm(Algorithm::ES256),
            "a key on the curve P-384",
        ),
    ] {
        let shown = problem(key);
        assert!(
            shown.contains("`retired_keys` (field `retired_keys`)"),
            "{shown}"
        );
        assert!(shown.contains(expected), "{shown}");
    }
}

/// What rotates while clients log in and call.
#[derive(Clone, Copy, Debug)]
enum Rotating {
    Secrets,
    /// From one algorithm to another and back, each time under another name.
    KeyPairs,
}

impl Rotating {
    fn first(self) -> Api {
        match self {
            Self::Secrets => with_secret(Some("0")),
            Self::KeyPairs => with_key_pair(),
        }
    }

    fn key(self, number: usize) -> Key {
        let id = number.to_string();
        match self {
            Self::Secrets => random(Some(&id)),
            Self::KeyPairs => {
                let algorithm = [Algorithm::EdDSA, Algorithm::ES256][number % 2];
                let text = pem(key_of(algorithm), "private_pem");
                Key::private(algorithm, &text.into()).unwrap().with_id(id)
            }
        }
    }
}

/// Clients log in and call on several threads while keys of their own rotate under them, and old ones end and go. What is
/// called with was signed by one of the last two keys.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_is_lost_while_keys_rotate_retire_and_go() {
    for rotating in [Rotating::Secrets, Rotating::KeyPairs] {
        let service = Arc::new(serve(rotating.first()));
        let done = Arc::new(AtomicBool::new(false));
        // Held by each call, so that no key goes that has just signed.
        let calls = Arc::new(tokio::sync::RwLock::new(()));
        let clients: Vec<_> = (0..4)
            .map(|_| {
                let (service, done, calls) =
                    (Arc::clone(&service), Arc::clone(&done), Arc::clone(&calls));
                tokio::spawn(async move {
                    let mut count = 0;
                    while !done.load(Ordering::Relaxed) || count < 20 {
                        let _call = calls.read().await;
                        let token = service.token();
                        for _ in 0..3 {
                            assert_eq!(service.status(&token).await, 200, "{rotating:?}");
                            tokio::task::yield_now().await;
                        }
                        count += 1;
                    }
                })
            })
            .collect();
        let keys = service.auth.keys();
        let mut before: Option<(Arc<Key>, String)> = None;
        for number in 1..=50 {
            let (signing, token) = (keys.signing_key().unwrap(), service.token());
            // Without anybody waiting: this is what happens under the clients.
            keys.rotate(rotating.key(number), NOW + 60).unwrap();
            tokio::task::yield_now().await;
            assert_eq!(service.status(&token).await, 200, "{rotating:?}");
            if let Some((old, its_token)) = before.replace((signing, token)) {
                let _nobody_calls = calls.write().await;
                let id = old.id().unwrap();
                if number % 2 == 0 {
                    keys.retire(id, NOW).unwrap();
                } else {
                    keys.remove(id).unwrap();
                }
                assert_eq!(service.status(&its_token).await, 401, "{rotating:?}");
            }
        }
        done.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }
    }
}
