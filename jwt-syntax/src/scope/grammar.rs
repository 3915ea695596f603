//! The strict reading of a scope literal, character by character.

use std::ops::Range;
use std::str::FromStr;

use super::{
    correction,
    error::{ParameterError, ScopeError, ScopeErrorKind},
    literal::{ScopeLiteral, Segment},
};

type Refused = (ScopeErrorKind, Range<usize>);

impl ScopeLiteral {
    /// Reads a literal.
    ///
    /// # Errors
    ///
    /// When it is empty, contains a character outside of letters, digits and `_ - . / + ~ @ : { }`, has an empty or a
    /// repeated action, or a `{parameter}` that is not a whole segment.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        read(text).map_err(|(kind, at)| ScopeError {
            found: text.get(at.clone()).unwrap_or_default().to_owned(),
            suggestion: correction::of(text, |piece| read(piece).is_ok()),
            kind,
            at,
        })
    }
}

impl FromStr for ScopeLiteral {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, ScopeError> {
        Self::parse(text)
    }
}

/// [`ScopeLiteral::parse`] without the suggestion, which is found by reading again.
fn read(text: &str) -> Result<ScopeLiteral, Refused> {
    if text.is_empty() {
        return Err((ScopeErrorKind::Empty, 0..0));
    }
    // Before anything else: `team:{team},admin` is two scopes rather than a parameter mixed with text.
    let foreign = |c: char| !is_segment_character(c) && !matches!(c, ':' | '{' | '}');
    if let Some((at, character)) = text.char_indices().find(|&(_, c)| foreign(c)) {
        let end = at.saturating_add(character.len_utf8());
        return Err((ScopeErrorKind::Character(character), at..end));
    }
    let mut segments = Vec::new();
    let mut start = 0_usize;
    for piece in text.split(':') {
        let at = start..start.saturating_add(piece.len());
        start = at.end.saturating_add(1);
        let is_action = !segments.is_empty();
        if piece.is_empty() && is_action {
            return Err((ScopeErrorKind::EmptySegment, at));
        }
        let segment = match read_segment(piece) {
            Ok(segment) => segment,
            Err(error) => return Err((ScopeErrorKind::Parameter(error), at)),
        };
        if segments.iter().skip(1).any(|earlier| *earlier == segment) {
            return Err((ScopeErrorKind::RepeatedAction, at));
        }
        segments.push(segment);
    }
    Ok(ScopeLiteral { segments })
}

/// The characters of a segment; all of them may stand in a scope token of RFC 6749 §3.3.
fn is_segment_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '~' | '@')
}

/// Whether a text is one segment by itself, and not an empty one.
pub(super) fn is_segment(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_segment_character)
}

/// Whether a text is a scope without parameters, by the rules of a literal.
///
/// ```
/// use jwt_syntax::scope::is_scope;
///
/// assert!(is_scope("user:read") && is_scope(":read"));
/// assert!(!is_scope("user:") && !is_scope("user:{id}") && !is_scope("user read"));
/// ```
#[must_use]
pub fn is_scope(text: &str) -> bool {
    let mut segments = text.split(':');
    let namespace = segments.next().unwrap_or_default();
    let is_namespace = is_segment(namespace) || (namespace.is_empty() && text.len() > 1);
    let actions = || text.split(':').skip(1);
    let is_repeated = |action: &str| actions().filter(|other| *other == action).count() > 1;
    is_namespace && segments.all(|action| is_segment(action) && !is_repeated(action))
}

fn read_segment(piece: &str) -> Result<Segment, ParameterError> {
    if !piece.contains(['{', '}']) {
        return Ok(Segment::Literal(piece.to_owned()));
    }
    let Some(name) = piece
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    else {
        return Err(
            if piece.matches('{').count() == piece.matches('}').count() {
                ParameterError::NotAlone
            } else {
                ParameterError::Unbalanced
            },
        );
    };
    if name.contains("}{") {
        return Err(ParameterError::NotAlone);
    }
    if name.contains(['{', '}']) {
        return Err(ParameterError::Unbalanced);
    }
    let is_name_character = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let Some(first) = name.chars().next() else {
        return Err(ParameterError::Unnamed);
    };
    if first.is_ascii_digit() {
        return Err(ParameterError::Name(first));
    }
    match name.chars().find(|&c| !is_name_character(c)) {
        Some(character) => Err(ParameterError::Name(character)),
        None => Ok(Segment::Parameter(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, kind: ScopeErrorKind, at: Range<usize>, suggestion: Option<&str>) {
        let error = ScopeLiteral::parse(text).unwrap_err();
        assert_eq!(
            (error.kind, error.at, error.suggestion.as_deref()),
            (kind, at, suggestion),
            "{text:?}"
        );
    }

    #[test]
    fn an_empty_literal_is_refused() {
        refused("", ScopeErrorKind::Empty, 0..0, None);
    }

    #[test]
    fn a_comma_or_a_space_is_two_scopes() {
        refused(
            "user:read,admin",
            ScopeErrorKind::Character(','),
            9..10,
            Some(r#""user:read", "admin""#),
        );
        refused(
            "user:read admin",
            ScopeErrorKind::Character(' '),
            9..10,
            Some(r#""user:read", "admin""#),
        );
        // Here it is a slip: `read` alone would require a whole namespace.
        refused(
            "user: read",
            ScopeErrorKind::Character(' '),
            5..6,
            Some(r#""user:read""#),
        );
        refused(
            "a, b, a",
            ScopeErrorKind::Character(','),
            1..2,
            Some(r#""a", "b""#),
        );
        refused(
            "team:{team},admin",
            ScopeErrorKind::Character(','),
            11..12,
            Some(r#""team:{team}", "admin""#),
        );
    }

    #[test]
    fn surrounding_space_is_taken_off() {
        refused(
            " user:read\n",
            ScopeErrorKind::Character(' '),
            0..1,
            Some(r#""user:read""#),
        );
        refused(" ", ScopeErrorKind::Character(' '), 0..1, None);
    }

    #[test]
    fn a_foreign_character_is_taken_out() {
        refused(
            "user:read!",
            ScopeErrorKind::Character('!'),
            9..10,
            Some(r#""user:read""#),
        );
        refused(
            "\"user\"",
            ScopeErrorKind::Character('"'),
            0..1,
            Some(r#""user""#),
        );
        refused(
            "user\\",
            ScopeErrorKind::Character('\\'),
            4..5,
            Some(r#""user""#),
        );
    }

    #[test]
    fn what_cannot_be_guessed_has_no_suggestion() {
        refused("user:*", ScopeErrorKind::Character('*'), 5..6, None);
        refused("größe", ScopeErrorKind::Character('ö'), 2..4, None);
        refused("😀", ScopeErrorKind::Character('😀'), 0..4, None);
    }

    #[test]
    fn an_empty_action_is_refused() {
        refused("a::b", ScopeErrorKind::EmptySegment, 2..2, Some(r#""a:b""#));
        refused(
            "user:",
            ScopeErrorKind::EmptySegment,
            5..5,
            Some(r#""user""#),
        );
        refused(
            "::read",
            ScopeErrorKind::EmptySegment,
            1..1,
            Some(r#"":read""#),
        );
        refused(":", ScopeErrorKind::EmptySegment, 1..1, None);
    }

    #[test]
    fn a_repeated_action_is_refused() {
        refused(
            "user:read:read",
            ScopeErrorKind::RepeatedAction,
            10..14,
            Some(r#""user:read""#),
        );
        refused(
            "a:{b}:{b}",
            ScopeErrorKind::RepeatedAction,
            6..9,
            Some(r#""a:{b}""#),
        );
    }

    #[test]
    fn a_parameter_is_a_whole_segment_with_a_name() {
        use ParameterError::*;
        for (text, error, at) in [
            ("a:{}", Unnamed, 2..4),
            ("a:{te-am}", Name('-'), 2..9),
            ("a:{1}", Name('1'), 2..5),
            ("a:{b", Unbalanced, 2..4),
            ("a:b}", Unbalanced, 2..4),
            ("a:{{b}}", Unbalanced, 2..7),
            ("a:}b{", NotAlone, 2..5),
            ("a:x-{b}", NotAlone, 2..7),
            ("a:{b}{c}", NotAlone, 2..8),
            ("{a:b}", Unbalanced, 0..2),
        ] {
            refused(text, ScopeErrorKind::Parameter(error), at, None);
        }
    }

    #[test]
    fn messages_say_what_was_found_and_what_is_allowed() {
        let message = |text| ScopeLiteral::parse(text).unwrap_err().to_string();
        assert_eq!(
            message("user/read,b"),
            "',' at byte 9 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, \
             and `:` stands between segments"
        );
        assert_eq!(
            message("a:b:b"),
            "the action `b` is repeated at byte 4; name each action once"
        );
        assert_eq!(
            message("a::b"),
            "an action is empty at byte 2; only the namespace may be, as in `:read`"
        );
        assert_eq!(
            message("a:x{b}"),
            "`x{b}` at byte 2 mixes a parameter with text; write the name of a path parameter in braces as a whole \
             segment, as in `team:{team}:read`"
        );
    }

    #[test]
    fn every_suggestion_is_itself_accepted() {
        let alphabet = ["", "a", "b", ":", ",", " ", "{", "}", "*", "!", "ö", "\\"];
        for a in alphabet {
            for b in alphabet {
                for c in alphabet {
                    for d in alphabet {
                        let text = format!("{a}{b}{c}{d}");
                        let Err(error) = ScopeLiteral::parse(&text) else {
                            continue;
                        };
                        for literal in error.suggestion.iter().flat_map(|s| s.split(", ")) {
                            ScopeLiteral::parse(literal.trim_matches('"')).unwrap();
                        }
                    }
                }
            }
        }
    }
}
