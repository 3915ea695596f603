//! No input makes the attributes panic, and none leaves a handler with less protection.

use proc_macro2::TokenStream;

use super::{super::HandlerAttribute, run, tokens};

const KINDS: [HandlerAttribute; 4] = [
    HandlerAttribute::Public,
    HandlerAttribute::Protected,
    HandlerAttribute::Scoped,
    HandlerAttribute::InjectUser,
];

const ARGUMENTS: &[&str] = &[
    ",",
    ",,",
    "\"a\",,\"b\"",
    "\"a\" \"b\"",
    "\"\"",
    "\"a b\"",
    "\"a,b\"",
    "\"*\"",
    "\"é\"",
    "\":\"",
    "\"a:\"",
    "\"a::b\"",
    "\"a:{b\"",
    "\"a:{b}\", require_all_actions = false",
    "any()",
    "all(\"a\")",
    "any(\"a\", )",
    "any(\"a\", \"a\")",
    "any(\"a\", \"b\"), require_all = false",
    "any(\"a\", \"b\", require_all = false)",
    "any(,)",
    "any(\"a\" \"b\")",
    "any(a, b)",
    "any[\"a\", \"b\"]",
    "all(\"a\", any(\"b\"))",
    "with = f, \"a\"",
    "with = f()",
    "with = |x| x",
    "with = Self::f",
    "with",
    "state = App, \"a\"",
    "in = Permission, Permission::A",
    "in = \"Permission\", \"a\"",
    "Self::A",
    "Permission::A, Permission::A",
    "\"a:b:b\"",
    "r#\"a b\"#",
    "\"\\u{e9}\"",
    "\"\\n\"",
    "\"a\"suffix",
    "b\"a\"",
    "c\"a\"",
    "'a'",
    "b'a'",
    "1",
    "-1",
    "1.5",
    "true",
    "- -",
    "user:read",
    "user::Read",
    "*",
    "a:*",
    "type:read",
    "user:{team}",
    "{}",
    "()",
    "[a]",
    "(a, b)",
    "=",
    "= =",
    "= 1",
    "a =",
    "a = ,",
    "a == b",
    "require_all",
    "require_all =",
    "require_all = ,",
    "require_all = 1",
    "require_all = \"false\"",
    "require_all = false true",
    "require_all(false)",
    "require_all = !true",
    "requires_all = false",
    "optional = true",
    "optional, optional",
    "optional()",
    "auth",
    "auth =",
    "auth = A, auth = B",
    "auth = \"Api\"",
    "auth = A<B, C",
    "auth = A::new()",
    "auth = <A as B>::C",
    "auth = ::",
    "crate",
    "crate =",
    "crate = foo",
    "crate = self::foo",
    "crate = \"foo\"",
    "$crate",
    "in = Permission",
    "max_age",
    "max_age =",
    "max_age = 300",
    "max_age = 5m",
    "max_age = \"\"",
    "max_age = \"0s\"",
    "max_age = \"5m\"m",
    "max_age = [\"5m\"]",
    "max_age = \"5m\", max_age = \"5m\"",
    "acr = \"\"",
    "acr = []",
    "acr = [\"a\", b]",
    "acr = (\"a\", \"b\")",
    "acr = \"a\" | \"b\"",
    "acr = urn:example:mfa",
    "acr = b\"a\"",
    "fresh =",
    "fresh = true",
    "fresh(5m)",
    "fresh: true",
    "fresh, r#fresh",
    "token_from",
    "token_from()",
    "token_from = header",
    "token_from(header; cookie)",
    "token_from(header, header)",
    "token_from(header) + 1",
    "token_from[header]",
    "token_from = [\"header, cookie\"]",
    "leeway",
    "leeway =",
    "leeway = ,",
    "leeway = 10",
    "leeway = -10",
    "leeway = \"\"",
    "leeway = \"6m\"",
    "leeway = \"0s\"s",
    "leeway = \"0s\", leeway = \"1s\"",
    "leeway: \"0s\"",
    "leeway(\"0s\")",
    "leeway = leeway = \"0s\"",
    "audience = []",
    "audience = [a]",
    "audience = [\"a\", \"a\"]",
    "audience = (\"a\")",
    "audience = b\"a\"",
    "header_name = \"Cookie\"",
    "realm = r#\"\"\"#",
    "issuer = \"a\" issuer",
    "secret = \"hunter2\"",
    "cache",
    "access_ttl = \"1m\"",
    "r#leeway = 1",
    "\"a\" | \"b\"",
    "\"a\" || \"b\", |",
    "\"a\"; \"b\"",
    "\"a\" => b",
    "<",
    ">",
    "< , >",
    "#",
    "#[a]",
    "#![a]",
    "'a",
    "_",
    "self",
    "fn",
    "async",
    "..",
    "\"a\", ..",
    "\"{}\"",
    "\"}{\"",
    "\"\u{1F512}:read\"",
];

/// What every attribute that looks at a token accepts, beside nothing at all.
const SOUND_ARGUMENTS: &[&str] = &[
    "leeway = \"0s\", audience = [\"a\", \"b\",], token_from(header, cookie(strict)),",
    "header_prefixes = [], auth = A, realm = \"a b\", r#issuer = r\"a\"",
    "token_from = [\"query\", \"json strict\"], header_prefixes = \"\", audience = \"a\"",
    "auth = Api",
    "auth = ::a::Api<B, C>,",
    "crate = ::renamed",
    "crate = crate::reexports, auth = A",
];

const SOUND_ITEMS: &[&str] = &[
    "async fn handler(_: ::a::__private::Guard<(), V>, user: User) {}",
    "async fn handler(Guard(): ::a::__private::Guard<P, V>, user: User) {}",
    "async fn handler(x: __private::Guard<P, V>, user: User) {}",
    "async fn handler(user: User) {}",
    "pub(in crate::a) async unsafe fn handler<T: >(user: User, t: T) where {}",
    "async fn handler(user: User) { let x = ; }",
    "impl handler { #[protected] async fn f(user: User) {} const X: u8 = 1; m!{} }",
    "mod handler { mod inner; fn f(); async fn g() {} trait T { async fn h(); } }",
];

/// What `#[inject_user]` cannot stand on.
const ITEMS: &[&str] = &[
    "async fn handler() {}",
    "fn handler() {}",
    "fn handler();",
    "async fn handler(self) {}",
    "async fn handler(self: Arc<Self>, user: User) { self.x }",
    "async fn handler(#[user] user: User, #[user] other: User) {}",
    "async fn handler() -> Self { Self::new() }",
    "async fn handler(..) {}",
    "async fn handler(user) {}",
    "async fn handler(user: ) {}",
    "async fn handler( {}",
    "async fn handler",
    "async fn handler<T: >(t: T) where {}",
    "const async unsafe extern \"C\" fn handler() {}",
    "pub(in) async fn handler() {}",
    "#[scoped] #[public] #[public = \"x\"] #[protected(] async fn handler() {}",
    "#[scoped] #[public] #[public = \"x\"] #[protected(,)] #[inject_user(\"a\")] async fn handler() {}",
    "#[not_a_handler(x)] async fn handler() {}",
    "#[jwt_guard::scoped(\"\")] async fn handler(c: Claims<>, d: Option<Claims>, e: Option<>, f: CurrentUser) {}",
    "async fn handler(_: ::a::__private::Guard) {}",
    "async fn handler(_: ::a::__private::Guard<>) {}",
    "async fn handler(_: ::a::__private::Guard<'a>) {}",
    "struct handler;",
    "pub struct handler { a: u8 }",
    "enum handler {}",
    "union handler { a: u8 }",
    "const handler: u8 = { 1 };",
    "const handler: u8 = ",
    "static handler: u8 = 1;",
    "trait handler { async fn a(); }",
    "type handler = u8;",
    "use handler::*;",
    "extern crate handler;",
    "extern \"C\" { fn handler(); }",
    "macro_rules! handler { () => {} }",
    "handler!();",
    "mod handler;",
    "mod handler {}",
    "mod handler { mod inner; fn f() }",
    "mod handler { #![a] #[scoped] async fn f(&self); #[public] struct S; #[scoped] mod x; #[scoped] impl A for B { #[scoped] fn f() {} } }",
    "impl handler {}",
    "impl handler",
    "impl<T> A<T> for handler { async fn f() {} }",
    "impl handler { #[scoped] #[not_a_handler] async fn f() {} #[scoped(] fn g() {} }",
    "impl handler { #[inject_user(optional)] async fn f(user: User) {} #[public] fn g(self); const X: u8 = 1; m!{} }",
    "impl A<{ 1 }> for handler<{ fn() -> u8 }> {}",
    "unsafe impl Send for handler {}",
    "default impl handler { default fn f() {} }",
    "let handler = 1;",
    "handler",
    "{ handler }",
    "pub handler",
    "#[doc = handler]",
    "#![doc = \"handler\"]",
    "#[doc",
    "async handler",
    "extern \"C\" handler",
    "'a: handler",
];

/// Text that is no token stream at all cannot reach an attribute.
fn readable<'a>(texts: &'a [&str]) -> impl Iterator<Item = TokenStream> + Clone + 'a {
    texts.iter().filter_map(|text| text.parse().ok())
}

#[test]
fn whatever_is_written_the_item_is_kept() {
    let items = readable(ITEMS).chain(readable(SOUND_ITEMS));
    for kind in KINDS {
        for args in readable(ARGUMENTS).chain(readable(SOUND_ARGUMENTS)) {
            for item in items.clone() {
                let output = run(kind, args.clone(), item.clone()).to_string();
                assert!(
                    output.contains("handler"),
                    "{kind:?} {args}\n{item}\n{output}"
                );
            }
        }
    }
}

#[test]
fn whatever_is_wrong_stops_the_build() {
    for kind in KINDS {
        for args in readable(ARGUMENTS) {
            let output = run(
                kind,
                args.clone(),
                tokens("async fn handler(user: User) {}"),
            )
            .to_string();
            assert!(
                output.contains("compile_error"),
                "{kind:?} {args}\n{output}"
            );
        }
    }
    for item in readable(ITEMS) {
        let output = run(HandlerAttribute::InjectUser, tokens(""), item.clone()).to_string();
        assert!(output.contains("compile_error"), "{item}\n{output}");
    }
}

#[test]
fn what_is_right_does_not() {
    for args in readable(SOUND_ARGUMENTS) {
        for item in readable(SOUND_ITEMS) {
            let output = run(HandlerAttribute::InjectUser, args.clone(), item.clone()).to_string();
            assert!(
                !output.contains("compile_error"),
                "{args}\n{item}\n{output}"
            );
        }
    }
}

#[test]
fn a_mistake_never_opens_a_handler() {
    let item = tokens("async fn handler(State(db): State<Db>) {}");
    for kind in [
        HandlerAttribute::Protected,
        HandlerAttribute::Scoped,
        HandlerAttribute::InjectUser,
    ] {
        for args in readable(ARGUMENTS) {
            let output = run(kind, args, item.clone()).to_string();
            assert!(!output.contains("Access :: Public"), "{output}");
            let guarded = ["Protected", "Scoped", "Grouped", "Computed"]
                .iter()
                .any(|access| output.contains(&format!("Access :: {access}")));
            assert!(
                guarded && output.contains(":: Guard < __PolicyOfHandler "),
                "{output}"
            );
            assert!(!output.contains("scopes : & []"), "{output}");
        }
    }
}

/// Token streams put together at random, the same ones in every run.
#[test]
fn random_tokens_are_survived() {
    let words = "async fn handler ( ) { } [ ] < > , ; : :: = | & # ! ' a 'b \"user:read\" \"\" 1 - pub impl mod struct for where \
        user Claims Option Guard __private self Self optional auth crate require_all in with state any all Permission::Read \"a:{b}\" scoped public not_a_handler cfg _ .. -> const";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).unwrap()
    };
    for _ in 0..4_000 {
        let mut text = |longest: usize| {
            let picked: Vec<&str> = (0..next(longest))
                .map(|_| words[next(words.len())])
                .collect();
            picked.join(" ")
        };
        let (args, item) = (text(8), format!("async fn handler {} {{ }}", text(16)));
        let (Ok(args), Ok(item)) = (args.parse::<TokenStream>(), item.parse()) else {
            continue;
        };
        let output = run(KINDS[next(KINDS.len())], args, item).to_string();
        assert!(output.contains("handler"), "{output}");
    }
}
