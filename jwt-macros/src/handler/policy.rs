//! What a handler asks for, once all its attributes are read together.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Ident, Path};

use super::{
    arguments::Arguments,
    attribute::Kind,
    freshness::Freshness,
    own_setting,
    scope_expression::{Reference, ScopeExpression},
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::Setting,
};

/// The merged attributes of one handler, or those that a block hands down to its handlers.
#[derive(Clone)]
pub(super) struct Policy {
    /// The attribute that is being expanded.
    pub(super) kind: Kind,
    /// The tokens to blame for that attribute.
    pub(super) at: TokenStream,
    pub(super) access: Access,
    /// What the blocks around the handler ask besides, the nearest first. Each must be met.
    pub(super) of_blocks: Vec<Access>,
    /// Whether the attributes name the access, rather than `#[inject_user]` implying it.
    pub(super) names_access: bool,
    /// `replace`, as it was written.
    pub(super) replace: Option<Ident>,
    /// Whether `replace` left out what a block around the handler asks.
    pub(super) has_replaced: bool,
    pub(super) absent: Absent,
    pub(super) injection: Injection,
    pub(super) freshness: Freshness,
    pub(super) auth: Option<Instance>,
    /// The settings that the handler has otherwise than its configuration.
    pub(super) settings: Vec<Setting>,
    pub(super) crate_path: Option<CratePath>,
}

#[derive(Clone)]
pub(super) enum Access {
    Public,
    Protected,
    Scoped {
        scopes: Vec<ScopeExpression>,
        require_all: bool,
        require_all_actions: bool,
        /// The vocabulary that the literals are compared with.
        vocabulary: Option<Reference>,
    },
    Computed {
        function: Reference,
        /// The router's state that the function asks for.
        state: Option<Reference>,
    },
}

impl Access {
    /// Whether it asks for more than a valid token.
    pub(super) fn asks_scopes(&self) -> bool {
        !matches!(self, Self::Public | Self::Protected)
    }

    /// The paths that are reached from the place of the attribute.
    pub(super) fn paths_mut(&mut self) -> Vec<&mut Path> {
        match self {
            Self::Public | Self::Protected => Vec::new(),
            Self::Scoped {
                scopes, vocabulary, ..
            } => {
                let paths = scopes.iter_mut().flat_map(ScopeExpression::paths_mut);
                let vocabulary = vocabulary.iter_mut().map(|named| &mut named.path);
                paths.chain(vocabulary).collect()
            }
            Self::Computed { function, state } => {
                let state = state.iter_mut().map(|named| &mut named.path);
                std::iter::once(&mut function.path).chain(state).collect()
            }
        }
    }
}

/// What becomes of a request without a token.
#[derive(Clone)]
pub(super) enum Absent {
    Refused,
    /// The handler runs all the same, as this `optional` says.
    Forgiven(Ident),
    /// The attributes contradict each other, which has been reported; refused, but nothing more is said of it.
    Disputed,
}

/// Whether a parameter is filled with the user.
#[derive(Clone)]
pub(super) enum Injection {
    None,
    /// Where there is a parameter for the user: the attribute stands on a block.
    WhereWanted,
    /// There must be such a parameter; these tokens are to blame when there is none.
    Required(TokenStream),
}

/// The value of `auth = ..`.
#[derive(Clone)]
pub(super) struct Instance {
    /// As it was written, to compare with types that name it.
    pub(super) written: Path,
    /// As it is reached from the place of the handler.
    pub(super) path: Path,
}

impl Policy {
    /// Merges the attributes of one item; the first of them is being expanded.
    pub(super) fn merge(
        first: Arguments,
        stacked: Vec<Arguments>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (kind, at) = (first.kind, first.at.clone());
        let attributes: Vec<Arguments> = std::iter::once(first).chain(stacked).collect();
        let names_access = attributes.iter().any(|one| one.kind != Kind::InjectUser);
        report_twice(&attributes, diagnostics);
        let disputed_access = report_public_with_others(&attributes, diagnostics);
        let access = access(&attributes);
        let absent = if disputed_access {
            Absent::Disputed
        } else {
            absent(&attributes, diagnostics)
        };
        let injection = attributes
            .iter()
            .find(|one| one.kind == Kind::InjectUser)
            .map_or(Injection::None, |one| Injection::Required(one.at.clone()));
        let freshness = Freshness::of(&attributes, diagnostics);
        let auth = only(&attributes, |one| one.auth.as_ref(), diagnostics);
        let settings = own_setting::merge(&attributes, diagnostics);
        let replace = attributes.iter().find_map(|one| one.replace.clone());
        Self {
            kind,
            at,
            access,
            of_blocks: Vec::new(),
            names_access,
            replace,
            has_replaced: false,
            absent,
            injection,
            freshness,
            auth: auth.map(|path| Instance {
                written: path.clone(),
                path,
            }),
            settings,
            crate_path: attributes.into_iter().find_map(|one| one.crate_path),
        }
    }

    /// What the attributes and the blocks around them ask, each of which must be met: the handler's own first.
    pub(super) fn accesses(&self) -> impl Iterator<Item = &Access> {
        std::iter::once(&self.access).chain(&self.of_blocks)
    }

    /// The paths that are reached from the place of the attribute.
    pub(super) fn paths_mut(&mut self) -> Vec<&mut Path> {
        let accesses = std::iter::once(&mut self.access).chain(&mut self.of_blocks);
        accesses.flat_map(Access::paths_mut).collect()
    }

    /// Reports settings of a handler that contradict each other.
    pub(super) fn check_settings(&self, diagnostics: &mut Diagnostics) {
        own_setting::check(&self.settings, diagnostics);
    }
}

fn access(attributes: &[Arguments]) -> Access {
    if attributes.iter().all(|one| one.kind == Kind::Public) {
        return Access::Public;
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
    // A requirement of no scopes would be met by anyone; the mistake that led to it has been reported.
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

fn absent(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> Absent {
    if attributes.iter().any(|one| one.disputes_optional) {
        return Absent::Disputed;
    }
    let Some(optional) = attributes.iter().find_map(|one| one.optional.as_ref()) else {
        return Absent::Refused;
    };
    let disputing = attributes.iter().find(|one| match one.kind {
        Kind::Scoped => true,
        Kind::Protected => one.optional.is_none(),
        Kind::Public | Kind::InjectUser => false,
    });
    let Some(disputing) = disputing else {
        return Absent::Forgiven(optional.clone());
    };
    let refused = match disputing.kind {
        Kind::Scoped => Diagnostic::new(
            optional,
            "`optional` and scopes contradict each other: a scope cannot be asked of nobody",
        )
        .help("remove `optional`, or remove `#[scoped(..)]` and look at the claims in the handler"),
        kind => Diagnostic::new(
            optional,
            format!(
                "`optional` contradicts `{kind}` beside it, which asks every request for a token"
            ),
        )
        .help(format!(
            "write `#[{}(optional)]`, or remove `optional`",
            kind.name()
        )),
    };
    diagnostics.report(refused);
    Absent::Disputed
}

fn report_twice(attributes: &[Arguments], diagnostics: &mut Diagnostics) {
    for (index, one) in attributes.iter().enumerate() {
        let kind = one.kind;
        if attributes
            .iter()
            .take(index)
            .any(|earlier| earlier.kind == kind)
        {
            let message = format!("expected `{kind}` once, found it twice on one item");
            let refused = Diagnostic::new(&one.at, message);
            diagnostics.report(match kind {
                Kind::Scoped => refused.help(
                    "list all scopes in one attribute: `#[scoped(\"user:read\", \"admin\")]`",
                ),
                _ => refused.help("remove one of the two"),
            });
        }
    }
}

fn report_public_with_others(attributes: &[Arguments], diagnostics: &mut Diagnostics) -> bool {
    let public = attributes.iter().position(|one| one.kind == Kind::Public);
    let other = attributes.iter().position(|one| one.kind != Kind::Public);
    let (Some(public), Some(other)) = (public, other) else {
        return false;
    };
    // The one that is being expanded has no tokens of its own.
    let blamed = attributes.get(public.max(other)).map(|one| &one.at);
    let kind = attributes
        .get(other)
        .map_or(Kind::Protected, |one| one.kind);
    let message = format!(
        "`#[public]` and `{kind}` contradict each other: one lets everyone in, the other asks for a token"
    );
    diagnostics.report(Diagnostic::new(blamed, message).help(
        "remove one of the two; for a token that may be absent write `#[protected(optional)]`",
    ));
    true
}

/// The value that all attributes agree on.
fn only(
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
            let message = format!("one handler has one `auth`, found `{found}` beside `{text}`");
            diagnostics.report(
                Diagnostic::new(other, message).help(format!("write `auth = {text}`, once")),
            );
        }
    }
    Some(first.clone())
}
