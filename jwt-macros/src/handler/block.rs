//! `impl` blocks and inline modules: an attribute on one applies to every handler in it.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, Ident, ItemImpl, Path, Token, Visibility, ext::IdentExt, parse::ParseStream,
    parse_quote, token,
};

use super::{
    block_body::{Body, Expanded},
    expand::Surroundings,
    function::conditions,
    parameter_type::last_segment,
    policy::{Instance, Policy},
    unseen,
};
use crate::{
    diagnostics::{Diagnostic, Diagnostics, generated_at, shown},
    type_name,
};

/// `impl View { .. }`.
pub(super) struct ImplBlock {
    pub(super) attrs: Vec<Attribute>,
    header: TokenStream,
    /// The header, understood.
    signature: ItemImpl,
    body: Body,
}

/// `mod views { .. }`.
pub(super) struct Module {
    pub(super) attrs: Vec<Attribute>,
    visibility: Visibility,
    keyword: Token![mod],
    name: Ident,
    /// Nothing but a semicolon when the module is a file of its own.
    body: Result<Body, Token![;]>,
}

impl ImplBlock {
    /// Reads what comes after the attributes.
    pub(super) fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        let header = Body::before(input)?;
        Ok(Self {
            attrs,
            signature: syn::parse2(quote!(#header {}))?,
            header,
            body: input.call(Body::parse)?,
        })
    }

    pub(super) fn is_of_trait(&self) -> bool {
        self.signature.trait_.is_some()
    }

    /// Writes the block with its handlers guarded, their policies beside it: an `impl` block cannot hold them.
    pub(super) fn expand(mut self, policy: &Policy, diagnostics: &mut Diagnostics) -> Expanded {
        let kind = policy.kind;
        if let Some((path, _)) = &self.signature.trait_ {
            let path = shown(path.to_token_stream());
            diagnostics.report(
                Diagnostic::new(
                    self.signature.impl_token,
                    format!("`{kind}` belongs on an `impl` block without a trait, found one of `{path}`"),
                )
                .help("move the handlers to an `impl` block of the type itself: axum calls them by name, not through a trait"),
            );
            self.body.strip(policy);
            return Expanded::untouched(self.into_token_stream());
        }
        let ty = &self.signature.self_ty;
        let name = last_segment(ty).map_or_else(
            || shown(ty.to_token_stream()),
            |last| last.ident.to_string(),
        );
        let surroundings = Surroundings { owner: Some(name) };
        let Self {
            attrs,
            header,
            body,
            ..
        } = self;
        let conditions = conditions(&attrs);
        let Expanded {
            items,
            siblings,
            has_handler,
            is_composed,
        } = body.expand(&TokenStream::new(), policy, &surroundings, diagnostics);
        let mark = unseen::mark(policy);
        Expanded {
            items: quote! {
                #conditions
                const _: () = {
                    #mark
                    #siblings
                    #(#attrs)*
                    #header #items
                };
            },
            siblings: TokenStream::new(),
            has_handler,
            is_composed,
        }
    }

    pub(super) fn without_handler(&self, policy: &Policy) -> Diagnostic {
        without_handler(policy, self.signature.impl_token)
    }
}

impl Module {
    /// Reads what comes after the attributes.
    pub(super) fn parse(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs,
            visibility: input.parse()?,
            keyword: input.parse()?,
            name: input.parse()?,
            body: if input.peek(token::Brace) {
                Ok(input.call(Body::parse)?)
            } else {
                Err(input.parse()?)
            },
        })
    }

    /// Writes the module with its handlers guarded.
    pub(super) fn expand(self, policy: &Policy, diagnostics: &mut Diagnostics) -> Expanded {
        let Self {
            attrs,
            visibility,
            keyword,
            name,
            body,
        } = self;
        let body = match body {
            Ok(body) => body,
            Err(semicolon) => {
                let kind = policy.kind;
                let message = format!(
                    "`{kind}` sees only what is written here, found a module in a file of its own"
                );
                diagnostics.report(Diagnostic::new(&name, message).help(format!(
                    "write `mod {name} {{ .. }}`, or put the attribute on the handlers in the file"
                )));
                return Expanded::untouched(
                    quote!(#(#attrs)* #visibility #keyword #name #semicolon),
                );
            }
        };
        let mut inner = policy.clone();
        let alias = policy
            .auth
            .as_ref()
            .and_then(|auth| alias(auth, &name, &attrs, &mut inner));
        let imports = imports(&name, &attrs, &mut inner);
        let mark = unseen::mark(policy);
        let Expanded {
            items,
            has_handler,
            is_composed,
            ..
        } = body.expand(&mark, &inner, &Surroundings::default(), diagnostics);
        Expanded {
            items: quote!(#alias #imports #(#attrs)* #visibility #keyword #name #items),
            siblings: TokenStream::new(),
            has_handler,
            is_composed,
        }
    }

    /// Whether the module is written here rather than in a file of its own.
    pub(super) fn is_inline(&self) -> bool {
        self.body.is_ok()
    }

    pub(super) fn without_handler(&self, policy: &Policy) -> Diagnostic {
        without_handler(policy, &self.name)
    }
}

/// The path of `auth = ..` was written outside of the module; an alias makes it known inside.
fn alias(
    auth: &Instance,
    module: &Ident,
    attrs: &[Attribute],
    inner: &mut Policy,
) -> Option<TokenStream> {
    let path = &auth.path;
    let starts_at_a_crate = path
        .segments
        .first()
        .is_some_and(|first| first.ident == "crate");
    if path.leading_colon.is_some() || starts_at_a_crate {
        return None;
    }
    let name = format_ident!(
        "__AuthOf{}",
        type_name::of(&module.unraw().to_string()),
        span = generated_at(module.span())
    );
    let inside: Path = parse_quote!(super::#name);
    inner.auth = Some(Instance {
        written: auth.written.clone(),
        path: inside,
    });
    let conditions = conditions(attrs);
    Some(quote! {
        #conditions
        type #name = #path;
    })
}

/// The paths of scopes and functions were written outside of the module; imports make them known inside.
fn imports(module: &Ident, attrs: &[Attribute], inner: &mut Policy) -> TokenStream {
    let conditions = conditions(attrs);
    let mut imports = TokenStream::new();
    for (index, path) in inner.paths_mut().into_iter().enumerate() {
        let first = path.segments.first().map(|first| &first.ident);
        if path.leading_colon.is_some() || first.is_some_and(|first| first == "crate") {
            continue;
        }
        let name = format_ident!(
            "__path_{}_of_{}",
            index,
            module,
            span = generated_at(module.span())
        );
        imports.extend(quote! {
            #conditions
            use #path as #name;
        });
        *path = parse_quote!(super::#name);
    }
    imports
}

fn without_handler(policy: &Policy, at: impl ToTokens) -> Diagnostic {
    let kind = policy.kind;
    Diagnostic::new(
        at,
        format!("`{kind}` applies to every `async fn` without `self` in here, found none"),
    )
    .help("remove the attribute, or make the handlers `async fn` without `self`")
}

impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            attrs,
            header,
            body,
            ..
        } = self;
        tokens.extend(quote!(#(#attrs)* #header #body));
    }
}

impl ToTokens for Module {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            attrs,
            visibility,
            keyword,
            name,
            body,
        } = self;
        let body = match body {
            Ok(body) => body.to_token_stream(),
            Err(semicolon) => semicolon.to_token_stream(),
        };
        tokens.extend(quote!(#(#attrs)* #visibility #keyword #name #body));
    }
}
