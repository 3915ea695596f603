//! The options `fresh`, `max_age = ".."` and `acr = ".."`: how a user must have authenticated (RFC 9470).

use std::time::Duration;

use darling::FromMeta;
use jwt_syntax::{claim::acr, duration, setting::SettingKind};
use proc_macro2::TokenTree;
use quote::{ToTokens, quote};
use syn::{Expr, Ident, LitStr};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    options::{OptionSpec, Text},
    setting::{LiteralSetting, SettingLiteral},
};

/// How long ago a user may have authenticated. A longer time would restrict nothing.
const AGES: SettingKind = SettingKind::Duration {
    least: 1,
    most: 365 * 24 * 60 * 60,
};

/// Values of `acr`, of which one is enough.
const VALUES: SettingKind = SettingKind::Texts {
    least: 1,
    most: usize::MAX,
};

/// How a user must have authenticated, as one attribute says or several together.
#[derive(Clone, Default)]
pub(crate) struct Freshness {
    pub(crate) fresh: bool,
    /// In seconds.
    pub(crate) max_age: Option<u64>,
    /// Values of which one is enough.
    pub(crate) acr: Option<Vec<LitStr>>,
}

/// The literal that these tokens are, if an option can have it; a list only where `takes_list`.
pub(super) fn literal(takes_list: bool, found: &[TokenTree]) -> Option<SettingLiteral> {
    let expr: Expr = syn::parse2(found.iter().cloned().collect()).ok()?;
    let literal = SettingLiteral::from_expr(&expr).ok()?;
    match &literal {
        SettingLiteral::Text(_) => Some(literal),
        SettingLiteral::List(_) if takes_list => Some(literal),
        _ => None,
    }
}

impl Freshness {
    /// Takes the value of `max_age`. What is wrong with it is reported.
    pub(super) fn take_max_age(
        &mut self,
        name: &Ident,
        literal: SettingLiteral,
        diagnostics: &mut Diagnostics,
    ) {
        let known = diagnostics.count();
        let setting = LiteralSetting {
            option: OptionSpec::new("max_age", "", "\"5m\""),
            kind: AGES,
            choices: &[],
            check: |written| written.read::<Duration>(AGES).map(drop),
            literal,
            name: name.clone().into(),
        };
        setting.check(diagnostics);
        if diagnostics.count() == known {
            let age = texts(&setting.literal)
                .first()
                .map(|text| duration::parse(&text.value()));
            self.max_age = age.and_then(Result::ok).map(|age| age.as_secs());
        }
    }

    /// Takes the value of `acr`. What is wrong with it is reported.
    pub(super) fn take_acr(
        &mut self,
        name: &Ident,
        literal: SettingLiteral,
        diagnostics: &mut Diagnostics,
    ) {
        let known = diagnostics.count();
        let setting = LiteralSetting {
            option: OptionSpec::new("acr", "", "\"urn:example:mfa\""),
            kind: VALUES,
            choices: &[],
            check: |written| written.read::<Vec<String>>(VALUES).map(drop),
            literal,
            name: name.clone().into(),
        };
        setting.check(diagnostics);
        if diagnostics.count() > known {
            return;
        }
        let values = texts(&setting.literal);
        for value in &values {
            if let Err(found) = acr::check(&value.value()) {
                diagnostics.report(no_value(value, &found, &values));
            }
        }
        self.acr = Some(values);
    }

    /// Adds the requirements of another attribute, which errors call `called`. Of two times or lists, the stricter is kept.
    pub(crate) fn add(&mut self, other: &Self, called: &str, diagnostics: &mut Diagnostics) {
        self.fresh |= other.fresh;
        self.max_age = [self.max_age, other.max_age].into_iter().flatten().min();
        self.acr = match (self.acr.take(), &other.acr) {
            (Some(ours), Some(theirs)) => {
                let is_theirs =
                    |ours: &LitStr| theirs.iter().any(|text| text.value() == ours.value());
                let (common, others): (Vec<_>, Vec<_>) = ours.into_iter().partition(is_theirs);
                if common.is_empty() {
                    diagnostics.report(nothing_in_common(&others, theirs, called));
                }
                Some(if common.is_empty() { others } else { common })
            }
            (ours, theirs) => ours.or_else(|| theirs.clone()),
        };
    }
}

/// The texts of a literal that has been checked.
fn texts(literal: &SettingLiteral) -> Vec<LitStr> {
    match literal {
        SettingLiteral::Text(text) => vec![text.clone()],
        SettingLiteral::List(list) => {
            let texts = list
                .elems
                .iter()
                .filter_map(|element| Text::from_expr(element).ok());
            texts.map(|Text(text)| text).collect()
        }
        SettingLiteral::Number(_) | SettingLiteral::Words(_) => Vec::new(),
    }
}

/// The error for a text that a challenge cannot list. One with spaces was probably meant as several values.
fn no_value(text: &LitStr, found: &str, all: &[LitStr]) -> Diagnostic {
    let message = format!("a value of `acr` is one word, found {found}");
    let words = all.iter().flat_map(|text| {
        let words: Vec<_> = text.value().split_whitespace().map(str::to_owned).collect();
        words
    });
    let words: Vec<_> = words.collect();
    let meant = if words.iter().all(|word| acr::check(word).is_ok()) {
        listed(&words)
    } else {
        "acr = \"urn:example:mfa\"".to_owned()
    };
    Diagnostic::new(text, message).help(format!("write `{meant}`"))
}

fn nothing_in_common(ours: &[LitStr], theirs: &[LitStr], called: &str) -> Diagnostic {
    let values = |values: &[LitStr]| {
        let values: Vec<_> = values.iter().map(|value| shown(quote!(#value))).collect();
        values.join(" or ")
    };
    let message = format!(
        "`acr` must be {} here and {} in {called}, and a token has only one",
        values(ours),
        values(theirs)
    );
    Diagnostic::new(quote!(#(#ours),*), message)
        .help("list what is enough in one of the attributes, and nothing in the other")
}

fn listed(values: &[String]) -> String {
    match values {
        [only] => format!("acr = {only:?}"),
        several => format!("acr = {several:?}"),
    }
}

/// `max_age` with the time that tokens of another kind probably mean, such as those of `fresh = "5m"`.
pub(super) fn meant_as_age(found: &[TokenTree]) -> Option<String> {
    let text = shown(found.iter().cloned().collect());
    let in_seconds = format!("{text}s");
    let is_age = |text: &str| {
        duration::parse(text).is_ok_and(|age| {
            matches!(AGES, SettingKind::Duration { least, most } if (least..=most).contains(&age.as_secs()))
        })
    };
    let mut ages = strings(found).into_iter().chain([text, in_seconds]);
    let age = ages.find(|age| is_age(age))?;
    Some(format!("max_age = {age:?}"))
}

/// `acr` with the values that tokens of another kind probably mean.
pub(super) fn meant_as_acr(found: &[TokenTree]) -> Option<String> {
    let quoted = strings(found);
    if !quoted.is_empty() {
        return Some(listed(&quoted));
    }
    let text = shown(found.iter().cloned().collect());
    let is_word = acr::check(&text).is_ok() && !text.contains(['(', '[', '{', '|']);
    is_word.then(|| listed(&[text]))
}

/// The strings in quotes, wherever they stand: `("a", "b")`, `"a" | "b"`.
fn strings(tokens: &[TokenTree]) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                found.extend(strings(&inner));
            }
            TokenTree::Literal(_) => {
                let text = syn::parse2::<LitStr>(token.to_token_stream());
                let text = text.ok().map(|text| text.value());
                found.extend(text.filter(|text| acr::check(text).is_ok()));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
    found
}
