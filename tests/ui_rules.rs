//! Rules for every compile error: it is ours, it states what to write, and the compiler adds none of its own.
//!
//! The `.stderr` files beside the programs in `ui-tests/<subject>/fail` are what `tests/ui.rs` compares with.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The compiler refuses these programs as well. We say the same in more helpful words, beside its error.
const COMPILER_REFUSES_TOO: [&str; 2] = [
    "protected/fail/on_module_in_a_file",
    "public/fail/in_a_function_of_a_block",
];

/// What the compiler says of these programs is all that there is to say: which value is held across an `.await`, what is not in
/// scope, which of two types was expected. It shows no message of ours behind a bound of another crate, but the name of a
/// trait that is missing.
const COMPILER_KNOWS: [(&str, &str); 9] = [
    (
        "auth_config/fail/responses_without_default",
        "help: consider annotating `Envelope` with `#[derive(Default)]`",
    ),
    (
        "public/fail/session_without_users",
        "expected `&NoUser`, found `&User`",
    ),
    (
        "router/fail/future_that_is_not_send",
        "note: future is not `Send` as this value is used across an await",
    ),
    (
        "router/fail/guarded_get_on_axum",
        "expected `MethodRouter<_>`, found `GuardedMethod<",
    ),
    ("router/fail/unfinished_merged", FINISH_FIRST),
    (
        "router/fail/unfinished_nested_as_a_router",
        "expected `Router`, found `GuardedRouter`",
    ),
    ("router/fail/unfinished_served", FINISH_FIRST),
    (
        "scope_macro/fail/parameter_without_a_value",
        "error[E0425]: cannot find value `team` in this scope",
    ),
    (
        "scoped/fail/unknown_variant",
        "help: there is a variant with a similar name",
    ),
];

const FINISH_FIRST: &str = "the trait `CallFinishFirst` is not implemented for";

/// The text of a constant that assembles its message.
const UNKNOWN_SCOPE: &str = "`{}` is not a scope of `{}`; write {}";

/// The files with an extension in `ui-tests/<subject>/fail`.
fn files(extension: &str) -> Vec<PathBuf> {
    let read = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path())
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui-tests");
    let mut files: Vec<_> = read(&root)
        .flat_map(|subject| read(&subject.join("fail")))
        .filter(|file| file.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// The text of all sources below a folder.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap();
    let texts = entries.map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path)
        } else {
            fs::read_to_string(path).unwrap()
        }
    });
    texts.collect()
}

/// The errors and warnings of a program, each from its first line on.
fn diagnostics(stderr: &str) -> Vec<&str> {
    stderr
        .split("\n\n")
        .filter(|text| text.starts_with("error") || text.starts_with("warning"))
        .collect()
}

/// Whether `text` is `pattern`, whose `{..}` stand for anything.
fn matches(text: &str, pattern: &str) -> bool {
    let mut pieces = pattern
        .split('{')
        .map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty() || pattern.ends_with('}')
}

/// The message for two types of claims in one token.
const CLAIM_OF_TWO_TYPES: &str = "two of the types in `claims = (..)` have the claim `{}`: give one of the two another name \
                                  with `#[claim(name = \"..\")]`";

/// Whether a diagnostic is made of our words.
struct Ours {
    /// The messages of `#[diagnostic::on_unimplemented]` in the runtime.
    unimplemented: Vec<String>,
    runtime: String,
}

impl Ours {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let runtime = ["jwt-core/src", "jwt-runtime/src"]
            .map(|folder| sources(&root.join(folder)))
            .concat();
        let attributes = runtime.split("on_unimplemented(").skip(1);
        let unimplemented = attributes.filter_map(|attribute| {
            let (_, message) = attribute.split_once("message = \"")?;
            let (message, _) = message.split_once("\",\n")?;
            Some(message.replace("\\\"", "\""))
        });
        Self {
            unimplemented: unimplemented.collect(),
            runtime,
        }
    }

    fn said(&self, diagnostic: &str) -> bool {
        let first_line = diagnostic.lines().next().unwrap_or_default();
        let (code, text) = first_line.split_once(": ").unwrap_or_default();
        match code {
            // A macro's. Its words end where the place in the program is shown; the compiler's own advice comes below.
            "error" => {
                let (message, _) = diagnostic
                    .split_once("\n --> ")
                    .or(diagnostic.split_once("\n  --> "))
                    .unwrap_or_default();
                message.contains("\n         = help: ")
                    || message.contains("; write ")
                    || message.contains("; this version ")
            }
            // The second is that of a method whose bound is not met.
            "error[E0277]" | "error[E0599]" => {
                let mut ours = self.unimplemented.iter().map(String::as_str);
                ours.any(|message| matches(text, message))
            }
            // A constant that we evaluate.
            "error[E0080]" => text
                .strip_prefix("evaluation panicked: ")
                .is_some_and(|text| {
                    let with_names = [UNKNOWN_SCOPE, CLAIM_OF_TWO_TYPES];
                    self.runtime.contains(text)
                        || with_names.iter().any(|message| matches(text, message))
                }),
            _ => false,
        }
    }
}

#[test]
fn there_is_a_program_for_every_mistake_and_a_text_for_every_program() {
    let programs = files("rs");
    assert!(programs.len() >= 150, "{}", programs.len());
    let is_alone = |file: &&PathBuf| {
        let other = if file.extension().is_some_and(|found| found == "rs") {
            "stderr"
        } else {
            "rs"
        };
        !file.with_extension(other).exists()
    };
    let texts = files("stderr");
    let alone: Vec<_> = programs.iter().chain(&texts).filter(is_alone).collect();
    assert!(alone.is_empty(), "without a text or a program: {alone:?}");
}

#[test]
fn every_error_is_ours_and_says_what_to_write() {
    let ours = Ours::read();
    let mut foreign = Vec::new();
    for file in files("stderr") {
        let stderr = fs::read_to_string(&file).unwrap();
        let mut diagnostics = diagnostics(&stderr);
        let is_called = |name: &str| file.with_extension("").ends_with(name);
        if COMPILER_REFUSES_TOO.iter().any(|name| is_called(name)) {
            diagnostics.retain(|diagnostic| ours.said(diagnostic));
        }
        assert!(!diagnostics.is_empty(), "{}", file.display());
        if let Some((_, said)) = COMPILER_KNOWS.iter().find(|(name, _)| is_called(name)) {
            assert!(stderr.contains(said), "{}", file.display());
            continue;
        }
        for diagnostic in diagnostics {
            if !ours.said(diagnostic) {
                foreign.push(format!("{}\n{diagnostic}", file.display()));
            }
        }
    }
    assert!(foreign.is_empty(), "{}", foreign.join("\n\n"));
}
