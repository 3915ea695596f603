//! Key ids that would mean something else to a file system, a database, a shell or a log: here, no key has them.

use jwt_guard::Algorithm;

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, signed_by};
use crate::listener::LISTENER;
use crate::object::{escaped, string};
use crate::signer::Signer;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("kid");
    let why = "no key has this id; it is looked up and nothing else";
    for (name, kid) in texts() {
        let header = forge.header().with("kid", string(&kid)).text();
        cases.refuse(&*name, forge.of_header(header), why);
        // What the file, the query or the command would give, as far as a forger can know.
        for (content, secret) in [
            ("nothing", &b""[..]),
            ("a-newline", b"\n"),
            ("2", b"2\n"),
            ("itself", kid.as_bytes()),
        ] {
            if name.starts_with("unknown") {
                break;
            }
            let header = forge
                .header()
                .with("alg", string("HS256"))
                .with("kid", string(&kid))
                .text();
            let signer = Signer::hmac(Algorithm::HS256, secret);
            let token = signed_by(&signer, &encode(header), &forge.usual().payload);
            cases.refuse(format!("{name}-hmac-of-{content}"), token, why);
        }
    }
    for (name, value) in [
        ("null", "null".to_owned()),
        ("number", "1".into()),
        ("true", "true".into()),
        ("list", "[\"key-1\"]".into()),
        ("empty-list", "[]".into()),
        ("object", "{\"kid\":\"key-1\"}".into()),
        ("mongo", "{\"$ne\":null}".into()),
        ("mongo-regex", "{\"$regex\":\".*\"}".into()),
    ] {
        let header = forge.header().with("kid", value).text();
        cases.refuse(
            format!("type-{name}"),
            forge.of_header(header),
            "`kid` is a string (RFC 7515 §4.1.4)",
        );
    }
    let header = forge.header().with("kid", escaped("key-2")).text();
    cases.refuse("unknown-escaped", forge.of_header(header), why);
    cases.into_vec()
}

fn texts() -> Vec<(String, String)> {
    let listener = LISTENER.address();
    let mut texts: Vec<(String, String)> = [
        ("traversal", "../../../../../../dev/null"),
        ("traversal-windows", "..\\..\\..\\..\\Windows\\win.ini"),
        ("traversal-encoded", "..%2f..%2f..%2fdev%2fnull"),
        ("traversal-nul", "../../../../dev/null\0.pem"),
        ("file-null", "/dev/null"),
        ("file-random", "/proc/sys/kernel/randomize_va_space"),
        ("file-url", "file:///dev/null"),
        ("file-setting", "file:/dev/null"),
        ("sql-union", "x' UNION SELECT 'secret'-- "),
        ("sql-or", "' OR '1'='1"),
        ("sql-drop", "'; DROP TABLE keys;--"),
        ("command-pipe", "|whoami"),
        ("command-semicolon", "key-1; touch /tmp/owned"),
        ("command-substitution", "$(touch /tmp/owned)"),
        ("command-backticks", "`touch /tmp/owned`"),
        ("ldap", "*)(uid=*))(|(uid=*"),
        ("redis", "key-1\r\nSET owned 1\r\n"),
        ("template", "{{7*7}}"),
        ("format", "%s%s%s%n"),
        ("script", "<script>alert(1)</script>"),
        ("unknown-newline", "key-1\nINFO admin logged in"),
        ("unknown-crlf", "key-1\r\nSet-Cookie: a=b"),
        ("unknown-terminal-escape", "\x1b[2Jkey-1"),
        ("unknown-nul", "key-1\0"),
        ("unknown-empty", ""),
        ("unknown-space", " "),
        ("unknown-leading-space", " key-1"),
        ("unknown-trailing-space", "key-1 "),
        ("unknown-upper-case", "KEY-1"),
        ("unknown-prefix", "key-"),
        ("unknown-longer", "key-11"),
        ("unknown-other", "key-2"),
        ("unknown-star", "*"),
        ("unknown-two", "key-1,key-2"),
        ("unknown-quoted", "\"key-1\""),
        ("unknown-zero-width", "key-1\u{200b}"),
        ("unknown-fullwidth-digit", "key-\u{ff11}"),
        ("unknown-other-hyphen", "key\u{2010}1"),
        (
            "unknown-thumbprint",
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        ),
        ("unknown-prototype", "__proto__"),
    ]
    .map(|(name, kid)| (name.into(), kid.into()))
    .into();
    texts.push(("url".into(), format!("http://{listener}/key")));
    texts.push(("jndi".into(), format!("${{jndi:ldap://{listener}/a}}")));
    for length in [256, 257, 1_000, 4_000] {
        texts.push((format!("unknown-huge-{length}"), "k".repeat(length)));
        texts.push((
            format!("unknown-huge-behind-ours-{length}"),
            format!("key-1{}", "\0".repeat(length / 6)),
        ));
    }
    texts
}
