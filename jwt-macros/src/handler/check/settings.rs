//! Settings of a handler that contradict each other.

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{
    Fact, KnownValue, SettingKey, SettingType, SettingsView, contradictions_of_handler,
};

use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::model::settings::{gives, named},
    setting::LiteralSetting,
};

/// Settings of a handler that contradict each other. On a block, they may be for a handler in it that says otherwise.
pub(crate) fn check(own: &[LiteralSetting], diagnostics: &mut Diagnostics) {
    for found in contradictions_of_handler(&HandlerView(own)) {
        let Some(setting) = named(own, found.setting) else {
            continue;
        };
        let message = format!("`{}`: found {}", found.setting, found.wrong.found);
        diagnostics.report(
            Diagnostic::new(&setting.name, message)
                .help(format!("expected {}", found.wrong.expected)),
        );
    }
}

/// What a handler says in its attributes. What it does not say is as its configuration has it, which is not known here.
struct HandlerView<'a>(&'a [LiteralSetting]);

impl SettingsView for HandlerView<'_> {
    fn value<T: SettingType>(&self, key: SettingKey<T>) -> KnownValue<T> {
        let setting = named(self.0, key.name());
        let value = setting.and_then(|setting| setting.literal.read(|text| key.read(text)));
        match value {
            Some(Ok(value)) => KnownValue::Given(value),
            _ => KnownValue::Unknown,
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        Some(gives(self.0, name))
    }

    fn holds(&self, _: Fact) -> Option<bool> {
        None
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        None
    }

    fn key_algorithms(&self) -> Option<Vec<Algorithm>> {
        None
    }
}
