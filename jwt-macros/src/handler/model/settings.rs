//! Settings of one handler: those of all its attributes, and those of the blocks around it.

use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::parse::Arguments,
    setting::LiteralSetting,
};

/// The settings in all attributes of one handler.
pub(crate) fn merge(
    attributes: &[Arguments],
    diagnostics: &mut Diagnostics,
) -> Vec<LiteralSetting> {
    let mut merged: Vec<LiteralSetting> = Vec::new();
    for setting in attributes.iter().flat_map(|one| &one.settings) {
        let name = setting.option.name;
        if gives(&merged, name) {
            let message = format!("`{name}` is given in two attributes of one handler");
            diagnostics.report(
                Diagnostic::new(&setting.name, message).help("remove it from one of the two"),
            );
        } else {
            merged.push(setting.clone());
        }
    }
    merged
}

/// Adds the settings of the block around a handler that the handler does not have itself.
pub(crate) fn complete(own: &mut Vec<LiteralSetting>, block: &[LiteralSetting]) {
    for setting in block {
        if !gives(own, setting.option.name) {
            own.push(setting.clone());
        }
    }
}

pub(crate) fn gives(settings: &[LiteralSetting], name: &str) -> bool {
    named(settings, name).is_some()
}

pub(crate) fn named<'a>(settings: &'a [LiteralSetting], name: &str) -> Option<&'a LiteralSetting> {
    settings.iter().find(|setting| setting.option.name == name)
}
