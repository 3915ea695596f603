//! Literals in `#[auth(..)]`: what would stop the service from starting stops the build.

use std::time::Duration;

use jwt_syntax::{
    algorithm::{Algorithm, AlgorithmError, Family},
    duration,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ExprArray, Lit, LitStr};

use super::settings::{Setting, Takes};
use crate::{
    derive::given::Given,
    diagnostics::{Diagnostic, Diagnostics},
};

/// A literal that the setting can have, as its text.
pub(super) enum Literal {
    Text(LitStr),
    List(Vec<LitStr>),
}

impl ToTokens for Literal {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Text(text) => text.to_tokens(tokens),
            Self::List(list) => tokens.extend(quote!(&[#(#list),*][..])),
        }
    }
}

/// Reads the literal of a setting; what is wrong is reported.
pub(super) fn read(
    given: &Given,
    setting: &Setting,
    diagnostics: &mut Diagnostics,
) -> Option<Literal> {
    if let Takes::Secret = setting.takes {
        diagnostics.report(secret(given));
        return None;
    }
    if let Takes::Texts = setting.takes
        && let Ok(array) = given.value::<ExprArray>(setting.expected())
    {
        return list(given, setting, &array, diagnostics).map(Literal::List);
    }
    let checked = given.text(setting.expected()).and_then(|text| {
        match setting.takes {
            Takes::Algorithm => algorithm(&text)?,
            Takes::Duration { shortest, longest } => time(&text, setting, shortest..=longest)?,
            Takes::Text | Takes::Texts | Takes::Secret => filled(&text, setting)?,
        }
        Ok(text)
    });
    match checked {
        Ok(text) => Some(Literal::Text(text)),
        Err(refused) => {
            diagnostics.report(refused);
            None
        }
    }
}

fn secret(given: &Given) -> Diagnostic {
    given
        .mistake("`secret` takes no literal: whoever reads the source could sign tokens")
        .help("give the struct the field `#[auth(env = \"JWT_SECRET\")] secret: Secret`")
}

fn algorithm(text: &LitStr) -> Result<(), Diagnostic> {
    const SUPPORTED: &str = "this version signs with `HS256`, `HS384` or `HS512`";
    match text.value().parse::<Algorithm>() {
        Ok(algorithm) if algorithm.family() == Family::Hmac => Ok(()),
        Ok(algorithm) => Err(Diagnostic::new(
            text,
            format!("`{algorithm}` is not supported yet; {SUPPORTED}"),
        )),
        Err(AlgorithmError::Unknown { found, suggestion }) => {
            let refused =
                Diagnostic::new(text, format!("`{found}` is not an algorithm; {SUPPORTED}"));
            Err(match suggestion {
                Some(name) => refused.help(format!("did you mean `{name}`?")),
                None => refused,
            })
        }
        Err(error) => Err(Diagnostic::new(text, error)),
    }
}

fn time(
    text: &LitStr,
    setting: &Setting,
    limits: std::ops::RangeInclusive<u64>,
) -> Result<(), Diagnostic> {
    let (name, value) = (setting.name, text.value());
    let duration = duration::parse(&value).map_err(|error| Diagnostic::new(text, error))?;
    if limits.contains(&duration.as_secs()) {
        return Ok(());
    }
    let (shortest, longest) = (in_words(*limits.start()), in_words(*limits.end()));
    let message = format!("`{name}` is between {shortest} and {longest}, found `{value}`");
    Err(Diagnostic::new(text, message).help(format!("write `{name} = {}`", setting.example)))
}

/// The limits as the attribute would have them.
fn in_words(seconds: u64) -> String {
    let duration = Duration::from_secs(seconds);
    match (duration.as_secs() / 3600, duration.as_secs() / 60) {
        (0, 0) => format!("`{seconds}s`"),
        (0, minutes) => format!("`{minutes}m`"),
        (hours, _) => format!("`{hours}h`"),
    }
}

fn filled(text: &LitStr, setting: &Setting) -> Result<(), Diagnostic> {
    if !text.value().trim().is_empty() {
        return Ok(());
    }
    let name = setting.name;
    Err(
        Diagnostic::new(text, format!("`{name}` is empty")).help(format!(
            "write `{name} = {}`, or leave it out",
            setting.example
        )),
    )
}

fn list(
    given: &Given,
    setting: &Setting,
    array: &ExprArray,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<LitStr>> {
    let name = setting.name;
    let mut entries: Vec<LitStr> = Vec::new();
    for element in &array.elems {
        let checked = match syn::parse2(element.to_token_stream()) {
            Ok(Lit::Str(text)) if text.suffix().is_empty() => filled(&text, setting).map(|()| text),
            _ => {
                let found = element.to_token_stream();
                let message = format!("`{name}` lists strings in quotes, found `{found}`");
                let help = format!("write `{name} = {}`", setting.example);
                Err(Diagnostic::new(found, message).help(help))
            }
        };
        match checked {
            Ok(text) if entries.iter().any(|other| other.value() == text.value()) => {
                let message = format!("`{name}` lists {:?} twice", text.value());
                diagnostics.report(Diagnostic::new(text, message).help("remove one of the two"));
            }
            Ok(text) => entries.push(text),
            Err(refused) => diagnostics.report(refused),
        }
    }
    if array.elems.is_empty() {
        let help = format!("write `{name} = {}`, or leave it out", setting.example);
        diagnostics.report(given.mistake(format!("`{name}` lists nothing")).help(help));
    }
    (!entries.is_empty()).then_some(entries)
}
