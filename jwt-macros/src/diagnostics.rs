//! Compile errors: each says what was found, what is allowed and what to write, and all of them are given at once.

use std::{fmt::Display, ops::Range};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

/// The mistakes found so far in one expansion; as tokens, one `compile_error!` item for each.
///
/// An item goes *beside* the user's own, never inside it: an error in the body of an `async fn` drags others behind it.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

impl Diagnostics {
    pub(crate) fn report(&mut self, error: impl Into<syn::Error>) {
        self.errors.push(error.into());
    }

    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// The messages, for tests.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        self.errors
            .iter()
            .flat_map(|error| error.clone().into_iter().map(|e| e.to_string()))
            .collect()
    }
}

impl ToTokens for Diagnostics {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for error in &self.errors {
            tokens.extend(error.to_compile_error());
        }
    }
}

/// One mistake: where it is, and what to say.
#[derive(Debug)]
#[must_use = "a diagnostic does nothing until it is reported"]
pub(crate) struct Diagnostic {
    at: Underlined,
    message: String,
}

#[derive(Debug)]
enum Underlined {
    /// From the first of these tokens to the last. A [`Span`] cannot hold that on stable Rust.
    Tokens(TokenStream),
    Span(Span),
}

impl Diagnostic {
    /// A mistake in the tokens `at`: all of them are underlined.
    pub(crate) fn new(at: impl ToTokens, message: impl Display) -> Self {
        Self {
            at: Underlined::Tokens(at.into_token_stream()),
            message: message.to_string(),
        }
    }

    /// A mistake at one token, or in the attribute as a whole.
    pub(crate) fn at(span: Span, message: impl Display) -> Self {
        Self {
            at: Underlined::Span(span),
            message: message.to_string(),
        }
    }

    /// A mistake in the bytes `range` of a literal's value.
    ///
    /// Only nightly compilers can underline a part of a literal; for the others the message draws it.
    pub(crate) fn within(literal: &LitStr, range: Range<usize>, message: impl Display) -> Self {
        if let Some(span) = subspan(literal, &range) {
            return Self::at(span, message);
        }
        let value = literal.value();
        let message = format!("{message}{}", drawing(&value, &range));
        Self::new(literal, message)
    }

    /// Adds a line that says what to write instead.
    pub(crate) fn help(mut self, text: impl Display) -> Self {
        self.message.push_str(&format!("\n  = help: {text}"));
        self
    }

    pub(crate) fn into_error(self) -> syn::Error {
        match self.at {
            Underlined::Tokens(tokens) => syn::Error::new_spanned(tokens, self.message),
            Underlined::Span(span) => syn::Error::new(span, self.message),
        }
    }
}

impl From<Diagnostic> for syn::Error {
    fn from(diagnostic: Diagnostic) -> Self {
        diagnostic.into_error()
    }
}

/// A span that points at the user's tokens and yet belongs to the expansion: errors show the place, and lints stay silent.
pub(crate) fn generated_at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// The bytes of the value are those of the source only if the literal is neither raw nor holds an escape.
fn subspan(literal: &LitStr, range: &Range<usize>) -> Option<Span> {
    let token = literal.token();
    if token.to_string() != format!("\"{}\"", literal.value()) {
        return None;
    }
    let start = range.start.checked_add(1)?;
    let end = range.end.checked_add(1)?;
    token.subspan(start..end)
}

fn drawing(value: &str, range: &Range<usize>) -> String {
    let shown = |text: &str| text.escape_debug().to_string();
    let width = |part: Option<&str>| part.map_or(0, |text| shown(text).chars().count());
    let before = width(value.get(..range.start));
    let marked = width(value.get(range.clone())).max(1);
    format!(
        "\n  | \"{}\"\n  | {}{}",
        shown(value),
        " ".repeat(before.saturating_add(1)),
        "^".repeat(marked)
    )
}

/// Tokens as their author most likely wrote them: `user:read`, where printing them would say `user : read`.
pub(crate) fn shown(tokens: TokenStream) -> String {
    let mut text = String::new();
    for token in tokens {
        let piece = match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                format!("{open}{}{close}", shown(group.stream()))
            }
            other => other.to_string(),
        };
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"');
        let would_merge = text.ends_with(is_word) && piece.starts_with(is_word);
        if would_merge || text.ends_with(',') {
            text.push(' ');
        }
        text.push_str(&piece);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(value: &str, range: Range<usize>) -> String {
        drawing(value, &range)
    }

    #[test]
    fn the_caret_stands_under_the_character() {
        assert_eq!(
            draw("user:re ad", 7..8),
            "\n  | \"user:re ad\"\n  |         ^"
        );
        assert_eq!(draw("a::b", 2..2), "\n  | \"a::b\"\n  |    ^");
        assert_eq!(draw("", 0..0), "\n  | \"\"\n  |  ^");
    }

    #[test]
    fn the_caret_counts_characters_and_escapes() {
        assert_eq!(draw("aé b", 3..4), "\n  | \"aé b\"\n  |    ^");
        assert_eq!(draw("a\tb c", 3..4), "\n  | \"a\\tb c\"\n  |      ^");
    }

    #[test]
    fn a_range_outside_the_value_is_survived() {
        assert_eq!(draw("ab", 5..9), "\n  | \"ab\"\n  |  ^");
        assert_eq!(draw("é", 1..1), "\n  | \"é\"\n  |  ^");
    }

    #[test]
    fn tokens_are_shown_as_they_are_written() {
        let show = |text: &str| shown(text.parse().unwrap());
        for text in [
            "user:read",
            "team:{team}:read",
            "a::B<C, D>",
            "false true",
            "f(x, \"y\")",
        ] {
            assert_eq!(show(text), text);
        }
    }

    #[test]
    fn every_mistake_becomes_an_item() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Diagnostic::at(Span::call_site(), "first").help("do this"));
        diagnostics.report(Diagnostic::at(Span::call_site(), "second"));
        assert_eq!(
            diagnostics.messages(),
            ["first\n  = help: do this", "second"]
        );
        assert_eq!(
            diagnostics
                .to_token_stream()
                .to_string()
                .matches("compile_error")
                .count(),
            2
        );
    }
}
