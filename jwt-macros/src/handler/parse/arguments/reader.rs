//! Reads the arguments of one attribute, all of them, whatever is wrong with some.

use jwt_syntax::setting::Setting;
use proc_macro2::TokenTree;
use quote::{ToTokens, quote};
use syn::{Ident, Lit, LitStr, Token, ext::IdentExt, parse::ParseStream, token};

use super::{
    Arguments,
    option::{OptionName, OptionValue},
    option_errors, setting,
};
use crate::{
    crate_path::CratePath,
    diagnostics::{Diagnostic, Diagnostics},
    handler::parse::attribute::HandlerAttribute,
    options::tokens::{self, until_comma},
    scope::{self, ScopeExpression},
};

pub(super) struct ArgumentReader<'a> {
    pub(super) arguments: Arguments,
    /// The names of the options seen, well written or not.
    pub(super) given: Vec<&'static str>,
    /// Whether anything was written that was meant as a scope.
    pub(super) has_scopes: bool,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl ArgumentReader<'_> {
    pub(super) fn read_all(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
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
            let setting = setting::named_by(&name);
            if after.peek(Token![:])
                && !after.peek(Token![::])
                && match OptionName::named_by(&name) {
                    // `realm:read` and `fresh:read` are scopes.
                    None => setting.is_some() && after.peek2(Lit),
                    Some(OptionName::Refresh | OptionName::Fresh | OptionName::Replace) => {
                        after.peek2(Lit)
                    }
                    Some(_) => true,
                }
            {
                Ident::parse_any(input)?;
                return self.refuse_colon(&name, input);
            }
            if self.arguments.attribute == HandlerAttribute::Scoped
                && scope::is_group(&name, &after)
            {
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
        if self.arguments.attribute == HandlerAttribute::Scoped
            && let Some(variant) = scope::variant(input)
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
        let read = scope::read_group(name, group.stream(), 1, self.diagnostics);
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
        let attribute = self.arguments.attribute;
        let stands_alone = !input.peek(Token![=]);
        // `refresh` is an option, and `refresh = "off"` a setting.
        let is_option = OptionName::named_by(name).is_some() && !input.peek2(LitStr);
        if let Some(setting) = setting::named_by(name)
            && !is_option
            // A word alone is more likely a scope without quotes than a setting that no handler has.
            && (setting.on_handler || attribute != HandlerAttribute::Scoped || !stands_alone)
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
        self.arguments.disputes_optional |= option == OptionName::Optional
            && (has_value || !OptionName::of(attribute).contains(&option));
        if !OptionName::of(attribute).contains(&option) {
            until_comma(input)?;
            self.diagnostics
                .report(option_errors::misplaced(attribute, name, option));
            return Ok(());
        }
        self.has_scopes |= option == OptionName::With;
        if option == OptionName::Optional && !has_value {
            self.arguments.optional = Some(name.clone());
            return Ok(());
        }
        if option == OptionName::Refresh && !has_value {
            self.arguments.refresh = Some(name.clone());
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
            Ok(OptionValue::Literal(literal)) => {
                let freshness = &mut self.arguments.freshness;
                match option {
                    OptionName::MaxAge => freshness.take_max_age(name, literal, self.diagnostics),
                    _ => freshness.take_acr(name, literal, self.diagnostics),
                }
            }
            Ok(value) => self.take_value(option, value),
            Err(found) => self.diagnostics.report(option.wrong_value(name, &found)),
        }
        Ok(())
    }

    /// The setting `name`, whose value, if any, comes next.
    fn read_setting(
        &mut self,
        row: &'static Setting,
        name: &Ident,
        input: ParseStream<'_>,
    ) -> syn::Result<()> {
        let mut option = name.to_token_stream();
        if let Some(equals) = input.parse::<Option<Token![=]>>()? {
            equals.to_tokens(&mut option);
        }
        option.extend(tokens::literal(input)?);
        if self.is_given(row.name, name) {
            return Ok(());
        }
        let attribute = self.arguments.attribute;
        let setting = setting::read(attribute, row, name, &option, self.diagnostics);
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

    fn take_value(&mut self, option: OptionName, value: OptionValue) {
        match (option, value) {
            (OptionName::RequireAll, OptionValue::Bool(value)) => {
                self.arguments.require_all = Some(value);
            }
            (OptionName::RequireAllActions, OptionValue::Bool(value)) => {
                self.arguments.require_all_actions = Some(value);
            }
            (OptionName::Crate, OptionValue::Path(path)) => match CratePath::new(&path) {
                Ok(path) => self.arguments.crate_path = Some(path),
                Err(refused) => self.diagnostics.report(refused),
            },
            (OptionName::In, OptionValue::Path(path)) => self.arguments.vocabulary = Some(path),
            (OptionName::With, OptionValue::Path(path)) => self.arguments.with = Some(path),
            (OptionName::State, OptionValue::Path(path)) => self.arguments.state = Some(path),
            (OptionName::Responses, OptionValue::Path(path)) => {
                self.arguments.responses = Some(path);
            }
            (_, OptionValue::Path(path)) => self.arguments.auth = Some(path),
            (_, OptionValue::Bool(_) | OptionValue::Literal(_)) => {}
        }
    }

    fn take_scope(&mut self, literal: LitStr) {
        self.has_scopes = true;
        if self.arguments.attribute != HandlerAttribute::Scoped {
            self.refuse_scope(&literal, &literal.value());
            return;
        }
        match ScopeExpression::literal(literal, &self.arguments.scopes) {
            Ok(scope) => self.arguments.scopes.push(scope),
            Err(refused) => self.diagnostics.report(refused),
        }
    }
}
