//! What a handler asks of the authentication behind a token: `fresh`, `max_age = ".."` and `acr = ".."` (RFC 9470).

use std::time::Duration;

use darling::FromMeta;
use jwt_syntax::{
    claim::acr,
    duration,
    setting::{Kind, Written, WrongValue},
};
use proc_macro2::{Literal as Token, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, Ident, LitStr};

use super::{arguments::Arguments, option::OptionName};
use crate::{
    derive::options::{Choice, Text},
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::{Literal, Setting},
};

pub(super) const MAX_AGE: &str = "max_age = \"5m\"";
pub(super) const ACR: &str = "acr = \"urn:example:mfa\"";

/// How long ago a user may have authenticated. Nobody who asks for longer asks for anything.
const AGES: Kind = Kind::Duration {
    least: 1,
    most: 365 * 24 * 60 * 60,
};

/// Values of which one is enough.
const VALUES: Kind = Kind::Texts {
    least: 1,
    most: usize::MAX,
};

/// What all attributes read so far ask for together.
#[derive(Clone, Default)]
pub(super) struct Freshness {
    pub(super) fresh: bool,
    /// In seconds.
    max_age: Option<u64>,
    /// Values of which one is enough.
    acr: Option<Vec<LitStr>>,
}

/// The literal that these tokens are, if the option can have it.
pub(super) fn literal(option: OptionName, found: &[TokenTree]) -> Option<Literal> {
    let expr: Expr = syn::parse2(found.iter().cloned().collect()).ok()?;
    let literal = Literal::from_expr(&expr).ok()?;
    match (option, &literal) {
        (_, Literal::Text(_)) | (OptionName::Acr, Literal::List(_)) => Some(literal),
        _ => None,
    }
}

impl Freshness {
    /// Adds what an option asks for. What is wrong is reported.
    pub(super) fn take(
        &mut self,
        option: OptionName,
        name: &Ident,
        literal: Literal,
        diagnostics: &mut Diagnostics,
    ) {
        let known = diagnostics.count();
        let is_age = option == OptionName::MaxAge;
        let check: fn(Written<'_>) -> Result<(), WrongValue>;
        let (kind, example);
        if is_age {
            (kind, example) = (AGES, "\"5m\"");
            check = |written| written.read::<Duration>(AGES).map(drop);
        } else {
            (kind, example) = (VALUES, "\"urn:example:mfa\"");
            check = |written| written.read::<Vec<String>>(VALUES).map(drop);
        }
        let setting = Setting {
            choice: Choice::new(option.name(), "", example),
            kind,
            check,
            literal,
            name: name.clone().into(),
        };
        setting.check(diagnostics);
        if diagnostics.count() > known {
            return;
        }
        let values = texts(&setting.literal);
        if is_age {
            let age = values.first().map(|text| duration::parse(&text.value()));
            self.max_age = age.and_then(Result::ok).map(|age| age.as_secs());
        } else {
            for value in &values {
                if let Err(found) = acr::check(&value.value()) {
                    diagnostics.report(no_value(value, &found, &values));
                }
            }
            self.acr = Some(values);
        }
    }

    /// All that the attributes of one handler ask for.
    pub(super) fn of(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> Self {
        let mut all = Self::default();
        for one in attributes {
            all.add(&one.freshness, "another attribute", diagnostics);
        }
        all
    }

    /// Adds what another attribute, called so, asks for: all of it must hold, so that the stricter of two is left.
    pub(super) fn add(&mut self, other: &Self, called: &str, diagnostics: &mut Diagnostics) {
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

    /// The call that adds it to a policy; nothing at all if nothing is asked.
    pub(super) fn asking(&self, private: &TokenStream) -> Option<TokenStream> {
        let fresh = self.fresh.then(|| quote!(.fresh()));
        let max_age = self.max_age.map(|seconds| {
            let seconds = Token::u64_unsuffixed(seconds);
            quote!(.max_age(#seconds))
        });
        let acr = self
            .acr
            .as_ref()
            .map(|values| quote!(.acr(&[#(#values),*])));
        let asks = fresh.is_some() || max_age.is_some() || acr.is_some();
        asks.then(|| quote!(.asking(&const { #private::Freshness::NONE #fresh #max_age #acr })))
    }
}

/// The texts of a literal that has been checked.
fn texts(literal: &Literal) -> Vec<LitStr> {
    match literal {
        Literal::Text(text) => vec![text.clone()],
        Literal::List(list) => {
            let texts = list
                .elems
                .iter()
                .filter_map(|element| Text::from_expr(element).ok());
            texts.map(|Text(text)| text).collect()
        }
        Literal::Number(_) | Literal::Words(_) => Vec::new(),
    }
}

/// A text that no challenge can list. One with spaces was meant as several.
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
        ACR.to_owned()
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

/// The option as it was most likely meant, of a value of another kind.
pub(super) fn meant_by(option: OptionName, found: &[TokenTree]) -> Option<String> {
    let text = shown(found.iter().cloned().collect());
    let quoted = strings(found);
    let is_age = |text: &str| {
        duration::parse(text).is_ok_and(|age| {
            matches!(AGES, Kind::Duration { least, most } if (least..=most).contains(&age.as_secs()))
        })
    };
    match option {
        // `fresh = "5m"`
        OptionName::Fresh | OptionName::MaxAge => {
            let in_seconds = format!("{text}s");
            let mut ages = quoted.into_iter().chain([text, in_seconds]);
            let age = ages.find(|age| is_age(age))?;
            Some(format!("max_age = {age:?}"))
        }
        _ if !quoted.is_empty() => Some(listed(&quoted)),
        _ => {
            let is_word = acr::check(&text).is_ok() && !text.contains(['(', '[', '{', '|']);
            is_word.then(|| listed(&[text]))
        }
    }
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
