//! Checks a scope against a vocabulary at compile time.

use jwt_syntax::scope::fingerprint;

use crate::error::ConstMessage;

/// Fails to compile if a vocabulary does not have a scope: `#[scoped("usr:read", in = Permission)]`.
///
/// # Panics
///
/// In this case. Called in constants only, where a panic is a compile error.
#[expect(
    clippy::panic,
    reason = "evaluated by the compiler; the panic is a compile error"
)]
#[track_caller]
pub const fn assert_known(scope: &str, vocabulary: &str, known: Option<&'static [&'static str]>) {
    let Some(known) = known else { return };
    let mut nearest: Option<(&str, usize)> = None;
    let mut rest = known;
    while let [candidate, others @ ..] = rest {
        rest = others;
        if fingerprint(candidate) == fingerprint(scope) {
            return;
        }
        let distance = distance(scope, candidate);
        let is_near = distance <= 2 || distance.saturating_mul(3) <= scope.len();
        let is_nearer = match nearest {
            Some((_, least)) => distance < least,
            None => true,
        };
        if is_near && is_nearer {
            nearest = Some((candidate, distance));
        }
    }
    let message = ConstMessage::new()
        .add("`")
        .add(scope)
        .add("` is not a scope of `")
        .add(vocabulary);
    let message = match nearest {
        Some((nearest, _)) => message.add("`; write `\"").add(nearest).add("\"`"),
        None => message.add("`; write one of its scopes: ").list(known),
    };
    panic!("{}", message.as_str());
}

/// The longest scope that is compared letter by letter, in bytes.
const MOST: usize = 64;

/// The Levenshtein distance of two texts, in bytes.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated by the compiler, which would refuse it"
)]
const fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > MOST || b.len() > MOST {
        return usize::MAX;
    }
    let mut row = [0; MOST + 1];
    let mut at = 0;
    while at <= b.len() {
        row[at] = at;
        at += 1;
    }
    let mut line = 0;
    while line < a.len() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        let mut column = 0;
        while column < b.len() {
            let replaced = diagonal + (a[line] != b[column]) as usize;
            diagonal = row[column + 1];
            let other = if diagonal < row[column] {
                diagonal
            } else {
                row[column]
            };
            row[column + 1] = if replaced <= other {
                replaced
            } else {
                other + 1
            };
            column += 1;
        }
        line += 1;
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(scope: &str) -> String {
        const KNOWN: &[&str] = &["user:read", "user:write", "team:{team}:read"];
        let scope = scope.to_owned();
        let outcome =
            std::panic::catch_unwind(move || assert_known(&scope, "Permission", Some(KNOWN)));
        match outcome {
            Ok(()) => String::new(),
            Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn what_is_known_passes() {
        for scope in ["user:read", "user:write", "team:{id}:read"] {
            assert_eq!(message(scope), "");
        }
        assert_known("anything", "AnyScope", None);
    }

    #[test]
    fn the_nearest_is_named() {
        assert_eq!(
            message("usr:read"),
            "`usr:read` is not a scope of `Permission`; write `\"user:read\"`"
        );
        assert_eq!(
            message("user:wrte"),
            "`user:wrte` is not a scope of `Permission`; write `\"user:write\"`"
        );
    }

    #[test]
    fn all_are_listed_when_none_is_near() {
        assert_eq!(
            message("billing"),
            "`billing` is not a scope of `Permission`; write one of its scopes: `\"user:read\"`, `\"user:write\"`, \
             `\"team:{team}:read\"`"
        );
    }

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (a, b, expected) in [
            ("", "", 0),
            ("a", "", 1),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
            ("user", "usr", 1),
            ("ab", "ba", 2),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }
}
