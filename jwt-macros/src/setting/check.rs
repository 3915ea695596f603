//! Checking a setting as a literal.

use jwt_syntax::setting::{SettingKind, SettingText, WrongValue, is_of_a_preset};
use quote::ToTokens;
use syn::ExprArray;

use super::literal::{SettingLiteral, text};
use super::{LiteralSetting, token_locations};
use crate::diagnostics::{Diagnostic, Diagnostics, shown};

impl LiteralSetting {
    /// Checks the literal; what is wrong is reported.
    pub(crate) fn check(&self, diagnostics: &mut Diagnostics) {
        match &self.literal {
            SettingLiteral::List(list) => self.check_list(list, diagnostics),
            SettingLiteral::Words(words) => {
                if token_locations::read(words, diagnostics).is_empty() && words.is_empty() {
                    diagnostics.report(token_locations::none(&self.name));
                }
            }
            SettingLiteral::Text(_) | SettingLiteral::Number(_) => {
                if let Some(Err(wrong)) = self.literal.read(self.check) {
                    diagnostics.report(self.refused(self.literal.as_written(), &wrong));
                }
            }
        }
    }

    /// Checks each entry of a list by itself, so that all that are wrong are reported, and then all of them together.
    fn check_list(&self, list: &ExprArray, diagnostics: &mut Diagnostics) {
        let name = self.option.name;
        // An empty list takes the place of a default that is not empty.
        let replaces = is_of_a_preset(name) && (self.check)(SettingText::List(&[])).is_ok();
        let may_be_empty = self.kind == SettingKind::Prefixes || replaces;
        if list.elems.is_empty() && !may_be_empty {
            let refused = Diagnostic::new(list, format!("`{name}` lists nothing"));
            diagnostics.report(refused.help(format!(
                "write `{}`, or leave it out",
                self.option.written()
            )));
            return;
        }
        let known = diagnostics.count();
        for element in &list.elems {
            let Some(text) = text(element) else {
                let found = shown(element.to_token_stream());
                let message = format!("`{name}` lists strings in quotes, found `{found}`");
                let refused = Diagnostic::new(element, message);
                diagnostics.report(refused.help(format!("write `{}`", self.option.written())));
                continue;
            };
            if let Err(wrong) = (self.check)(SettingText::List(&[&text.value()]))
                && wrong.at.is_some()
            {
                diagnostics.report(self.refused(element, &wrong));
            }
        }
        if diagnostics.count() == known
            && let Some(Err(wrong)) = self.literal.read(self.check)
        {
            diagnostics.report(self.refused(self.literal.entry(wrong.at), &wrong));
        }
    }

    fn refused(&self, at: impl ToTokens, wrong: &WrongValue) -> Diagnostic {
        let help = match self.kind {
            // A value that disables a check is not suggested.
            SettingKind::Dangerous => format!("expected {}", wrong.expected),
            _ => format!(
                "expected {}; write `{}`",
                wrong.expected,
                self.option.written()
            ),
        };
        Diagnostic::new(at, format!("`{}`: found {}", self.option.name, wrong.found)).help(help)
    }
}
