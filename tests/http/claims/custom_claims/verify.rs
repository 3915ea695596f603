//! Validation of claims: `verify = is_known_plan`.

use super::*;

#[tokio::test]
async fn a_value_that_verify_refuses_is_401_and_the_error_names_the_claim_alone() {
    let answer = get_as(
        &app(&auth()),
        "/",
        Some(&token_with(json!({ "plan": "golden" }))),
    )
    .await;
    assert_eq!(answer.0, 401);
    assert!(answer.1.contains("invalid_token"), "{}", answer.1);
    let refused = refusal(json!({ "plan": "golden" })).unwrap();
    assert_eq!(refused, TokenError::Claim("plan"));
    let shown = format!("{refused} {refused:?}");
    assert!(
        shown.contains("`plan`") && !shown.contains("golden"),
        "{shown}"
    );
    assert_eq!(
        refusal(json!({ "level": 6 })),
        Some(TokenError::Claim("level"))
    );
}

#[tokio::test]
async fn a_client_learns_the_name_of_a_claim_with_full_detail_alone_and_its_value_never() {
    #[derive(AuthConfig)]
    #[auth(audience = "api", issuer = "https://api.example.com", claims = Membership, required_claims = ["device"])]
    struct Service {
        secret: Secret,
        error_detail: Option<String>,
    }
    let service = |detail: Option<&str>| {
        let secret = SECRET.into();
        let error_detail = detail.map(str::to_owned);
        let auth = Auth::builder(Service {
            secret,
            error_detail,
        });
        let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
        GuardedRouter::new()
            .route("/", get(membership))
            .with_state(auth)
    };
    let (terse, full) = (service(None), service(Some("full")));
    let unread = json!({"plan": ["golden"], "device": 1});
    let refused = json!({"plan": "golden", "device": 1});
    for (members, says) in [
        (
            json!({}),
            "the token lacks the claim `device`, which is required",
        ),
        (
            unread,
            "the token's claim `plan` has a value that cannot be read",
        ),
        (
            refused,
            "the token's claim `plan` has a value that is refused",
        ),
    ] {
        let token = token_with(members);
        let described = |answer: &Answer| {
            assert_eq!(answer.status, 401);
            assert!(!answer.body.contains("golden"), "{}", answer.body);
            let challenge = answer.challenge().unwrap();
            let description = answer.json()["error_description"].clone();
            format!("{} {challenge}", description.as_str().unwrap())
        };
        let answer = described(&send(&full, get_with("/", &token)).await);
        assert_eq!(answer.matches(says).count(), 2, "{answer}");
        let answer = described(&send(&terse, get_with("/", &token)).await);
        for name in ["device", "plan"] {
            assert!(!answer.contains(name), "{answer}");
        }
    }
}

#[test]
fn verify_may_answer_with_a_result_and_is_not_asked_about_an_absent_option() {
    assert_eq!(
        refusal(json!({ "team": "" })),
        Some(TokenError::Claim("team"))
    );
    assert_eq!(refusal(json!({ "team": "red" })), None);
    assert_eq!(refusal(json!({})), None);
    assert_eq!(refusal(json!({ "team": null })), None, "null is no team");
}

/// Each of these tokens has a plan that is refused, and something else wrong that is found before or after it.
#[tokio::test]
async fn verify_comes_after_the_registered_claims_and_before_scopes() {
    for (name, value, expected) in [
        ("exp", json!(NOW - 900), TokenError::Expired),
        ("nbf", json!(NOW + 900), TokenError::NotYetValid),
        ("iss", json!("https://else.example.com"), TokenError::Issuer),
        ("aud", json!("other"), TokenError::Audience),
        ("sub", json!(""), TokenError::Subject),
        ("cnf", json!({"jkt": "x"}), TokenError::SenderConstrained),
    ] {
        assert_eq!(
            refusal(json!({ "plan": "golden", name: value })),
            Some(expected),
            "{name}"
        );
    }
    let other = TokenType::from_static("invitation+jwt");
    let token = token_with(json!({ "plan": "golden" }));
    assert_eq!(
        auth().verify_as(&other, &token).err(),
        Some(TokenError::Type)
    );
    let answer = get_as(&app(&auth()), "/admin", Some(&token)).await;
    assert_eq!(answer.0, 401, "not 403: scopes come later");
}

#[tokio::test]
async fn verify_runs_once_for_each_token() {
    let (auth, token) = (auth(), token_with(json!({})));
    let app = app(&auth);
    let before = PLANS_LOOKED_AT.get();
    for _ in 0..3 {
        assert_eq!(get_as(&app, "/", Some(&token)).await.0, 200);
    }
    assert_eq!(PLANS_LOOKED_AT.get() - before, 1);
    let refused = token_with(json!({ "plan": "golden" }));
    for _ in 0..2 {
        assert_eq!(get_as(&app, "/", Some(&refused)).await.0, 401);
    }
}

#[test]
fn what_verify_would_refuse_is_not_minted() {
    let refused = |claims| match auth().mint("1").claims(claims).token() {
        Err(MintError::Claim(name)) => Some(name),
        _ => None,
    };
    let plan = "golden".into();
    assert_eq!(refused(Membership { plan, ..basic() }), Some("plan"));
    assert_eq!(
        refused(Membership {
            level: 6,
            ..basic()
        }),
        Some("level")
    );
    assert_eq!(refused(basic()), None);
    let plan = "golden".into();
    let error = auth()
        .mint("1")
        .claims(Membership { plan, ..basic() })
        .token();
    let shown = error.unwrap_err().to_string();
    assert!(
        shown.contains("`plan`") && !shown.contains("golden"),
        "{shown}"
    );
}
