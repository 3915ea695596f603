//! Settings that may stand in one pair of parentheses: `rate_limit(account = "100/h")` is `rate_limit_account = "100/h"`.

use quote::format_ident;
use syn::{Attribute, Meta, MetaList};

use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    options::list,
};

/// The beginning of the names of such settings.
const GROUP: &str = "rate_limit";

/// The options in all attributes named `helper`, each by itself.
pub(super) fn read(attrs: &[Attribute], helper: &str, diagnostics: &mut Diagnostics) -> Vec<Meta> {
    let mut options = Vec::new();
    for option in list::read(attrs, helper, diagnostics) {
        match option {
            Meta::List(group) if group.path.is_ident(GROUP) => {
                options.extend(ungrouped(&group, diagnostics));
            }
            option => options.push(option),
        }
    }
    options
}

fn ungrouped(group: &MetaList, diagnostics: &mut Diagnostics) -> Vec<Meta> {
    let mut options = Vec::new();
    for option in list::items(group.tokens.clone(), diagnostics) {
        let name = option.path().get_ident().cloned();
        match (option, name) {
            (Meta::NameValue(mut option), Some(name)) => {
                option.path = format_ident!("{GROUP}_{name}", span = name.span()).into();
                options.push(Meta::NameValue(option));
            }
            (option, _) => diagnostics.report(
                Diagnostic::new(
                    option,
                    format!("`{GROUP}(..)` takes limits, each with a value"),
                )
                .help(format!("write `{GROUP}(account = \"100/h\")`")),
            ),
        }
    }
    if group.tokens.is_empty() {
        diagnostics.report(
            Diagnostic::new(group, format!("`{GROUP}()` has no limit")).help(format!(
                "write `{GROUP}(account = \"100/h\")`, or `{GROUP} = \"off\"`"
            )),
        );
    }
    options
}
