//! Subjects that are numbers, or absent.

use jwt_guard::config::SubjectFormat;

use super::*;
use crate::fixtures::app::{get_as, get_with, send};

#[tokio::test]
async fn subjects_are_numbers_where_an_issuer_says_so() {
    let text = app(gotrue());
    let integer = app(gotrue().subject_format(SubjectFormat::Integer));
    for (subject, of_text, of_integer) in [
        (json!("4"), Some("4"), None),
        (json!(4), None, Some("4")),
        (json!(-4), None, Some("-4")),
        (json!(4.5), None, None),
        (json!(u64::MAX), None, None),
        (json!(null), None, None),
        (json!(""), None, None),
    ] {
        let token = theirs(&json!({ "sub": subject }));
        for (app, expected) in [(&text, of_text), (&integer, of_integer)] {
            let answer = send(app, get_with("/claims", &token)).await;
            let found = (answer.status == 200).then(|| answer.json()["sub"].clone());
            assert_eq!(found, expected.map(Value::from), "{subject}");
        }
    }
    for app in [&text, &integer] {
        let (status, body) = get_as(app, "/claims", Some(&theirs_without("sub"))).await;
        assert_eq!((status, body.contains("no subject")), (401, true), "{body}");
    }
    // Those of this service follow the configuration.
    assert_eq!(
        get_as(&integer, "/claims", Some(&ours(&json!({})))).await.0,
        200
    );
}
