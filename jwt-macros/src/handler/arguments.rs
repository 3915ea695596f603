//! Reading the arguments of one attribute, all of them, whatever is wrong with some.

use jwt_syntax::setting;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Ident, Lit, LitBool, LitStr, Path, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token,
};

use super::{
    attribute::Kind,
    freshness::Freshness,
    option::{self, OptionName, Value, until_comma},
    own_setting, scope_argument,
    scope_expression::{self, ScopeExpression},
    scope_options,
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics, shown},
    setting::Setting,
};

/// What one attribute asks for.
#[derive(Clone)]
pub(super) struct Arguments {
    pub(super) kind: Kind,
    /// The tokens to blame for the attribute as a whole; none for the one being expanded, whose span is the call site.
    pub(super) at: TokenStream,
    /// What is asked of scopes, as far as it is well-formed; no literal twice.
    pub(super) scopes: Vec<ScopeExpression>,
    /// The vocabulary that the literals are compared with.
    pub(super) vocabulary: Option<Path>,
    /// The function that computes the scopes, and the router's state that it asks for.
    pub(super) with: Option<Path>,
    pub(super) state: Option<Path>,
    pub(super) require_all: Option<LitBool>,
    pub(super) require_all_actions: Option<LitBool>,
    pub(super) optional: Option<Ident>,
    /// Whether something was meant as `optional` and written otherwise, so that nobody knows what was asked.
    pub(super) disputes_optional: bool,
    pub(super) freshness: Freshness,
    pub(super) auth: Option<Path>,
    /// `replace`: what the block asks is not asked here.
    pub(super) replace: Option<Ident>,
    /// The settings that the handler has otherwise than its configuration, each once.
    pub(super) settings: Vec<Setting>,
    pub(super) crate_path: Option<CratePath>,
}

/// Reads what stands between the parentheses. A mistake is reported, and reading goes on behind it.
pub(super) fn parse(
    kind: Kind,
    at: TokenStream,
    tokens: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Arguments {
    let mut reader = Reader {
        arguments: Arguments {
            kind,
            at,
            scopes: Vec::new(),
            vocabulary: None,
            with: None,
            state: None,
            require_all: None,
            require_all_actions: None,
            optional: None,
            disputes_optional: false,
            freshness: Freshness::default(),
            auth: None,
            replace: None,
            settings: Vec::new(),
            crate_path: None,
        },
        given: Vec::new(),
        has_scopes: false,
        diagnostics,
    };
    let outcome = (|input: ParseStream<'_>| reader.read_all(input)).parse2(tokens);
    if let Err(error) = outcome {
        reader.diagnostics.report(error);
    }
    if reader.has_scopes {
        scope_options::check(&mut reader.arguments, reader.diagnostics);
    } else if kind == Kind::Scoped {
        let refused = Diagnostic::new(
            &reader.arguments.at,
            "`#[scoped]` takes at least one scope, found none",
        );
        reader.diagnostics.report(refused.help(
            "write `#[scoped(\"user:read\")]`, or `#[protected]` when a valid token is enough",
        ));
    }
    reader.arguments
}

struct Reader<'a> {
    arguments: Arguments,
    /// The names of the options seen, well written or not.
    given: Vec<&'static str>,
    /// Whether anything was written that was meant as a scope.
    has_scopes: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read_all(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            if let Some(comma) = input.parse::<Option<Token![,]>>()? {
                let refused = Diagnostic::new(comma, "expected an argument, found `,`");
                self.diagnostics.report(refused.help("remove this `,`"));
                continue;
            }
            self.read_argument(input)?;
            self.read_separator(input)?;
        }
        Ok(())
    }

    fn read_separator(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
            return Ok(());
        }
        let meant_any = input.peek(Token![|]);
        let next: TokenTree = input.fork().parse()?;
        let refused = Diagnostic::new(
            &next,
            format!("expected `,` between two arguments, found `{next}`"),
        );
        if !matches!(next, TokenTree::Punct(_)) {
            self.diagnostics.report(refused.help("put a `,` before it"));
            return Ok(());
        }
        while !input.peek(Token![,])
            && let Some((TokenTree::Punct(_), _)) = input.cursor().token_tree()
        {
            input.parse::<TokenTree>()?;
        }
        input.parse::<Option<Token![,]>>()?;
        self.diagnostics.report(if meant_any {
            refused
                .help("write `,`, and `require_all = false` last when one of the scopes is enough")
        } else {
            refused.help("write `,` instead")
        });
        Ok(())
    }

    fn read_argument(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(LitStr) {
            self.take_scope(input.parse()?);
            return Ok(());
        }
        // Before words: `true` is both.
        if input.peek(Lit) || (input.peek(Token![-]) && input.peek2(Lit)) {
            let literal = input.parse()?;
            self.refuse_literal(&literal);
            return Ok(());
        }
        if input.peek(Ident::peek_any) {
            let after = input.fork();
            let name = Ident::parse_any(&after)?;
            let stands_alone = after.is_empty() || after.peek(Token![,]);
            let has_value = after.peek(Token![=]) && !after.peek(Token![==]);
            if stands_alone || has_value {
                Ident::parse_any(input)?;
                return self.read_option(&name, input);
            }
            let setting = own_setting::named_by(&name);
            if after.peek(Token![:])
                && !after.peek(Token![::])
                && match OptionName::named_by(&name) {
                    // `realm:read` and `fresh:read` are scopes.
                    None => setting.is_some() && after.peek2(Lit),
                    Some(OptionName::Fresh | OptionName::Replace) => after.peek2(Lit),
                    Some(_) => true,
                }
            {
                Ident::parse_any(input)?;
                return self.refuse_colon(&name, input);
            }
            if self.arguments.kind == Kind::Scoped && scope_expression::is_group(&name, &after) {
                Ident::parse_any(input)?;
                return self.take_group(&name, input);
            }
            if after.peek(token::Paren)
                && let Some(setting) = setting
            {
                Ident::parse_any(input)?;
                return self.read_setting(setting, &name, input);
            }
            if after.peek(token::Paren) {
                let tokens = until_comma(input)?;
                self.refuse_call(&name, tokens);
                return Ok(());
            }
        }
        if self.arguments.kind == Kind::Scoped
            && let Some(variant) = scope_expression::variant(input)
        {
            self.has_scopes = true;
            self.take_expression(ScopeExpression::Variant(variant.clone()), variant.path);
            return Ok(());
        }
        let tokens = until_comma(input)?;
        self.refuse_unquoted(&tokens);
        Ok(())
    }

    /// The group `name`, whose members come next.
    fn take_group(&mut self, name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        self.has_scopes = true;
        let group: proc_macro2::Group = input.parse()?;
        let read = scope_expression::read_group(name, group.stream(), 1, self.diagnostics);
        if let Some(expression) = read {
            self.take_expression(expression, quote!(#name #group));
        }
        Ok(())
    }

    fn take_expression(&mut self, expression: ScopeExpression, at: impl ToTokens) {
        let mut earlier = self.arguments.scopes.iter();
        if earlier.any(|other| other.is_same(&expression)) {
            let message = format!("`{expression}` is listed twice");
            let refused = Diagnostic::new(at, message);
            self.diagnostics
                .report(refused.help("remove one of the two"));
            return;
        }
        self.arguments.scopes.push(expression);
    }

    /// The option `name`, whose value, if any, comes next.
    fn read_option(&mut self, name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let kind = self.arguments.kind;
        let stands_alone = !input.peek(Token![=]);
        if let Some(setting) = own_setting::named_by(name)
            // A word alone is more likely a scope without quotes than a setting that no handler has.
            && (setting.on_handler || kind != Kind::Scoped || !stands_alone)
        {
            return self.read_setting(setting, name, input);
        }
        let has_value = input.parse::<Option<Token![=]>>()?.is_some();
        let Some(option) = OptionName::named_by(name) else {
            until_comma(input)?;
            self.refuse_word(name, has_value);
            return Ok(());
        };
        if self.is_given(option.name(), name) {
            until_comma(input)?;
            return Ok(());
        }
        self.arguments.disputes_optional |=
            option == OptionName::Optional && (has_value || !kind.options().contains(&option));
        if !kind.options().contains(&option) {
            until_comma(input)?;
            self.diagnostics
                .report(option::misplaced(kind, name, option));
            return Ok(());
        }
        self.has_scopes |= option == OptionName::With;
        if option == OptionName::Optional && !has_value {
            self.arguments.optional = Some(name.clone());
            return Ok(());
        }
        if option == OptionName::Fresh && !has_value {
            self.arguments.freshness.fresh = true;
            return Ok(());
        }
        if option == OptionName::Replace && !has_value {
            self.arguments.replace = Some(name.clone());
            return Ok(());
        }
        if !has_value || input.is_empty() || input.peek(Token![,]) {
            self.diagnostics.report(option.without_value(name));
            return Ok(());
        }
        match option.read_value(input)? {
            Ok(Value::Literal(literal)) => {
                self.arguments
                    .freshness
                    .take(option, name, literal, self.diagnostics);
            }
            Ok(value) => self.take_value(option, value),
            Err(found) => self.diagnostics.report(option.wrong_value(name, &found)),
        }
        Ok(())
    }

    /// The setting `name`, whose value, if any, comes next.
    fn read_setting(
        &mut self,
        row: &'static setting::Setting,
        name: &Ident,
        input: ParseStream<'_>,
    ) -> syn::Result<()> {
        let mut option = name.to_token_stream();
        if let Some(equals) = input.parse::<Option<Token![=]>>()? {
            equals.to_tokens(&mut option);
        }
        option.extend(option::literal(input)?);
        if self.is_given(row.name, name) {
            return Ok(());
        }
        let kind = self.arguments.kind;
        let setting = own_setting::read(kind, row, name, &option, self.diagnostics);
        self.arguments.settings.extend(setting);
        Ok(())
    }

    /// Whether an option was there before, which is reported; from now on it was.
    fn is_given(&mut self, option: &'static str, name: &Ident) -> bool {
        let is_given = self.given.contains(&option);
        if is_given {
            let refused = Diagnostic::new(name, format!("the option `{name}` is given twice"));
            self.diagnostics
                .report(refused.help("remove one of the two"));
        } else {
            self.given.push(option);
        }
        is_given
    }

    fn take_value(&mut self, option: OptionName, value: Value) {
        match (option, value) {
            (OptionName::RequireAll, Value::Bool(value)) => {
                self.arguments.require_all = Some(value);
            }
            (OptionName::RequireAllActions, Value::Bool(value)) => {
                self.arguments.require_all_actions = Some(value);
            }
            (OptionName::Crate, Value::Path(path)) => match CratePath::new(&path) {
                Ok(path) => self.arguments.crate_path = Some(path),
                Err(refused) => self.diagnostics.report(refused),
            },
            (OptionName::In, Value::Path(path)) => self.arguments.vocabulary = Some(path),
            (OptionName::With, Value::Path(path)) => self.arguments.with = Some(path),
            (OptionName::State, Value::Path(path)) => self.arguments.state = Some(path),
            (_, Value::Path(path)) => self.arguments.auth = Some(path),
            (_, Value::Bool(_) | Value::Literal(_)) => {}
        }
    }

    fn take_scope(&mut self, literal: LitStr) {
        self.has_scopes = true;
        if self.arguments.kind != Kind::Scoped {
            self.refuse_scope(&literal, &literal.value());
            return;
        }
        match scope_argument::check(&literal, &self.arguments.scopes) {
            Ok(()) => self
                .arguments
                .scopes
                .push(ScopeExpression::Literal(literal)),
            Err(refused) => self.diagnostics.report(refused),
        }
    }

    /// A scope in an attribute that takes none.
    fn refuse_scope(&mut self, at: impl ToTokens, text: &str) {
        let kind = self.arguments.kind;
        let refused = Diagnostic::new(at, format!("`{kind}` takes no scopes, found {text:?}"));
        self.diagnostics
            .report(refused.help(format!("write `#[scoped({text:?})]`")));
    }

    fn refuse_literal(&mut self, literal: &Lit) {
        self.has_scopes = true;
        let refused = match self.arguments.kind {
            Kind::Scoped => scope_argument::not_a_string(literal),
            kind => not_an_option(kind, literal.to_token_stream()),
        };
        self.diagnostics.report(refused);
    }

    fn refuse_unquoted(&mut self, tokens: &[TokenTree]) {
        self.has_scopes = true;
        let stream: TokenStream = tokens.iter().cloned().collect();
        match (self.arguments.kind, scope_argument::in_quotes(tokens)) {
            (Kind::Scoped, _) => self.diagnostics.report(scope_argument::unquoted(tokens)),
            (_, Some(scope)) => self.refuse_scope(stream, &scope),
            (kind, None) => self.diagnostics.report(not_an_option(kind, stream)),
        }
    }

    /// A word that is no option: a scope without quotes, or a mistyped option.
    fn refuse_word(&mut self, name: &Ident, has_value: bool) {
        let kind = self.arguments.kind;
        let nearest = option::nearest_to(kind, name);
        let is_mistyped = has_value || nearest.is_some();
        self.arguments.disputes_optional |= nearest == Some(OptionName::Optional);
        if kind == Kind::Scoped && !is_mistyped {
            self.refuse_unquoted(&[TokenTree::Ident(name.clone())]);
        } else {
            let at = name.to_token_stream();
            self.diagnostics
                .report(option::unknown(kind, name, at, has_value));
        }
    }

    /// `name: value`, as fields are written.
    fn refuse_colon(&mut self, name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let colon: Token![:] = input.parse()?;
        let value = shown(until_comma(input)?.into_iter().collect());
        let refused = Diagnostic::new(colon, format!("expected `=` after `{name}`, found `:`"));
        let meant = match OptionName::named_by(name) {
            Some(option @ (OptionName::Fresh | OptionName::Replace)) => option.example().to_owned(),
            _ => format!("{name} = {value}"),
        };
        self.diagnostics
            .report(refused.help(format!("write `{meant}`")));
        Ok(())
    }

    /// `name(..)`, as no option is written.
    fn refuse_call(&mut self, name: &Ident, tokens: Vec<TokenTree>) {
        let stream: TokenStream = tokens.into_iter().collect();
        let option = OptionName::named_by(name);
        self.has_scopes = true;
        self.arguments.disputes_optional |= option == Some(OptionName::Optional);
        self.diagnostics.report(match option {
            Some(option) => Diagnostic::new(stream, format!("`{name}` takes no parentheses"))
                .help(format!("write `{}`", option.example())),
            None => option::unknown(self.arguments.kind, name, stream, false),
        });
    }
}

fn not_an_option(kind: Kind, found: TokenStream) -> Diagnostic {
    let message = format!(
        "expected an option of `{kind}`, found `{}`",
        shown(found.clone())
    );
    Diagnostic::new(found, message).help(option::list(kind))
}
