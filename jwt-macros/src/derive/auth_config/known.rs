//! Which settings are known before the program starts.

use std::time::Duration;

use darling::FromMeta;
use jwt_syntax::{
    algorithm::Algorithm,
    duration,
    place::{Place, Source},
    setting::{Kind, setting},
};
use syn::{Expr, LitStr, Token, punctuated::Punctuated};

use super::field::Field;
use crate::derive::options::Text;
use crate::setting::{Literal, Setting};

/// The settings that no field can change: those given as literals, and those left at their default.
pub(super) struct Known<'a> {
    literals: &'a [Setting],
    fields: &'a [Field],
}

/// What is known of a setting.
pub(super) enum Value<T> {
    /// Nobody gave it: it has its default.
    Default,
    /// A literal that can be read, or some of several.
    Literal(T),
    /// A field decides, or the literal cannot be read, which is reported elsewhere.
    Unknown,
}

impl<'a> Known<'a> {
    pub(super) fn new(literals: &'a [Setting], fields: &'a [Field]) -> Self {
        Self { literals, fields }
    }

    /// Whether a field gives the setting.
    pub(super) fn is_field(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.setting == name)
    }

    fn literal(&self, name: &str) -> Value<&'a Literal> {
        if self.is_field(name) {
            return Value::Unknown;
        }
        let literal = self
            .literals
            .iter()
            .find(|setting| setting.choice.name == name);
        literal.map_or(Value::Default, |setting| Value::Literal(&setting.literal))
    }

    /// A setting that is one text, and what `read` makes of it.
    fn text<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Value<(&'a LitStr, T)> {
        match self.literal(name) {
            Value::Default => Value::Default,
            Value::Literal(Literal::Text(text)) => match read(&text.value()) {
                Some(value) => Value::Literal((text, value)),
                None => Value::Unknown,
            },
            Value::Literal(_) | Value::Unknown => Value::Unknown,
        }
    }

    /// A setting that is any text.
    pub(super) fn any_text(&self, name: &str) -> Value<(&'a LitStr, String)> {
        self.text(name, |text| Some(text.to_owned()))
    }

    /// A setting that is on or off, and what to blame for it.
    pub(super) fn switch(&self, name: &str, default: bool) -> Option<(bool, Option<&'a LitStr>)> {
        let read = |text: &str| match text {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        match self.text(name, read) {
            Value::Default => Some((default, None)),
            Value::Literal((at, is_on)) => Some((is_on, Some(at))),
            Value::Unknown => None,
        }
    }

    /// A setting that is a text of its kind.
    pub(super) fn checked_text(&self, name: &str) -> Value<(&'a LitStr, String)> {
        let kind = setting(name).map(|setting| setting.kind);
        self.text(name, |text| {
            let is_right = !text.is_empty() && kind.is_some_and(|kind| kind.check(text).is_ok());
            is_right.then(|| text.to_owned())
        })
    }

    /// The places where tokens may stand, if all of them can be read.
    pub(super) fn places(&self) -> Option<Vec<Place>> {
        match self.literal("token_from") {
            Value::Default => Some(vec![Place::new(Source::Header)]),
            Value::Literal(literal) => literal.places().filter(|places| match literal {
                Literal::Words(words) => !words.is_empty() && places.len() == words.len(),
                _ => true,
            }),
            Value::Unknown => None,
        }
    }

    /// The literal that gives a setting, no matter what it says, unless a field may replace it.
    pub(super) fn given(&self, name: &str) -> Option<&'a Literal> {
        match self.literal(name) {
            Value::Literal(literal) => Some(literal),
            Value::Default | Value::Unknown => None,
        }
    }

    /// A setting that is a duration within its limits.
    pub(super) fn duration(&self, name: &str) -> Value<(&'a LitStr, Duration)> {
        let limits = match setting(name).map(|setting| setting.kind) {
            Some(Kind::Duration { least, most }) => least..=most,
            Some(Kind::Offset { most }) => 0..=most,
            _ => return Value::Unknown,
        };
        self.text(name, |text| {
            duration::parse(text)
                .ok()
                .filter(|found| limits.contains(&found.as_secs()))
        })
    }

    /// The algorithm that signs.
    pub(super) fn algorithm(&self) -> Option<Algorithm> {
        match self.text("algorithm", |text| text.parse().ok()) {
            Value::Default => Some(Algorithm::HS256),
            Value::Literal((_, algorithm)) => Some(algorithm),
            Value::Unknown => None,
        }
    }

    /// The algorithms of a list, each with its literal, as far as they can be read.
    pub(super) fn algorithms(&self, name: &str) -> Value<Vec<(LitStr, Algorithm)>> {
        let read = |texts: Vec<LitStr>| {
            let readable =
                |text: LitStr| text.value().parse().ok().map(|algorithm| (text, algorithm));
            Value::Literal(texts.into_iter().filter_map(readable).collect())
        };
        match self.literal(name) {
            Value::Default => Value::Default,
            Value::Literal(Literal::Text(text)) => read(vec![text.clone()]),
            Value::Literal(Literal::List(list)) => read(texts(&list.elems)),
            Value::Literal(_) | Value::Unknown => Value::Unknown,
        }
    }
}

fn texts(elements: &Punctuated<Expr, Token![,]>) -> Vec<LitStr> {
    let texts = elements.iter().map(Text::from_expr);
    texts
        .filter_map(|text| text.ok().map(|Text(text)| text))
        .collect()
}
