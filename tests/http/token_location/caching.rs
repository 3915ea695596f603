//! `Cache-Control` and `Vary` of responses whose token was not in `Authorization`.

use super::*;

#[protected]
async fn cached() -> [(&'static str, &'static str); 1] {
    [("cache-control", "max-age=60, Private")]
}

#[protected]
async fn cached_for_all() -> [(&'static str, &'static str); 1] {
    [("cache-control", "public, max-age=60")]
}

#[tokio::test]
async fn a_handler_may_let_browsers_keep_an_answer_but_no_shared_cache() {
    let auth = Places::from("query").auth();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/", get(cached))
        .route("/all", get(cached_for_all))
        .with_state(auth);
    for (path, expected) in [("/", "max-age=60, Private"), ("/all", "no-store")] {
        let answer = send(&app, get_request(&format!("{path}?access_token={token}"))).await;
        assert_eq!(answer.header(CACHE_CONTROL), Some(expected));
    }
}

#[protected]
async fn cached_by(Path((name, value)): Path<(String, String)>) -> [(String, String); 2] {
    [
        (name, value),
        ("cache-control".into(), "private, max-age=60".into()),
    ]
}

#[tokio::test]
async fn a_handler_lets_no_cache_that_follows_a_header_of_its_own_keep_an_answer() {
    let auth = Places::from("query, header").auth();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/{name}/{value}", get(cached_by))
        .with_state(auth);
    for name in ["cdn-cache-control", "surrogate-control"] {
        for (value, is_kept) in [
            ("max-age=60", false),
            ("public", false),
            ("no-store", true),
            ("max-age=60,%20private", true),
        ] {
            let path = format!("/{name}/{value}");
            let request = get_request(&format!("{path}?access_token={token}"));
            let answer = send(&app, request).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.headers.contains_key(name), is_kept, "{path}");
            assert_eq!(answer.header(CACHE_CONTROL), Some("private, max-age=60"));
            // What a cache makes of `Authorization`, it knows by itself.
            let answer = send(&app, get_with(&path, &token)).await;
            assert!(answer.headers.contains_key(name), "{path}");
        }
    }
}
