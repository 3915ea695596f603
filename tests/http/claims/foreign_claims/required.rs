//! Claims that the tokens of one issuer must have.

use super::*;
use crate::fixtures::app::get_as;

#[tokio::test]
async fn an_issuer_may_be_held_to_claims_of_its_own() {
    let app = app(gotrue().required_claims(["iat", "jti", "client_id"]));
    let all = json!({"jti": "a", "client_id": "web"});
    assert_eq!(get_as(&app, "/claims", Some(&theirs(&all))).await.0, 200);
    for (change, name) in [
        (json!({"client_id": "web"}), "jti"),
        (json!({"jti": "", "client_id": "web"}), "jti"),
        (json!({"jti": "a"}), "client_id"),
    ] {
        let (status, body) = get_as(&app, "/claims", Some(&theirs(&change))).await;
        assert_eq!(status, 401, "{change}");
        assert!(
            body.contains(&format!("lacks the claim `{name}`")),
            "{body}"
        );
    }
    assert_eq!(
        get_as(&app, "/claims", Some(&ours(&json!({})))).await.0,
        200
    );
}
