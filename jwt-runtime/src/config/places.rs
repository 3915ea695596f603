//! From settings to where tokens may stand.

use axum::http::HeaderName;
use jwt_syntax::cookie::{DEFAULT_ACCESS, of_instance};
use jwt_syntax::place::{self, Place, Source};

use super::{Problem, Setting, Settings};
use crate::token_location::Places;

const ACCESS_TOKEN: &str = "access_token";

impl Setting<String> {
    /// The text that was given, or the default; one that the table refuses is a problem.
    pub(super) fn text(&self, default: &str, problems: &mut Vec<Problem>) -> Box<str> {
        let Some(text) = self.value() else {
            return default.into();
        };
        if let Err(found) = self.check(text) {
            problems.push(self.problem(found, format!("a text such as `{default}`")));
        }
        text.as_str().into()
    }
}

impl<T> Setting<T> {
    fn check(&self, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Err("an empty text".into());
        }
        self.kind().map_or(Ok(()), |kind| kind.check(text))
    }
}

impl Setting<Vec<String>> {
    /// The texts that were given; one that the table refuses is a problem, and so are all that it refuses together.
    pub(super) fn texts(
        &self,
        expected: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<Box<[Box<str>]>> {
        let texts = self.value()?;
        for text in texts {
            if let Err(found) = self.check(text) {
                problems.push(self.problem(found, expected));
            }
        }
        let together = texts.iter().map(String::as_str);
        if let Some(Err(found)) = self.kind().map(|kind| kind.check_together(together)) {
            problems.push(self.problem(found, expected));
        }
        Some(texts.iter().map(|text| text.as_str().into()).collect())
    }
}

impl Settings {
    pub(super) fn places(&self, instance: Option<&str>, problems: &mut Vec<Problem>) -> Places {
        let cookie_name = of_instance(DEFAULT_ACCESS, instance);
        Places {
            order: self.order(problems),
            header_name: self.header(problems),
            header_prefixes: self.prefixes(problems),
            cookie_name: self.cookie_access_name.text(&cookie_name, problems),
            query_name: self.query_name.text(ACCESS_TOKEN, problems),
            query_prefix: self.query_prefix.text("", problems),
            json_key: self.json_key.text(ACCESS_TOKEN, problems),
            form_key: self.form_key.text(ACCESS_TOKEN, problems),
        }
    }

    fn order(&self, problems: &mut Vec<Problem>) -> Box<[Place]> {
        let Some(places) = self.token_from.value() else {
            return [Place::new(Source::Header)].into();
        };
        if let Err(found) = place::check(places) {
            problems.push(
                self.token_from
                    .problem(found, "each place once, such as `header, cookie`"),
            );
        }
        places.as_slice().into()
    }

    fn header(&self, problems: &mut Vec<Problem>) -> HeaderName {
        let name = self.header_name.text("Authorization", problems);
        HeaderName::try_from(&*name).unwrap_or(axum::http::header::AUTHORIZATION)
    }

    /// An empty text stands for no prefix, as an empty list does.
    fn prefixes(&self, problems: &mut Vec<Problem>) -> Box<[Box<str>]> {
        let setting = &self.header_prefixes;
        match setting.value().map(Vec::as_slice) {
            None => ["Bearer".into()].into(),
            Some([only]) if only.is_empty() => Box::default(),
            Some(_) => setting
                .texts(
                    "schemes such as `Bearer`, or none for a bare token",
                    problems,
                )
                .unwrap_or_default(),
        }
    }
}
