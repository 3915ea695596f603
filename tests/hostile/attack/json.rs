//! Texts that are not one JSON object in UTF-8, or that are too much of one (RFC 8259, RFC 7515 §5.2, RFC 8725 §3.7).

/// What is broken, the text, and why it is refused.
pub(super) type Broken = (String, Vec<u8>, &'static str);

/// Every way to break `object`, the text of an object that is right and not empty.
pub(super) fn broken(object: &str) -> Vec<Broken> {
    let mut texts = Vec::new();
    let mut add = |name: &str, text: Vec<u8>, why| texts.push((name.to_owned(), text, why));
    for (name, text) in not_one_object(object) {
        add(name, text.into_bytes(), "it is not exactly one object");
    }
    for (name, member) in NO_MEMBERS {
        add(
            name,
            with_member(object, member.as_bytes()),
            "it is not JSON",
        );
    }
    for (name, text) in other_encodings(object) {
        add(
            name,
            text,
            "JSON between systems is UTF-8 without a mark (RFC 8259 §8.1)",
        );
    }
    for (name, bytes) in NO_UTF8 {
        let member = [b"\"x\":\"", bytes, b"\""].concat();
        add(name, with_member(object, &member), "it is not UTF-8");
        let member = [b"\"", bytes, b"\":1"].concat();
        add(
            &format!("{name}-in-a-name"),
            with_member(object, &member),
            "it is not UTF-8",
        );
    }
    for (name, text) in LONE_SURROGATES {
        let why = "half a character is no text";
        add(
            name,
            with_member(object, format!("\"x\":\"{text}\"").as_bytes()),
            why,
        );
        add(
            &format!("{name}-in-a-name"),
            with_member(object, format!("\"{text}\":1").as_bytes()),
            why,
        );
        add(
            &format!("{name}-deep"),
            with_member(object, format!("\"x\":[{{\"y\":\"{text}\"}}]").as_bytes()),
            why,
        );
    }
    for (name, member) in DUPLICATES {
        add(
            name,
            with_member(object, member.as_bytes()),
            "a name stands once in an object, however it is spelled",
        );
    }
    for (name, member) in excesses() {
        add(
            &name,
            with_member(object, member.as_bytes()),
            "depth, members and numbers are bounded",
        );
    }
    texts
}

/// The object with one more member at its end, given as raw text.
pub(super) fn with_member(object: &str, member: &[u8]) -> Vec<u8> {
    let open = object.strip_suffix('}').expect("it is an object");
    [open.as_bytes(), b",", member, b"}"].concat()
}

fn not_one_object(object: &str) -> Vec<(&'static str, String)> {
    let inner = &object[1..object.len() - 1];
    let quoted = serde_json::to_string(object).unwrap();
    vec![
        ("empty", String::new()),
        ("blank", " ".into()),
        ("newline", "\n".into()),
        ("nul", "\0".into()),
        ("null", "null".into()),
        ("true", "true".into()),
        ("number", "1".into()),
        ("string", "\"x\"".into()),
        ("object-in-a-string", quoted),
        ("list", "[]".into()),
        ("object-in-a-list", format!("[{object}]")),
        ("two-objects-in-a-list", format!("[{object},{object}]")),
        ("empty-object", "{}".into()),
        ("open", object[..object.len() - 1].into()),
        ("cut-in-half", object[..object.len() / 2].into()),
        ("never-opened", object[1..].into()),
        ("without-braces", inner.into()),
        ("two-objects", format!("{object}{object}")),
        ("two-objects-spaced", format!("{object} {object}")),
        ("two-objects-on-lines", format!("{object}\n{object}")),
        ("two-objects-with-a-comma", format!("{object},{object}")),
        ("empty-object-first", format!("{{}}{object}")),
        ("empty-object-behind", format!("{object}{{}}")),
        ("trailing-comma", format!("{{{inner},}}")),
        ("leading-comma", format!("{{,{inner}}}")),
        ("trailing-text", format!("{object}x")),
        ("trailing-brace", format!("{object}}}")),
        ("trailing-nul", format!("{object}\0")),
        ("trailing-semicolon", format!("{object};")),
        ("leading-text", format!("x{object}")),
        ("leading-nul", format!("\0{object}")),
        ("leading-form-feed", format!("\x0c{object}")),
        ("leading-vertical-tab", format!("\x0b{object}")),
        ("leading-no-break-space", format!("\u{a0}{object}")),
        ("trailing-line-separator", format!("{object}\u{2028}")),
        ("xssi-prefix", format!(")]}}',\n{object}")),
        ("jsonp", format!("x({object})")),
        ("single-quotes", object.replace('"', "'")),
        ("semicolons", object.replace(',', ";")),
        ("equals", object.replace("\":", "\"=")),
        ("doubled-comma", object.replacen(',', ",,", 1)),
        ("no-comma", object.replacen(',', " ", 1)),
        ("no-colon", object.replacen(':', " ", 1)),
        ("form", "alg=none&sub=admin&exp=9999999999".into()),
        ("xml", "<claims><sub>admin</sub></claims>".into()),
        ("yaml", "sub: admin\nexp: 9999999999\n".into()),
        (
            "encoded-again",
            base64_simd::URL_SAFE_NO_PAD.encode_to_string(object),
        ),
    ]
}

const NO_MEMBERS: [(&str, &str); 31] = [
    ("nan", "\"x\":NaN"),
    ("infinity", "\"x\":Infinity"),
    ("negative-infinity", "\"x\":-Infinity"),
    ("undefined", "\"x\":undefined"),
    ("python-none", "\"x\":None"),
    ("python-true", "\"x\":True"),
    ("upper-case-null", "\"x\":NULL"),
    ("hexadecimal", "\"x\":0x10"),
    ("octal", "\"x\":010"),
    ("plus", "\"x\":+1"),
    ("leading-point", "\"x\":.5"),
    ("trailing-point", "\"x\":1."),
    ("no-exponent", "\"x\":1e"),
    ("minus-alone", "\"x\":-"),
    ("grouped-digits", "\"x\":1_000"),
    ("arabic-digits", "\"x\":\u{661}"),
    ("no-value", "\"x\":"),
    ("no-name", ":1"),
    ("name-alone", "\"x\""),
    ("number-as-a-name", "1:1"),
    ("null-as-a-name", "null:1"),
    ("unquoted-name", "x:1"),
    ("comment", "\"x\":1/* */"),
    ("line-comment", "\"x\":1//\n"),
    ("hash-comment", "\"x\":1#\n"),
    ("raw-newline", "\"x\":\"\n\""),
    ("raw-tab", "\"x\":\"\t\""),
    ("raw-nul", "\"x\":\"\0\""),
    ("unknown-escape", "\"x\":\"\\x41\""),
    ("short-escape", "\"x\":\"\\u12\""),
    ("open-string", "\"x\":\"y"),
];

fn other_encodings(object: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| object.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let utf32 = |bytes: fn(u32) -> [u8; 4]| {
        object
            .chars()
            .map(u32::from)
            .flat_map(bytes)
            .collect::<Vec<_>>()
    };
    let marked = |mark: &[u8], text: Vec<u8>| [mark, &text].concat();
    vec![
        ("utf8-bom", marked(b"\xef\xbb\xbf", object.into())),
        (
            "utf8-bom-behind",
            [object.as_bytes(), b"\xef\xbb\xbf"].concat(),
        ),
        ("utf16-le", utf16(u16::to_le_bytes)),
        ("utf16-be", utf16(u16::to_be_bytes)),
        ("utf16-le-bom", marked(b"\xff\xfe", utf16(u16::to_le_bytes))),
        ("utf16-be-bom", marked(b"\xfe\xff", utf16(u16::to_be_bytes))),
        ("utf32-le", utf32(u32::to_le_bytes)),
        ("utf32-be", utf32(u32::to_be_bytes)),
        (
            "utf32-le-bom",
            marked(b"\xff\xfe\0\0", utf32(u32::to_le_bytes)),
        ),
        (
            "utf32-be-bom",
            marked(b"\0\0\xfe\xff", utf32(u32::to_be_bytes)),
        ),
        ("utf7", format!("+AHs-{}", &object[1..]).into()),
        (
            "deflated",
            b"\xab\x56\x2a\x2e\x4d\x52\xb2\x52\x4a\x4c\xc9\xcd\xcc\x53\xaa\x05\x00".to_vec(),
        ),
        (
            "gzipped",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\x56\x2a\x2e\x4d\x52\xb2\x52\x02\0".to_vec(),
        ),
        ("cbor", b"\xa1\x63sub\x65admin".to_vec()),
    ]
}

const NO_UTF8: [(&str, &[u8]); 13] = [
    ("latin-1", b"\xe9"),
    ("continuation-alone", b"\x80"),
    ("start-alone", b"\xc3"),
    ("cut-character", b"\xf0\x9f\x98"),
    ("overlong-slash", b"\xc0\xaf"),
    ("overlong-nul", b"\xc0\x80"),
    ("overlong-quote", b"\xe0\x80\xa2"),
    ("cesu-8", b"\xed\xa0\xbd\xed\xb8\x80"),
    ("surrogate-bytes-high", b"\xed\xa0\x80"),
    ("surrogate-bytes-low", b"\xed\xb0\x80"),
    ("beyond-unicode", b"\xf4\x90\x80\x80"),
    ("five-bytes", b"\xf8\x88\x80\x80\x80"),
    ("byte-ff", b"\xff"),
];

const LONE_SURROGATES: [(&str, &str); 7] = [
    ("surrogate-high", "\\ud800"),
    ("surrogate-low", "\\udc00"),
    ("surrogates-reversed", "\\ude00\\ud83d"),
    ("surrogate-high-twice", "\\ud83d\\ud83d"),
    ("surrogate-then-text", "\\ud83dx"),
    ("surrogate-then-escape", "\\ud83d\\u0041"),
    ("surrogate-cut", "\\ud83d\\ude0"),
];

const DUPLICATES: [(&str, &str); 11] = [
    ("dup-unknown", "\"x\":1,\"x\":1"),
    ("dup-unknown-other-value", "\"x\":1,\"x\":2"),
    ("dup-unknown-escaped", "\"x\":1,\"\\u0078\":1"),
    ("dup-unknown-escaped-both", "\"\\u0078\":1,\"\\u0078\":2"),
    ("dup-unknown-apart", "\"x\":1,\"y\":2,\"z\":3,\"x\":4"),
    ("dup-nested", "\"x\":{\"y\":1,\"y\":2}"),
    ("dup-nested-in-a-list", "\"x\":[1,{\"y\":1,\"y\":2}]"),
    ("dup-nested-deep", "\"x\":{\"x\":{\"x\":{\"y\":1,\"y\":2}}}"),
    ("dup-empty-name", "\"\":1,\"\":1"),
    ("dup-name-with-a-nul", "\"x\\u0000\":1,\"x\\u0000\":1"),
    ("dup-emoji-escaped", "\"\u{1f600}\":1,\"\\ud83d\\ude00\":1"),
];

fn excesses() -> Vec<(String, String)> {
    let mut members = Vec::new();
    for levels in [32, 33, 100, 500, 2_500] {
        members.push((
            format!("deep-lists-{levels}"),
            format!("\"x\":{}{}", "[".repeat(levels), "]".repeat(levels)),
        ));
    }
    for levels in [32, 100, 800] {
        members.push((
            format!("deep-objects-{levels}"),
            format!("\"x\":{}1{}", "{\"x\":".repeat(levels), "}".repeat(levels)),
        ));
        members.push((
            format!("deep-mixed-{levels}"),
            format!(
                "\"x\":{}1{}",
                "[{\"x\":".repeat(levels / 2),
                "}]".repeat(levels / 2)
            ),
        ));
    }
    for levels in [3_000, 5_000] {
        members.push((
            format!("deep-never-closed-{levels}"),
            format!("\"x\":{}", "[".repeat(levels)),
        ));
    }
    for count in [257, 300, 500] {
        let wide: Vec<_> = (0..count).map(|at| format!("\"m{at}\":0")).collect();
        members.push((format!("huge-members-{count}"), wide.join(",")));
        members.push((
            format!("huge-list-{count}"),
            format!("\"x\":[{}]", vec!["0"; count].join(",")),
        ));
        let objects = vec!["{\"y\":0}"; count / 2].join(",");
        members.push((
            format!("huge-list-of-objects-{count}"),
            format!("\"x\":[{objects},0,0]"),
        ));
    }
    members.push((
        "huge-list-of-lists".into(),
        format!("\"x\":[{}]", vec!["[]"; 1_500].join(",")),
    ));
    for (name, number) in [
        ("digits", "9".repeat(400)),
        ("many-digits", "9".repeat(4_000)),
        ("exponent", "1e309".into()),
        ("negative-exponent", "-1e400".into()),
        ("absurd-exponent", "1e999999999999999999".into()),
        ("zeros-and-exponent", format!("1{}e400", "0".repeat(200))),
    ] {
        members.push((format!("huge-number-{name}"), format!("\"x\":{number}")));
    }
    members
}
