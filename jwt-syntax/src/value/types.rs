//! Types of settings that are not of this crate alone: numbers, durations, texts, algorithms, and lists of these.

use std::time::Duration;

use super::{SettingKind, SettingList, SettingType, WrongValue};
use crate::algorithm::Algorithm;
use crate::duration::{self, in_words};
use crate::http::token_location::{self, TokenLocation, TokenLocationError};

impl SettingType for bool {
    const EXPECTED: &'static str = "`on` or `off`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        match text {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(WrongValue::quoted(text, Self::EXPECTED)),
        }
    }
}

impl SettingType for usize {
    const EXPECTED: &'static str = "a number such as `8192`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        text.parse()
            .map_err(|_| WrongValue::quoted(text, Self::EXPECTED))
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        match kind {
            SettingKind::Count { least, most } if !(least..=most).contains(&(*self as u64)) => {
                Err(WrongValue::new(
                    format!("{self}"),
                    format!("a number from {least} to {most}"),
                ))
            }
            _ => Ok(()),
        }
    }
}

impl SettingType for Duration {
    const EXPECTED: &'static str = "a duration such as `15m`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        duration::parse(text).map_err(|error| WrongValue::because(text, error, Self::EXPECTED))
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        let (least, most) = match kind {
            SettingKind::Duration { least, most } => (least, most),
            SettingKind::Offset { most } => (0, most),
            _ => return Ok(()),
        };
        if self.subsec_nanos() == 0 && (least..=most).contains(&self.as_secs()) {
            return Ok(());
        }
        let [least, most] = [least, most].map(|limit| in_words(Self::from_secs(limit)));
        let expected = format!("whole seconds, from {least} to {most}");
        Err(WrongValue::new(in_words(*self), expected))
    }
}

impl SettingType for Algorithm {
    const EXPECTED: &'static str = "the name of an algorithm (RFC 7518 §3.1), such as `HS256`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        text.parse()
            .map_err(|error| WrongValue::because(text, error, Self::EXPECTED))
    }
}

impl SettingType for String {
    const EXPECTED: &'static str = "a text";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Ok(text.to_owned())
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        kind.check_text(self)
    }
}

impl SettingType for Vec<Algorithm> {
    const EXPECTED: &'static str = "the name of an algorithm such as `HS256`, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&[text])
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        let algorithms = texts.iter().enumerate();
        algorithms
            .map(|(at, text)| Algorithm::from_text(text).map_err(|wrong| wrong.at(at)))
            .collect()
    }

    fn check(&self, _: SettingKind) -> Result<(), WrongValue> {
        if self.is_empty() {
            return Err(WrongValue::new("an empty list", Self::EXPECTED));
        }
        for (at, algorithm) in self.iter().enumerate() {
            if self.iter().take(at).any(|other| other == algorithm) {
                return Err(WrongValue::twice(algorithm).at(at));
            }
        }
        Ok(())
    }
}

impl SettingType for Vec<String> {
    const EXPECTED: &'static str = "a name, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&[text])
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        Ok(texts.iter().map(|&text| text.to_owned()).collect())
    }

    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        kind.check_texts(self)
    }
}

impl SettingType for Vec<TokenLocation> {
    const EXPECTED: &'static str = "token locations such as `header, cookie`, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&text.split(',').collect::<Vec<_>>())
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        let locations = texts.iter().enumerate();
        let read = |(at, text): (usize, &&str)| {
            let location = text.parse();
            location.map_err(|error: TokenLocationError| {
                WrongValue::because(text.trim(), error, Self::EXPECTED).at(at)
            })
        };
        locations.map(read).collect()
    }

    fn check(&self, _: SettingKind) -> Result<(), WrongValue> {
        token_location::check(self).map_err(|found| WrongValue::new(found, Self::EXPECTED))
    }
}

impl SettingList for Vec<Algorithm> {}
impl SettingList for Vec<String> {}
impl SettingList for Vec<TokenLocation> {}
