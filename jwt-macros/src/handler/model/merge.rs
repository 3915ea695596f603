//! The attributes on one item, merged into one policy. Those that contradict each other are reported.

use quote::ToTokens;
use syn::Path;

use super::{AbsentToken, Access, AuthInstance, Injection, Policy, refresh_token, settings};
use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    handler::parse::{Arguments, Freshness, HandlerAttribute},
    scope::ScopeExpression,
};

impl Policy {
    /// Merges the attributes of one item, the first of which is being expanded.
    pub(crate) fn merge(
        first: Arguments,
        stacked: Vec<Arguments>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (attribute, at) = (first.attribute, first.at.clone());
        let attributes: Vec<Arguments> = std::iter::once(first).chain(stacked).collect();
        let names_access = attributes
            .iter()
            .any(|one| one.attribute != HandlerAttribute::InjectUser);
        report_twice(&attributes, diagnostics);
        let disputed_access = report_public_with_others(&attributes, diagnostics);
        let access = access(&attributes);
        let absent = if disputed_access {
            AbsentToken::Disputed
        } else {
            absent(&attributes, diagnostics)
        };
        let injection = attributes
            .iter()
            .find(|one| one.attribute == HandlerAttribute::InjectUser)
            .map_or(Injection::None, |one| Injection::Required(one.at.clone()));
        let freshness = freshness(&attributes, diagnostics);
        let auth = only("auth", &attributes, |one| one.auth.as_ref(), diagnostics);
        let responses = only(
            "responses",
            &attributes,
            |one| one.responses.as_ref(),
            diagnostics,
        );
        let settings = settings::merge(&attributes, diagnostics);
        let replace = attributes.iter().find_map(|one| one.replace.clone());
        if let Access::RefreshToken(refresh) = &access {
            refresh_token::check(refresh, &attributes, &settings, diagnostics);
        }
        Self {
            attribute,
            at,
            access,
            of_blocks: Vec::new(),
            names_access,
            replace,
            has_replaced: false,
            absent,
            injection,
            freshness,
            auth: auth.map(|path| AuthInstance {
                written: path.clone(),
                path,
            }),
            responses,
            settings,
            crate_path: attributes.into_iter().find_map(|one| one.crate_path),
        }
    }
}

fn access(attributes: &[Arguments]) -> Access {
    if attributes
        .iter()
        .all(|one| one.attribute == HandlerAttribute::Public)
    {
        return Access::Public;
    }
    if let Some(refresh) = attributes.iter().find_map(|one| one.refresh.clone()) {
        return Access::RefreshToken(refresh);
    }
    if let Some((scoped, function)) = attributes
        .iter()
        .find_map(|one| Some((one, one.with.clone()?)))
    {
        return Access::Computed {
            function: function.into(),
            state: scoped.state.clone().map(Into::into),
        };
    }
    let scopes: Vec<ScopeExpression> = attributes
        .iter()
        .flat_map(|one| one.scopes.clone())
        .collect();
    // An empty list of scopes would be met by every token. The mistake that left it empty has been reported.
    if scopes.is_empty() {
        return Access::Protected;
    }
    let flag =
        |value: fn(&Arguments) -> Option<bool>| attributes.iter().find_map(value).unwrap_or(true);
    Access::Scoped {
        scopes,
        require_all: flag(|one| one.require_all.as_ref().map(|value| value.value)),
        require_all_actions: flag(|one| one.require_all_actions.as_ref().map(|value| value.value)),
        vocabulary: attributes
            .iter()
            .find_map(|one| one.vocabulary.clone())
            .map(Into::into),
    }
}

fn absent(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> AbsentToken {
    if attributes.iter().any(|one| one.disputes_optional) {
        return AbsentToken::Disputed;
    }
    let Some(optional) = attributes.iter().find_map(|one| one.optional.as_ref()) else {
        return AbsentToken::Refused;
    };
    let disputing = attributes.iter().find(|one| match one.attribute {
        HandlerAttribute::Scoped => true,
        HandlerAttribute::Protected => one.optional.is_none(),
        HandlerAttribute::Public | HandlerAttribute::InjectUser => false,
    });
    let Some(disputing) = disputing else {
        return AbsentToken::Forgiven(optional.clone());
    };
    let refused = match disputing.attribute {
        HandlerAttribute::Scoped => Diagnostic::new(
            optional,
            "`optional` and scopes contradict each other: a request without a token has no scopes",
        )
        .help("remove `optional`, or remove `#[scoped(..)]` and check the claims in the handler"),
        attribute => Diagnostic::new(
            optional,
            format!(
                "`optional` contradicts `{attribute}` beside it, which requires a token of every request"
            ),
        )
        .help(format!(
            "write `#[{}(optional)]`, or remove `optional`",
            attribute.name()
        )),
    };
    diagnostics.report(refused);
    AbsentToken::Disputed
}

/// All that the attributes of one handler require of the authentication.
fn freshness(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> Freshness {
    let mut all = Freshness::default();
    for one in attributes {
        all.add(&one.freshness, "another attribute", diagnostics);
    }
    all
}

fn report_twice(attributes: &[Arguments], diagnostics: &mut Diagnostics) {
    for (index, one) in attributes.iter().enumerate() {
        let attribute = one.attribute;
        if attributes
            .iter()
            .take(index)
            .any(|earlier| earlier.attribute == attribute)
        {
            let message = format!("expected `{attribute}` once, found it twice on one item");
            let refused = Diagnostic::new(&one.at, message);
            diagnostics.report(match attribute {
                HandlerAttribute::Scoped => refused.help(
                    "list all scopes in one attribute: `#[scoped(\"user:read\", \"admin\")]`",
                ),
                _ => refused.help("remove one of the two"),
            });
        }
    }
}

fn report_public_with_others(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> bool {
    let public = attributes
        .iter()
        .position(|one| one.attribute == HandlerAttribute::Public);
    let other = attributes
        .iter()
        .position(|one| one.attribute != HandlerAttribute::Public);
    let (Some(public), Some(other)) = (public, other) else {
        return false;
    };
    // The attribute that is being expanded has no tokens of its own to underline.
    let underlined = attributes.get(public.max(other)).map(|one| &one.at);
    let attribute = attributes
        .get(other)
        .map_or(HandlerAttribute::Protected, |one| one.attribute);
    let message = format!(
        "`#[public]` and `{attribute}` contradict each other: one allows everyone, the other requires a token"
    );
    diagnostics.report(Diagnostic::new(underlined, message).help(
        "remove one of the two; for a token that may be absent write `#[protected(optional)]`",
    ));
    true
}

/// The value that all attributes agree on.
fn only(
    option: &str,
    attributes: &[Arguments],
    value: fn(&Arguments) -> Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Option<Path> {
    let mut values = attributes.iter().filter_map(value);
    let first = values.next()?;
    let text = shown(first.to_token_stream());
    for other in values {
        let found = shown(other.to_token_stream());
        if found != text {
            let message =
                format!("one handler has one `{option}`, found `{found}` beside `{text}`");
            diagnostics.report(
                Diagnostic::new(other, message).help(format!("write `{option} = {text}`, once")),
            );
        }
    }
    Some(first.clone())
}
