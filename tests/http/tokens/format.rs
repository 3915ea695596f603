//! The format of a token: segments, base64url, JSON, and the types of claims (r01 to r13).

use super::*;

#[tokio::test]
async fn r01_only_three_segments_are_a_token() {
    let token = token(&[]);
    let (rest, _) = token.rsplit_once('.').unwrap();
    for other in [
        rest.to_owned(),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.x.y"),
        "..".into(),
        ".".into(),
    ] {
        assert!(!accepted(&other).await, "{other}");
    }
}

#[tokio::test]
async fn r02_r03_base64url_has_one_spelling_without_padding() {
    let token = token(&[]);
    let segments: Vec<_> = token.split('.').collect();
    for changed in 0..3 {
        let mut padded = segments.clone();
        let with_padding = format!("{}=", segments[changed]);
        padded[changed] = &with_padding;
        assert!(!accepted(&padded.join(".")).await);
    }
    // A signature of 32 bytes ends in a character of which two bits are unused.
    let last = token.chars().last().unwrap();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = alphabet.find(last).unwrap();
    for bit in [1, 2] {
        let respelled = format!(
            "{}{}",
            &token[..token.len() - 1],
            &alphabet[at ^ bit..=at ^ bit]
        );
        assert!(!accepted(&respelled).await);
    }
}

#[tokio::test]
async fn r04_json_serialization_is_no_token() {
    let header = BASE64.encode_to_string(HEADER);
    let json = format!(r#"{{"protected":"{header}","payload":"e30","signature":"AA"}}"#);
    assert_eq!(status(&json).await, 400);
}

#[tokio::test]
async fn r05_header_and_claims_are_one_json_object_in_utf8() {
    for payload in [
        "",
        "null",
        "[]",
        "\"x\"",
        "1",
        "{",
        "{}x",
        "{}{}",
        "\u{feff}{}",
    ] {
        assert!(!accepted(&signed(HEADER, payload)).await, "{payload}");
        assert!(
            !accepted(&signed(payload, &claims().to_string())).await,
            "{payload}"
        );
    }
    let text = claims().to_string();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin1 = [
        text.as_bytes().strip_suffix(b"}").unwrap(),
        b",\"x\":\"\xe9\"}",
    ]
    .concat();
    for payload in [utf16, latin1] {
        assert!(!accepted(&signed_with(HEADER, &payload, hmac::HMAC_SHA256, SECRET)).await);
    }
}

#[tokio::test]
async fn r06_r07_duplicate_names_are_refused_in_header_and_claims() {
    for header in [
        r#"{"alg":"HS256","typ":"at+jwt","alg":"HS256"}"#,
        r#"{"alg":"HS256","typ":"at+jwt","x":1,"x":1}"#,
        r#"{"alg":"HS256","typ":"at+jwt","\u0061lg":"HS256"}"#,
    ] {
        assert!(
            !accepted(&signed(header, &claims().to_string())).await,
            "{header}"
        );
    }
    for member in [
        r#""sub":"2""#,
        r#""exp":1900000000"#,
        r#""plan":"x""#,
        r#""x":1,"x":1"#,
        r#""x":{"y":1,"y":1}"#,
    ] {
        assert!(!accepted(&with_raw(member)).await, "{member}");
    }
}

#[tokio::test]
async fn r08_unknown_members_are_ignored() {
    let header = r#"{"typ":"at+jwt","alg":"HS256","x":[1,{"y":null}]}"#;
    assert!(accepted(&signed(header, &claims().to_string())).await);
    assert!(accepted(&with_raw(r#""x":[1,{"y":null}],"z":"\ud83d\ude00""#)).await);
}

#[tokio::test]
async fn r09_length_depth_and_number_of_members_are_bounded() {
    assert!(accepted(&with("x", json!("x".repeat(5_000)))).await);
    assert!(!accepted(&with("x", json!("x".repeat(8_192)))).await);
    assert!(!accepted(&".".repeat(10_000)).await);
    let deep = |levels: usize| format!(r#""x":{}{}"#, "[".repeat(levels), "]".repeat(levels));
    assert!(accepted(&with_raw(&deep(31))).await);
    assert!(!accepted(&with_raw(&deep(32))).await);
    let wide: Vec<_> = (0..300).map(|i| format!(r#""{i}":0"#)).collect();
    assert!(!accepted(&with_raw(&wide.join(","))).await);
}

#[tokio::test]
async fn r10_dates_must_be_numbers() {
    for name in ["exp", "nbf", "iat"] {
        for value in [
            json!("1800000100"),
            json!(true),
            json!([NOW]),
            json!({}),
            json!(""),
        ] {
            assert!(
                !accepted(&with(name, value.clone())).await,
                "{name}: {value}"
            );
        }
        let null = signed(
            HEADER,
            &claims()
                .to_string()
                .replace(&format!("\"{name}\":"), &format!("\"{name}\":null,\"x\":")),
        );
        assert!(!accepted(&null).await, "{name}: null");
    }
    assert!(accepted(&with("exp", json!(NOW as f64 + 100.5))).await);
}

#[tokio::test]
async fn r11_iss_sub_and_jti_must_be_strings_and_aud_strings() {
    for name in ["iss", "sub", "jti"] {
        for value in [
            json!(1),
            json!(["https://api.example.com"]),
            json!({}),
            json!(true),
        ] {
            assert!(
                !accepted(&with(name, value.clone())).await,
                "{name}: {value}"
            );
        }
    }
    for value in [json!(1), json!({}), json!([["a"]]), json!([1])] {
        assert!(!accepted(&with("aud", value.clone())).await, "aud: {value}");
    }
}

#[tokio::test]
async fn r12_issuer_is_compared_byte_for_byte() {
    for issuer in [
        "https://api.example.com/",
        "https://API.example.com",
        "https://api.example.co",
        "https://api.example.com\0",
        " https://api.example.com",
        "",
    ] {
        assert!(!accepted(&with("iss", json!(issuer))).await, "{issuer:?}");
    }
    assert!(!accepted(&with("iss", Value::Null)).await);
}

#[tokio::test]
async fn r13_other_spellings_of_the_same_claims_are_accepted() {
    let payload = format!(
        "\n{{ \"\\u0073ub\" : \"\\u0031\",\t\"plan\":\"pro\", \"iss\":\"https:\\/\\/api.example.com\", \"exp\":{}e0, \"iat\":{NOW}.0, \"jti\":\"a\" }} ",
        NOW + 100
    );
    for header in [
        r#"{"alg":"HS256","typ":"at+jwt"}"#,
        "{ \"typ\":\"application\\/AT+JWT\",\n\"\\u0061lg\":\"HS256\"}",
    ] {
        assert!(accepted(&signed(header, &payload)).await, "{header}");
    }
}
