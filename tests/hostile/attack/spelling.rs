//! Other spellings of the same bytes: padding, blanks, unused bits, another alphabet (RFC 7515 §2, RFC 4648 §3.5).

use base64_simd::{STANDARD_NO_PAD, URL_SAFE};

use crate::case::{Case, Cases};
use crate::forge::{Forge, Parts, decode, encode, usual_claims};
use crate::object::string;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("signature");
    spellings(forge, &mut cases);
    standard_alphabet(forge, &mut cases);
    cases.into_vec()
}

fn spellings(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual().clone();
    let other = |signature: String| {
        Parts {
            signature,
            ..usual.clone()
        }
        .token()
    };
    let s = &*usual.signature;
    let right = decode(s);
    cases.refuse(
        "hex",
        other(right.iter().map(|byte| format!("{byte:02x}")).collect()),
        "hexadecimal is not base64url",
    );
    cases.refuse("encoded-twice", other(encode(s)), "base64url of base64url");
    for (name, padding) in [
        ("one", "="),
        ("two", "=="),
        ("three", "==="),
        ("percent", "%3D"),
        ("dots", "~~"),
    ] {
        let why = "base64url in a JWS has no padding (RFC 7515 §2)";
        cases.refuse(
            format!("padded-{name}"),
            other(format!("{s}{padding}")),
            why,
        );
        for (place, token) in [
            (
                "header",
                forge.of_segments(&format!("{}{padding}", usual.header), &usual.payload),
            ),
            (
                "payload",
                forge.of_segments(&usual.header, &format!("{}{padding}", usual.payload)),
            ),
        ] {
            cases.refuse(format!("padded-{name}-{place}"), token, why);
        }
    }
    if !s.len().is_multiple_of(4) {
        cases.refuse(
            "padded-as-it-should-be",
            other(URL_SAFE.encode_to_string(&right)),
            "no padding, however right",
        );
    }
    for (name, text) in INNER {
        let at = s.len() / 2;
        let token = other(format!("{}{text}{}", &s[..at], &s[at..]));
        cases.refuse(
            format!("inner-{name}"),
            token,
            "only the characters of base64url are in a signature",
        );
    }
    cases.refuse(
        "inner-replaced",
        other(format!("?{}", &s[1..])),
        "a character that no base64 has",
    );
    for (name, rest) in [("one", "A"), ("five", "AAAAA")] {
        let at = s.len() - s.len() % 4;
        let token = other(format!("{}{rest}", &s[..at]));
        cases.refuse(
            format!("one-character-more-than-bytes-{name}"),
            token,
            "no byte sequence has this length",
        );
    }
    for (bits, dirty) in tails(s) {
        cases.refuse(
            format!("noncanonical-tail-{bits}"),
            other(dirty),
            "unused bits are zero: a token has one spelling",
        );
    }
    for excess in 0..3 {
        let (header, claims) = (forge.header().text(), usual_claims().text());
        let blanks = " ".repeat(excess);
        for (bits, dirty) in tails(&encode(header + &blanks)) {
            let token = forge.of_segments(&dirty, &usual.payload);
            cases.refuse(
                format!("dirty-tail-header-{excess}-{bits}"),
                token,
                "unused bits are zero",
            );
        }
        for (bits, dirty) in tails(&encode(claims + &blanks)) {
            let token = forge.of_segments(&usual.header, &dirty);
            cases.refuse(
                format!("dirty-tail-payload-{excess}-{bits}"),
                token,
                "unused bits are zero",
            );
        }
    }
}

/// The segment in the alphabet of RFC 4648 §4, for each segment that differs in it.
fn standard_alphabet(forge: &Forge, cases: &mut Cases) {
    let why = "`+` and `/` are of another alphabet";
    let standard = |segment: &str| STANDARD_NO_PAD.encode_to_string(decode(segment));
    let differs = |segment: &str| segment.contains(['-', '_']);
    // The signature is as random as it looks: some token has one that differs.
    let token = (0..)
        .map(|id| forge.of_claims(&usual_claims().with("jti", string(&id.to_string()))))
        .find(|token| differs(&token[token.rfind('.').unwrap()..]))
        .unwrap();
    let (input, signature) = token.rsplit_once('.').unwrap();
    cases.refuse(
        "std-alphabet",
        format!("{input}.{}", standard(signature)),
        why,
    );
    // `?` and `~` at these places make `_` and `-` of base64url.
    let odd = string("???>>>~~~???>>>~~~");
    let header = encode(forge.header().with("x", &*odd).text());
    let payload = encode(usual_claims().with("x", odd).text());
    assert!(differs(&header) && differs(&payload));
    cases.refuse(
        "std-alphabet-header",
        forge.of_segments(&standard(&header), &payload),
        why,
    );
    cases.refuse(
        "std-alphabet-payload",
        forge.of_segments(&header, &standard(&payload)),
        why,
    );
}

const INNER: [(&str, &str); 16] = [
    ("space", " "),
    ("tab", "\t"),
    ("newline", "\n"),
    ("carriage-return", "\r"),
    ("crlf", "\r\n"),
    ("nul", "\0"),
    ("equals", "="),
    ("double-equals", "=="),
    ("plus", "+"),
    ("slash", "/"),
    ("tilde", "~"),
    ("question-mark", "?"),
    ("quote", "\""),
    ("brace", "{"),
    ("zero-width-space", "\u{200b}"),
    ("fullwidth-letter", "\u{ff21}"),
];

/// The other spellings of a segment: those in which unused bits of the last character are set.
fn tails(segment: &str) -> Vec<(usize, String)> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let unused = match segment.len() % 4 {
        2 => 15,
        3 => 3,
        _ => 0,
    };
    let (rest, last) = segment.split_at(segment.len() - 1);
    let value = ALPHABET.find(last).expect("it is base64url");
    (1..=unused)
        .map(|bits| {
            (
                bits,
                format!("{rest}{}", &ALPHABET[value ^ bits..=value ^ bits]),
            )
        })
        .collect()
}
