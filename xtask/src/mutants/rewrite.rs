//! The text of a source file with every mutant in it.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Expr, Token, UnOp};

use super::edits::{self, Edit, Mark, Place};
use super::operators::{self, Form, Operator};
use super::site::Site;
use super::template::template;

/// A file with its mutants.
#[derive(Debug)]
pub struct Rewritten {
    /// What is compiled.
    pub text: String,
    /// Every site that was found, also those left out.
    pub sites: Vec<Site>,
    /// Where those that were not left out are in the text.
    pub places: Vec<Place>,
}

/// Writes every mutant into a file but those of sites left out; numbers begin with `first`.
///
/// # Errors
///
/// When the file is no Rust.
pub fn rewritten(file: &str, source: &str, first: u32, left_out: &BTreeSet<u32>) -> Result<Rewritten> {
    let parsed = syn::parse_file(source).with_context(|| format!("{file} cannot be parsed"))?;
    let mut writer = Writer {
        file,
        source,
        left_out,
        next: first,
        within: Vec::new(),
        sites: Vec::new(),
        edits: Vec::new(),
    };
    writer.visit_file(&parsed);
    let (text, places) = edits::applied(source, &writer.edits);
    Ok(Rewritten { text, sites: writer.sites, places })
}

/// Names of the modules that a file declares for tests only, in files of their own.
///
/// # Errors
///
/// When the file is no Rust.
pub fn test_modules(file: &str, source: &str) -> Result<Vec<String>> {
    let parsed = syn::parse_file(source).with_context(|| format!("{file} cannot be parsed"))?;
    let for_tests = parsed.items.iter().filter_map(module_for_tests);
    Ok(for_tests.filter(|module| module.content.is_none()).map(|module| module.ident.to_string()).collect())
}

fn module_for_tests(item: &syn::Item) -> Option<&syn::ItemMod> {
    let syn::Item::Mod(module) = item else { return None };
    is_for_tests(&module.attrs).then_some(module)
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}

struct Writer<'a> {
    file: &'a str,
    source: &'a str,
    left_out: &'a BTreeSet<u32>,
    next: u32,
    within: Vec<String>,
    sites: Vec<Site>,
    edits: Vec<Edit>,
}

impl<'a> Writer<'a> {
    fn text(&self, of: &impl Spanned) -> &'a str {
        self.source.get(of.span().byte_range()).unwrap_or_default()
    }

    /// Counts a site; its number, unless it is left out.
    fn found(&mut self, expression: &impl Spanned, operator: &'static Operator) -> Option<u32> {
        let first = self.next;
        self.next += u32::try_from(operator.mutations.len()).ok()?;
        let code = self.text(expression).split_whitespace().collect::<Vec<_>>().join(" ");
        let function = self.within.join("::");
        let mut site = Site { file: self.file.to_owned(), function, code, operator, occurrence: 1, first };
        site.occurrence += self.sites.iter().filter(|other| other.is_like(&site)).count();
        self.sites.push(site);
        (!self.left_out.contains(&first)).then_some(first)
    }

    fn edit(&mut self, from: usize, to: usize, text: String, mark: Mark) {
        self.edits.push(Edit { bytes: from..to, text, mark });
    }

    fn binary(&mut self, expression: &syn::ExprBinary, operator: &'static Operator, first: u32) {
        let (whole, word) = (expression.span().byte_range(), expression.op.span().byte_range());
        let changed = self.text(&expression.left);
        let template = template(operator, first, changed);
        if operator.form == Form::Assignment {
            self.edit(whole.start, word.end, template.open, Mark::Open(first));
        } else {
            self.edit(whole.start, whole.start, template.open, Mark::Open(first));
            self.visit_expr(&expression.left);
            self.edit(word.start, word.end, template.between, Mark::Within);
        }
        self.visit_expr(&expression.right);
        self.edit(whole.end, whole.end, template.close, Mark::Close(first));
    }

    fn unary(&mut self, expression: &syn::ExprUnary, operator: &'static Operator, first: u32) {
        let (whole, word) = (expression.span().byte_range(), expression.op.span().byte_range());
        let template = template(operator, first, "");
        self.edit(whole.start, word.end, template.open, Mark::Open(first));
        self.visit_expr(&expression.expr);
        self.edit(whole.end, whole.end, template.close, Mark::Close(first));
    }

    fn inside(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.within.push(name);
        visit(self);
        self.within.pop();
    }

    fn function(
        &mut self,
        signature: &syn::Signature,
        attributes: &[Attribute],
        visit: impl FnOnce(&mut Self),
    ) {
        if signature.constness.is_none() && !is_for_tests(attributes) {
            self.inside(signature.ident.to_string(), visit);
        }
    }
}

/// Whether a pattern is matched in the conditions joined here: they are no value.
fn has_let(expression: &Expr) -> bool {
    if let Expr::Binary(both) = expression
        && matches!(both.op, BinOp::And(_))
    {
        return has_let(&both.left) || has_let(&both.right);
    }
    matches!(expression, Expr::Let(_))
}

/// What a macro that is a call in disguise holds: `vec![a, b]`, `vec![a; n]`.
fn operands(macro_call: &syn::Macro) -> Vec<Expr> {
    if !macro_call.path.is_ident("vec") {
        return Vec::new();
    }
    let list = Punctuated::<Expr, Token![,]>::parse_terminated;
    let repeated = |input: syn::parse::ParseStream<'_>| {
        let value: Expr = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok(vec![value, input.parse()?])
    };
    let listed = macro_call.parse_body_with(list).map(|values| values.into_iter().collect());
    listed.or_else(|_| macro_call.parse_body_with(repeated)).unwrap_or_default()
}

impl<'ast> Visit<'ast> for Writer<'_> {
    fn visit_expr_binary(&mut self, expression: &'ast syn::ExprBinary) {
        let is_chain = matches!(expression.op, BinOp::And(_))
            && (has_let(&expression.left) || has_let(&expression.right));
        let Some(operator) = operators::binary(self.text(&expression.op)).filter(|_| !is_chain) else {
            return visit::visit_expr_binary(self, expression);
        };
        match self.found(expression, operator) {
            Some(first) => self.binary(expression, operator, first),
            // Its place would be written twice: what is in it is no site, whether the assignment is one or not.
            None if operator.form == Form::Assignment => self.visit_expr(&expression.right),
            None => visit::visit_expr_binary(self, expression),
        }
    }

    fn visit_expr_unary(&mut self, expression: &'ast syn::ExprUnary) {
        let is_sign = matches!(expression.op, UnOp::Neg(_) | UnOp::Not(_));
        let operator = operators::unary(self.text(&expression.op)).filter(|_| is_sign);
        match operator.and_then(|operator| Some((operator, self.found(expression, operator)?))) {
            Some((operator, first)) => self.unary(expression, operator, first),
            None => visit::visit_expr_unary(self, expression),
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.attrs, |writer| visit::visit_item_fn(writer, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.attrs, |writer| visit::visit_impl_item_fn(writer, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.sig, &item.attrs, |writer| visit::visit_trait_item_fn(writer, item));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !is_for_tests(&item.attrs) {
            let name = self.text(&item.self_ty).to_owned();
            self.inside(name, |writer| visit::visit_item_impl(writer, item));
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_expr_repeat(&mut self, expression: &'ast syn::ExprRepeat) {
        self.visit_expr(&expression.expr);
    }

    fn visit_macro(&mut self, macro_call: &'ast syn::Macro) {
        for operand in operands(macro_call) {
            self.visit_expr(&operand);
        }
    }

    // Evaluated while compiling, or no expression at all.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

#[cfg(test)]
#[path = "rewrite_tests.rs"]
mod tests;
