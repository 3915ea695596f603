//! What contradicts `refresh`: everything that is about access tokens.

use syn::Ident;

use crate::{
    diagnostics::{Diagnostic, Diagnostics},
    handler::parse::{Arguments, HandlerAttribute},
    setting::LiteralSetting,
};

/// The settings of a handler that are about responses, and not about access tokens.
const OF_RESPONSES: [&str; 3] = ["challenge", "error_detail", "realm"];

/// Reports attributes, options and settings beside `refresh` that are about access tokens.
pub(crate) fn check(
    refresh: &Ident,
    attributes: &[Arguments],
    settings: &[LiteralSetting],
    diagnostics: &mut Diagnostics,
) {
    for one in attributes {
        let attribute = one.attribute;
        if attribute != HandlerAttribute::Protected && attribute != HandlerAttribute::Public {
            let message = format!(
                "`refresh` takes a refresh token, found `{attribute}`, which is about access tokens"
            );
            diagnostics.report(Diagnostic::new(refresh, message).help(format!(
                "remove `{attribute}`; `RefreshedSession` has the user of the session, and narrows its scopes"
            )));
        }
        let freshness = &one.freshness;
        let beside = [
            ("optional", one.optional.is_some()),
            ("fresh", freshness.fresh),
            ("max_age", freshness.max_age.is_some()),
            ("acr", freshness.acr.is_some()),
        ];
        for (option, _) in beside.into_iter().filter(|(_, is_given)| *is_given) {
            let message = format!(
                "`refresh` takes a refresh token, found `{option}`, which is about access tokens"
            );
            diagnostics.report(
                Diagnostic::new(refresh, message).help(format!("remove `{option}`, or `refresh`")),
            );
        }
    }
    for setting in settings {
        let name = setting.option.name;
        if OF_RESPONSES.contains(&name) {
            continue;
        }
        let message = format!("a handler with `refresh` cannot override `{name}`");
        diagnostics.report(Diagnostic::new(&setting.name, message).help(format!(
            "remove `{name}`: the configuration says how refresh tokens are read and checked; a handler with `refresh` can override {}",
            OF_RESPONSES.map(|name| format!("`{name}`")).join(", ")
        )));
    }
}
