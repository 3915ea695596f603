//! Configuration options, by their effect.

use std::collections::BTreeMap;

use super::*;

/// A service with these settings beside the preset, and `/protected`, which returns the subject.
macro_rules! service {
    ($($setting:tt)*) => {{
        #[derive(AuthConfig)]
        #[auth(preset = "flask-jwt-extended", users = Users, session_owner = "shop", $($setting)*)]
        struct App {
            secret: Secret,
        }

        let secret = SECRET.into();
        let auth = Auth::builder(App { secret }).users(Users);
        let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
        let auth = auth.build().unwrap();
        let app = GuardedRouter::new().route("/protected", get(subject).post(subject));
        Client::of(app.merge(auth.endpoints()).with_state(auth))
    }};
}

#[protected]
async fn subject(claims: Claims) -> Json<Value> {
    Json(claims.subject().into())
}

/// The claims of an access and of a refresh token.
async fn minted(client: &Client) -> [Value; 2] {
    let tokens = client.log_in("/login", "test", "test").await;
    ["access_token", "refresh_token"].map(|name| claims_of(&tokens.text_of(name)))
}

/// The response to a token of the original with some claims changed.
async fn judged(client: &Client, change: Value) -> (u16, Value) {
    let token = signed(&changed(&original(), &change));
    client.get("/protected", &bearer(&token)).await.seen()
}

fn accepted() -> (u16, Value) {
    (200, json!("test"))
}

/// `JWT_ACCESS_TOKEN_EXPIRES`, `JWT_REFRESH_TOKEN_EXPIRES`
#[tokio::test]
async fn expiry() {
    let client = service!(access_ttl = "1h", refresh_ttl = "90d");
    let [access, refresh] = minted(&client).await;
    assert_eq!(access["exp"], NOW + 60 * MINUTE);
    assert_eq!(refresh["exp"], NOW + 90 * 24 * 60 * MINUTE);
    // `False` there.
    let client = service!(access_ttl = "dangerously-never");
    let [access, _] = minted(&client).await;
    assert_eq!(access["exp"], Value::Null);
    assert_eq!(judged(&client, json!({"exp": null})).await, accepted());
}

/// `JWT_DECODE_LEEWAY`
#[tokio::test]
async fn decode_leeway() {
    for (client, past, ahead) in [
        (
            service!(),
            (401, msg("Token has expired")),
            "The token is not yet valid (nbf)",
        ),
        (service!(leeway = "30s"), accepted(), ""),
    ] {
        assert_eq!(judged(&client, json!({"exp": NOW - 20})).await, past);
        let ahead = match ahead {
            "" => accepted(),
            text => (422, msg(text)),
        };
        assert_eq!(judged(&client, json!({"nbf": NOW + 20})).await, ahead);
    }
    let client = service!();
    assert_eq!(judged(&client, json!({"exp": NOW})).await.0, 401);
}

/// `JWT_ENCODE_ISSUER`, `JWT_DECODE_ISSUER`
#[tokio::test]
async fn issuer() {
    let client = service!(issuer = "https://shop.example");
    let [access, _] = minted(&client).await;
    assert_eq!(access["iss"], "https://shop.example");
    let right = json!({"iss": "https://shop.example"});
    assert_eq!(judged(&client, right).await, accepted());
    let wrong = json!({"iss": "https://evil.example"});
    assert_eq!(judged(&client, wrong).await, (422, msg("Invalid issuer")));
}

/// `JWT_ENCODE_AUDIENCE`, `JWT_DECODE_AUDIENCE`
#[tokio::test]
async fn audience() {
    let client = service!(audience = ["shop", "office"]);
    let [access, _] = minted(&client).await;
    assert_eq!(access["aud"], json!(["shop", "office"]));
    for aud in [json!("shop"), json!(["other", "office"])] {
        assert_eq!(judged(&client, json!({"aud": aud})).await, accepted());
    }
    let wrong = (422, msg("Audience doesn't match"));
    assert_eq!(judged(&client, json!({"aud": "other"})).await, wrong);
}

/// `JWT_ENCODE_NBF`
#[tokio::test]
async fn encode_nbf() {
    let [access, _] = minted(&service!(not_before = "off")).await;
    assert_eq!(access["nbf"], Value::Null);
}

/// `JWT_ERROR_MESSAGE_KEY`
#[tokio::test]
async fn error_message_key() {
    let client = service!(error_message_key = "message");
    let reply = client.get("/protected", "").await;
    assert_eq!(
        reply.seen(),
        (401, json!({"message": "Missing Authorization Header"}))
    );
}

/// `JWT_IDENTITY_CLAIM`
#[tokio::test]
async fn identity_claim() {
    let client = service!(subject_claim = "identity");
    let [access, refresh] = minted(&client).await;
    for claims in [access, refresh] {
        assert_eq!(
            (&claims["identity"], &claims["sub"]),
            (&json!("test"), &Value::Null)
        );
    }
    assert_eq!(
        judged(&client, json!({"sub": null, "identity": "test"})).await,
        accepted()
    );
}

/// `JWT_VERIFY_SUB`
#[tokio::test]
async fn verify_sub() {
    let client = service!();
    let refused = (422, msg("Subject must be a string"));
    assert_eq!(judged(&client, json!({"sub": 7})).await, refused);
    // `False` there, for tokens with a number.
    let client = service!(subject_format = "integer");
    assert_eq!(judged(&client, json!({"sub": 7})).await, (200, json!("7")));
}

/// `JWT_HEADER_NAME`, `JWT_HEADER_TYPE`
#[tokio::test]
async fn header_options() {
    let token = signed(&original());
    let client = service!(header_name = "X-Token", header_prefixes = ["Token"]);
    let value = format!("Token {token}");
    let headers = [("x-token", &*value)];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.status, 200);
    let reply = client.get("/protected", &bearer(&token)).await;
    assert_eq!(reply.status, 401);
    // Names of headers have no case.
    let text = reply.text_of("msg").to_lowercase();
    assert_eq!(text, "missing x-token header");
    // An empty string there.
    let client = service!(header_name = "X-Token", header_prefixes = []);
    let headers = [("x-token", &*token)];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.status, 200);
}

/// `JWT_QUERY_STRING_NAME`, `JWT_QUERY_STRING_VALUE_PREFIX`
#[tokio::test]
async fn query_string_options() {
    let token = signed(&original());
    let client = service!(
        token_from(query),
        query_name = "token",
        query_prefix = "Bearer "
    );
    let path = format!("/protected?token=Bearer%20{token}");
    assert_eq!(client.get(&path, "").await.status, 200);
    let reply = client.get("/protected", "").await;
    assert_eq!(reply.seen(), (401, msg("Missing 'token' query paramater")));
    let reply = client.get(&format!("/protected?token={token}"), "").await;
    assert!([400, 422].contains(&reply.status), "{}", reply.text);
}

/// `JWT_JSON_KEY`, `JWT_REFRESH_JSON_KEY`
#[tokio::test]
async fn json_options() {
    let client = service!(
        token_from(json),
        json_key = "access",
        json_refresh_key = "refresh"
    );
    let tokens = client.log_in("/login", "test", "test").await;
    let body = json!({"access": tokens.text_of("access_token")});
    assert_eq!(client.post_json("/protected", &body).await.status, 200);
    let body = json!({"refresh": tokens.text_of("refresh_token")});
    assert_eq!(client.post_json("/refresh", &body).await.status, 200);
    let reply = client.post_json("/protected", &json!({})).await;
    assert_eq!(
        reply.seen(),
        (401, msg("Missing \"access\" key in json data."))
    );
    let reply = client.post_json("/refresh", &json!({})).await;
    assert_eq!(
        reply.seen(),
        (401, msg("Missing \"refresh\" key in json data."))
    );
    let reply = client.post("/protected", "").await;
    let text = "Invalid content-type. Must be application/json.";
    assert_eq!(reply.seen(), (401, msg(text)));
}

/// The statuses and texts of the reference
#[tokio::test]
async fn refusals() {
    let client = service!();
    let header = "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'";
    let scheme =
        "Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'";
    let token = signed(&original());
    let expected = BTreeMap::from([
        (String::new(), (401, "Missing Authorization Header")),
        ("Token x".into(), (401, scheme)),
        ("Bearer".into(), (422, header)),
        ("Bearer a b".into(), (422, header)),
        ("Bearer a".into(), (422, "Not enough segments")),
        (
            format!("Bearer {token}A"),
            (422, "Signature verification failed"),
        ),
        (with(json!({"exp": NOW - 1})), (401, "Token has expired")),
        (
            with(json!({"exp": "soon"})),
            (422, "Expiration Time claim (exp) must be an integer."),
        ),
        (
            with(json!({"nbf": NOW + 9})),
            (422, "The token is not yet valid (nbf)"),
        ),
        (
            with(json!({"iat": NOW + 9})),
            (422, "The token is not yet valid (iat)"),
        ),
        (with(json!({"sub": null})), (422, "Missing claim: sub")),
        (with(json!({"sub": 7})), (422, "Subject must be a string")),
        (
            with(json!({"type": "refresh"})),
            (422, "Only non-refresh tokens are allowed"),
        ),
    ]);
    for (authorization, (status, text)) in expected {
        let reply = client.get("/protected", &authorization).await;
        assert_eq!(reply.seen(), (status, msg(text)), "{authorization}");
        assert!(!reply.headers.contains_key("www-authenticate"));
    }
}

fn with(change: Value) -> String {
    bearer(&signed(&changed(&original(), &change)))
}

/// Tokens cross: one of the original is accepted, and one of ours has all that the original requires
#[tokio::test]
async fn access_tokens_cross() {
    let client = service!();
    assert_eq!(judged(&client, json!({})).await, accepted());
    let [access, _] = minted(&client).await;
    assert_eq!(names(&access), names(&original()));
}

/// What is accepted there, and not here
#[tokio::test]
async fn deviations() {
    let client = service!();
    for (change, status, text) in [
        (json!({"exp": null}), 401, "Token has expired"),
        (json!({"aud": "other"}), 422, "Audience doesn't match"),
        (
            json!({"type": "app"}),
            422,
            "Only non-refresh tokens are allowed",
        ),
        (
            json!({"type": null}),
            422,
            "Only non-refresh tokens are allowed",
        ),
    ] {
        assert_eq!(
            judged(&client, change.clone()).await,
            (status, msg(text)),
            "{change}"
        );
    }
    // Accepted here, and not there: a `jti` of another type counts as absent.
    assert_eq!(judged(&client, json!({"jti": 7})).await, accepted());
    // Accepted here, and not there: the scheme is compared without regard to case (RFC 9110 §11.1).
    let reply = client
        .get("/protected", &format!("bearer {}", signed(&original())))
        .await;
    assert_eq!(reply.seen(), accepted());
}

#[protected(fresh)]
async fn fresh() {}

/// Errors of the server there, with status 500
#[tokio::test]
async fn errors_of_the_server() {
    #[derive(AuthConfig)]
    #[auth(preset = "flask-jwt-extended", token_from(header, json))]
    struct App {
        secret: Secret,
    }
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).clock(FrozenClock::at(NOW));
    let app = GuardedRouter::new()
        .route("/fresh", get(fresh))
        .route("/protected", post(subject))
        .with_state(auth.build().unwrap());
    let client = Client::of(app);
    let reply = client.get("/fresh", &with(json!({"fresh": "yes"}))).await;
    assert_eq!(reply.seen(), (401, msg("Fresh token required")));
    assert_eq!(client.post("/protected", "Bearer ,,0").await.status, 422);
    for body in [json!([]), json!("text")] {
        let status = client.post_json("/protected", &body).await.status;
        assert!((400..500).contains(&status), "{body}");
    }
}
