//! `Texts`: a view of settings that are given as texts, for the rules to read.

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{
    Contradiction, Fact, KnownValue, SettingKey, SettingText, SettingType, SettingsView,
    contradictions, contradictions_of_handler, setting,
};

/// Settings as texts, entries of lists with commas between them; and what holds beside them.
#[derive(Clone, Default)]
pub(crate) struct Texts {
    pub(crate) given: Vec<(&'static str, &'static str)>,
    /// Those that are given so that no other rule has anything to say.
    pub(crate) beside: Vec<&'static str>,
    pub(crate) unknown: Option<&'static str>,
    pub(crate) facts: Vec<(Fact, bool)>,
    pub(crate) claims: &'static [&'static str],
    pub(crate) keys: Option<Vec<Algorithm>>,
    /// Whether nothing is known of a setting that is not given.
    pub(crate) of_handler: bool,
}

impl SettingsView for Texts {
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T> {
        if self.unknown == Some(setting.name()) {
            return KnownValue::Unknown;
        }
        let given = self.given.iter().find(|(name, _)| *name == setting.name());
        let Some((name, text)) = given else {
            return match self.of_handler {
                true => KnownValue::Unknown,
                false => KnownValue::Default,
            };
        };
        let texts: Vec<_> = text.split(',').collect();
        let written = match setting.kind().is_list() {
            true => SettingText::List(&texts),
            false => SettingText::Text(text),
        };
        match setting.read(written) {
            Ok(value) => KnownValue::Given(value),
            Err(wrong) => panic!("`{name}` is wrong by itself: {wrong:?}"),
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        assert!(setting(name).is_some(), "`{name}` is no setting");
        let is_known = self.unknown != Some(name);
        is_known.then(|| self.given.iter().any(|(given, _)| *given == name))
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        let fact = self.facts.iter().find(|(known, _)| *known == fact);
        fact.map(|(_, holds)| *holds)
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        Some(self.claims)
    }

    fn key_algorithms(&self) -> Option<Vec<Algorithm>> {
        self.keys.clone()
    }
}

impl Texts {
    /// `"access_ttl=25h +leeway=1s"`, in which a setting with a `+` is no part of what is found.
    pub(crate) fn of(settings: &'static str) -> Self {
        let mut texts = Self::default();
        for setting in settings.split_whitespace() {
            let (name, value) = setting.split_once('=').unwrap();
            let beside = name.strip_prefix('+');
            texts.beside.extend(beside);
            texts.given.push((beside.unwrap_or(name), value));
        }
        texts
    }

    pub(crate) fn with(mut self, fact: Fact, holds: bool) -> Self {
        self.facts.push((fact, holds));
        self
    }

    pub(crate) fn with_keys(mut self, algorithms: &[Algorithm]) -> Self {
        self.keys = Some(algorithms.to_vec());
        self
    }

    pub(crate) fn found(&self) -> Vec<String> {
        let found = match self.of_handler {
            true => contradictions_of_handler(self),
            false => contradictions(self),
        };
        let shown = |Contradiction { setting, wrong }| match wrong.at {
            Some(at) => format!("{setting}[{at}]: {}; {}", wrong.found, wrong.expected),
            None => format!("{setting}: {}; {}", wrong.found, wrong.expected),
        };
        found.into_iter().map(shown).collect()
    }

    /// Asserts that exactly these are found, by the beginnings of their texts; and that each is said no more once one of the
    /// settings or facts that it takes is not known, or the keys are not.
    #[track_caller]
    pub(crate) fn finds(self, expected: &[&str]) {
        let found = self.found();
        let begin = |(found, expected): (&String, &&str)| found.starts_with(*expected);
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(begin),
            "{:?} {:?}: {found:#?}",
            self.given,
            self.facts
        );
        if found.len() != 1 {
            return;
        }
        let taken = self.given.iter().map(|(name, _)| name);
        for name in taken.filter(|name| !self.beside.contains(name)) {
            let less = Self {
                unknown: Some(name),
                ..self.clone()
            };
            assert_eq!(less.found(), [""; 0], "without knowing `{name}`");
        }
        for at in 0..self.facts.len() {
            let mut less = self.clone();
            let (fact, _) = less.facts.remove(at);
            assert_eq!(less.found(), [""; 0], "without knowing {fact:?}");
        }
        if self.keys.is_some() {
            let less = Self { keys: None, ..self };
            assert_eq!(less.found(), [""; 0], "without knowing the keys");
        }
    }
}

#[track_caller]
pub(crate) fn finds(settings: &'static str, expected: &[&str]) {
    Texts::of(settings).finds(expected);
}
