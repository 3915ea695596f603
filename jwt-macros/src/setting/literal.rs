//! Literals: what would stop the service from starting stops the build.

use std::ops::RangeInclusive;

use darling::{FromMeta, ast::NestedMeta};
use jwt_syntax::{
    algorithm::{Algorithm, AlgorithmError},
    duration, path,
    place::{self, Place},
    rate::{self, Rate},
    setting::{DANGEROUSLY_OFF, Kind},
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprArray, ExprLit, Lit, LitInt, LitStr};

use super::{Setting, places};
use crate::{
    derive::options::{Choice, Text},
    diagnostics::{Diagnostic, Diagnostics, shown},
};

/// A literal; an expansion has it as its text.
#[derive(Clone)]
pub(crate) enum Literal {
    Text(LitStr),
    List(ExprArray),
    Number(LitInt),
    /// Words between parentheses: places of tokens.
    Words(Vec<NestedMeta>),
}

impl FromMeta for Literal {
    fn from_list(words: &[NestedMeta]) -> darling::Result<Self> {
        Ok(Self::Words(words.to_vec()))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Array(list) => Ok(Self::List(list.clone())),
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(ExprLit {
                lit: Lit::Int(number),
                ..
            }) if number.suffix().is_empty() => Ok(Self::Number(number.clone())),
            other => Text::from_expr(other).map(|Text(text)| Self::Text(text)),
        }
    }
}

impl ToTokens for Literal {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Text(text) => text.to_tokens(tokens),
            Self::List(ExprArray { elems, .. }) => tokens.extend(quote!(&[#elems][..])),
            Self::Number(number) => tokens.extend(quote!(&(#number as usize))),
            Self::Words(words) => {
                let places = places::read(words, &mut Diagnostics::default());
                let texts: Vec<_> = places.iter().map(ToString::to_string).collect();
                texts.join(",").to_tokens(tokens);
            }
        }
    }
}

impl Literal {
    /// Whether such a literal can say what a setting of this kind does.
    pub(super) fn is_of(&self, kind: Kind) -> bool {
        match self {
            Self::Text(_) => !matches!(kind, Kind::Count { .. } | Kind::Value { .. }),
            Self::List(_) => kind.is_list(),
            Self::Words(_) => kind == Kind::Places,
            Self::Number(_) => matches!(kind, Kind::Count { .. } | Kind::Limit { .. }),
        }
    }

    /// The tokens of the user, to blame.
    pub(crate) fn as_written(&self) -> TokenStream {
        match self {
            Self::Text(text) => text.to_token_stream(),
            Self::List(list) => list.to_token_stream(),
            Self::Number(number) => number.to_token_stream(),
            Self::Words(words) => quote!(#(#words),*),
        }
    }
}

impl Setting {
    /// Checks the literal; what is wrong is reported.
    pub(crate) fn check(&self, diagnostics: &mut Diagnostics) {
        let choice = &self.choice;
        let checked = match (&self.literal, self.kind) {
            (Literal::List(list), kind) => return check_list(list, kind, choice, diagnostics),
            (Literal::Words(words), _) => {
                if places::read(words, diagnostics).is_empty() && words.is_empty() {
                    diagnostics.report(places::none(&self.name));
                }
                return;
            }
            (Literal::Number(number), Kind::Count { least, most }) => {
                check_count(number, least..=most, choice)
            }
            (Literal::Number(number), Kind::Limit { most }) => {
                check_limit(number, number.base10_parse().ok(), most, choice)
            }
            (Literal::Text(text), Kind::Limit { .. }) if text.value() == "off" => Ok(()),
            (Literal::Text(text), Kind::Limit { most }) => check_limit(text, None, most, choice),
            (Literal::Text(text), Kind::Algorithm | Kind::Algorithms) => check_algorithm(text),
            (Literal::Text(text), Kind::Duration { least, most }) => {
                check_duration(text, least..=most, choice)
            }
            (Literal::Text(text), Kind::Offset { .. }) if text.value() == "off" => Ok(()),
            (Literal::Text(text), Kind::Offset { most }) => check_duration(text, 0..=most, choice),
            (Literal::Text(text), Kind::Rate { .. }) if text.value() == "off" => Ok(()),
            (Literal::Text(text), Kind::Rate { most, longest }) => {
                check_rate(text, most, longest, choice)
            }
            (Literal::Text(text), Kind::Switch) => check_word(text, &["on", "off"], choice),
            (Literal::Text(text), Kind::Word { of }) => check_word(text, of, choice),
            (Literal::Text(text), Kind::Path { .. }) => match path::parse(&text.value()) {
                Ok(_) => Ok(()),
                Err(error) => Err(Diagnostic::new(text, error)),
            },
            (Literal::Text(text), Kind::Places) => check_places(text, choice),
            (Literal::Text(text), Kind::Dangerous { word, .. }) => check_danger(text, word, choice),
            (Literal::Text(text), Kind::Prefixes) if text.value().is_empty() => Ok(()),
            (Literal::Text(text), kind) => check_text(text, kind, choice).and_then(|()| {
                kind.check_together([&*text.value()])
                    .map_err(|found| unusable(text, &found, choice))
            }),
            (Literal::Number(_), _) => Ok(()),
        };
        if let Err(refused) = checked {
            diagnostics.report(refused);
        }
    }
}

fn check_algorithm(text: &LitStr) -> Result<(), Diagnostic> {
    match text.value().parse::<Algorithm>() {
        Ok(_) => Ok(()),
        Err(AlgorithmError::Unknown { found, suggestion }) => {
            let names = Algorithm::ALL.map(|algorithm| format!("`{algorithm}`"));
            let message = format!(
                "`{found}` is not an algorithm; there are {}",
                names.join(", ")
            );
            let refused = Diagnostic::new(text, message);
            Err(match suggestion {
                Some(name) => refused.help(format!("did you mean `{name}`?")),
                None => refused,
            })
        }
        Err(error) => Err(Diagnostic::new(text, error)),
    }
}

fn check_duration(
    text: &LitStr,
    limits: RangeInclusive<u64>,
    Choice { name, example, .. }: &Choice,
) -> Result<(), Diagnostic> {
    let value = text.value();
    let duration = duration::parse(&value).map_err(|error| Diagnostic::new(text, error))?;
    if limits.contains(&duration.as_secs()) {
        return Ok(());
    }
    let (shortest, longest) = (in_words(*limits.start()), in_words(*limits.end()));
    let message = format!("`{name}` is between {shortest} and {longest}, found `{value}`");
    Err(Diagnostic::new(text, message).help(format!("write `{name} = {example}`")))
}

fn check_rate(
    text: &LitStr,
    most: u16,
    longest: u64,
    Choice { name, example, .. }: &Choice,
) -> Result<(), Diagnostic> {
    let value = text.value();
    let help = format!("write `{name} = {example}`, or \"off\"");
    let Rate { attempts, seconds } =
        rate::parse(&value).map_err(|error| Diagnostic::new(text, error).help(&help))?;
    if (1..=most).contains(&attempts) && (1..=longest).contains(&seconds) {
        return Ok(());
    }
    let longest = in_words(longest);
    let message = format!(
        "`{name}` is 1 to {most} attempts in a time from `1s` to {longest}, found `{value}`"
    );
    Err(Diagnostic::new(text, message).help(help))
}

fn check_count(
    number: &LitInt,
    limits: RangeInclusive<u64>,
    Choice { name, example, .. }: &Choice,
) -> Result<(), Diagnostic> {
    if number
        .base10_parse()
        .is_ok_and(|count| limits.contains(&count))
    {
        return Ok(());
    }
    let (least, most) = (limits.start(), limits.end());
    let message = format!("`{name}` is between {least} and {most}, found `{number}`");
    Err(Diagnostic::new(number, message).help(format!("write `{name} = {example}`")))
}

/// A number, or text that is neither that nor `off`.
fn check_limit(
    found: &(impl ToTokens + Clone),
    count: Option<u64>,
    most: u64,
    Choice { name, example, .. }: &Choice,
) -> Result<(), Diagnostic> {
    if count.is_some_and(|count| (1..=most).contains(&count)) {
        return Ok(());
    }
    let text = shown(found.to_token_stream());
    let message = format!("`{name}` is a number from 1 to {most}, or \"off\", found `{text}`");
    Err(Diagnostic::new(found, message).help(format!("write `{name} = {example}`")))
}

fn check_word(
    text: &LitStr,
    words: &[&str],
    Choice { name, example, .. }: &Choice,
) -> Result<(), Diagnostic> {
    let value = text.value();
    if words.contains(&value.as_str()) {
        return Ok(());
    }
    let words: Vec<_> = words.iter().map(|word| format!("{word:?}")).collect();
    let message = format!("`{name}` is {}, found {value:?}", words.join(" or "));
    Err(Diagnostic::new(text, message).help(format!("write `{name} = {example}`")))
}

/// What is off leaves a hole: whoever reads the attribute is to see it.
fn check_danger(
    text: &LitStr,
    word: &str,
    Choice { name, example, .. }: &Choice,
) -> Result<(), Diagnostic> {
    let value = text.value();
    if value == word {
        return Ok(());
    }
    let message = match value.as_str() {
        "on" if word == DANGEROUSLY_OFF => format!("`{name}` is on as it is, found \"on\""),
        _ => format!("`{name}` can only be {word:?}, found {value:?}"),
    };
    Err(Diagnostic::new(text, message).help(format!(
        "leave it out; or, if you must, write `{name} = {example}`"
    )))
}

/// A duration as the attribute would have it.
pub(crate) fn in_words(seconds: u64) -> String {
    const DAY: u64 = 24 * 60 * 60;
    // One day is `24h`, which nobody takes for a date.
    let units = [(DAY, 'd', 2 * DAY), (60 * 60, 'h', 60 * 60), (60, 'm', 60)];
    let fits =
        |(unit, _, least): &(u64, char, u64)| seconds >= *least && seconds.is_multiple_of(*unit);
    match units.iter().find(|unit| fits(unit)) {
        Some((unit, name, _)) => format!("`{}{name}`", seconds.div_euclid(*unit)),
        None => format!("`{seconds}s`"),
    }
}

/// What the table says of one text.
fn check_text(text: &LitStr, kind: Kind, choice: &Choice) -> Result<(), Diagnostic> {
    check_filled(text, choice)?;
    kind.check(&text.value())
        .map_err(|found| unusable(text, &found, choice))
}

fn unusable(at: impl ToTokens, found: &str, choice: &Choice) -> Diagnostic {
    let message = format!("`{}` cannot be used: found {found}", choice.name);
    Diagnostic::new(at, message).help(format!("write `{}`", choice.written()))
}

fn check_places(text: &LitStr, choice: &Choice) -> Result<(), Diagnostic> {
    check_filled(text, choice)?;
    let places: Result<Vec<Place>, _> = text.value().split(',').map(str::parse).collect();
    let help = format!("write `{}`", choice.written());
    let places = places.map_err(|error| Diagnostic::new(text, error).help(&help))?;
    place::check(&places)
        .map_err(|found| Diagnostic::new(text, format!("found {found}")).help(help))
}

/// A place among others in a list.
fn check_place(text: &LitStr, choice: &Choice) -> Result<(), Diagnostic> {
    check_filled(text, choice)?;
    let place: Result<Place, _> = text.value().parse();
    let help = format!("write `{}`", choice.written());
    place
        .map(drop)
        .map_err(|error| Diagnostic::new(text, error).help(help))
}

/// What a text in a list says, and no other may: a place is the same one with another rule behind it.
fn said(text: &LitStr, kind: Kind) -> String {
    let value = text.value();
    match kind {
        Kind::Places => value.split_whitespace().next().map(str::to_owned),
        _ => None,
    }
    .unwrap_or(value)
}

fn check_filled(text: &LitStr, choice: &Choice) -> Result<(), Diagnostic> {
    if text.value().trim().is_empty() {
        return Err(nothing(text, "is empty", choice));
    }
    Ok(())
}

fn nothing(at: impl ToTokens, is: &str, Choice { name, example, .. }: &Choice) -> Diagnostic {
    Diagnostic::new(at, format!("`{name}` {is}"))
        .help(format!("write `{name} = {example}`, or leave it out"))
}

fn check_list(list: &ExprArray, kind: Kind, choice: &Choice, diagnostics: &mut Diagnostics) {
    let Choice { name, example, .. } = choice;
    if list.elems.is_empty() && kind != Kind::Prefixes {
        diagnostics.report(nothing(list, "lists nothing", choice));
    }
    let (mut earlier, mut is_right) = (Vec::new(), !list.elems.is_empty());
    for element in &list.elems {
        let refused = match Text::from_expr(element) {
            Err(_) => {
                let found = shown(element.to_token_stream());
                let message = format!("`{name}` lists strings in quotes, found `{found}`");
                Diagnostic::new(element, message).help(format!("write `{name} = {example}`"))
            }
            Ok(Text(text)) if earlier.contains(&said(&text, kind)) => {
                let message = format!("`{name}` lists {:?} twice", text.value());
                Diagnostic::new(text, message).help("remove one of the two")
            }
            Ok(Text(text)) => {
                earlier.push(said(&text, kind));
                let checked = match kind {
                    Kind::Algorithms => check_algorithm(&text),
                    Kind::Places => check_place(&text, choice),
                    _ => check_text(&text, kind, choice),
                };
                match checked {
                    Ok(()) => continue,
                    Err(refused) => refused,
                }
            }
        };
        is_right = false;
        diagnostics.report(refused);
    }
    let together = earlier.iter().map(String::as_str);
    if let (true, Err(found)) = (is_right, kind.check_together(together)) {
        diagnostics.report(unusable(list, &found, choice));
    }
}
