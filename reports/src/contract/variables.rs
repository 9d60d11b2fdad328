//! State variables: what each is named, where it belongs, and what the source sets it to.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use assay_scenarios::{Place, Source};
use solar_parse::ast::{
    Expr, ExprKind, FunctionKind, IndexKind, ItemContract, ItemKind, SourceUnit, Span, Stmt,
    StmtKind, TypeKind, VarMut, VariableDefinition,
};

use super::arithmetic::{is_integer, whole};
use super::syntax::bytes;
use super::{ConstantKind, Contract, ContractConstant, Unread};

/// Operations that are computed for one source: constants that double each other would need very many.
const MOST_OPERATIONS: u32 = 1 << 20;

/// Everything of a source that has a name and may have a constant value.
pub(super) struct Scope<'t, 'ast> {
    source: &'t Arc<Source>,
    variables: Vec<Variable<'t, 'ast>>,
    /// Positions of the variables, by name.
    by_name: BTreeMap<String, Vec<usize>>,
    /// Operations that may still be computed for this source.
    effort: Cell<u32>,
}

/// A state variable, or a constant at the top of the file.
pub(super) struct Variable<'t, 'ast> {
    pub(super) name: String,
    pub(super) owner: Option<String>,
    pub(super) definition: &'t VariableDefinition<'ast>,
    /// What the constructor sets it to, the last time.
    constructed: Option<&'t Expr<'ast>>,
}

/// What a constructor sets unconditionally, in order, by the name that is set: the key within it, if there is one, and the value.
pub(super) type Constructed<'t, 'ast> =
    BTreeMap<&'t str, Vec<(Option<&'t Expr<'ast>>, &'t Expr<'ast>)>>;

impl<'t, 'ast> Variable<'t, 'ast> {
    /// What it is set to.
    pub(super) fn value(&self) -> Option<&'t Expr<'ast>> {
        self.constructed.or(self.definition.initializer.as_deref())
    }
}

impl<'t, 'ast> Scope<'t, 'ast> {
    pub(super) fn of(source: &'t Arc<Source>, unit: &'t SourceUnit<'ast>) -> Self {
        let mut scope = Self {
            source,
            variables: Vec::new(),
            by_name: BTreeMap::new(),
            effort: Cell::new(MOST_OPERATIONS),
        };
        for item in unit.items.iter() {
            match &item.kind {
                ItemKind::Variable(definition) => {
                    scope.add(None, definition, &Constructed::new());
                }
                ItemKind::Contract(contract) => {
                    let owner = scope.text(contract.name.span).to_owned();
                    let set = scope.constructed(contract);
                    for item in contract.body.iter() {
                        if let ItemKind::Variable(definition) = &item.kind {
                            scope.add(Some(&owner), definition, &set);
                        }
                    }
                }
                _ => {}
            }
        }
        scope
    }

    fn add(
        &mut self,
        owner: Option<&str>,
        definition: &'t VariableDefinition<'ast>,
        set: &Constructed<'t, 'ast>,
    ) {
        let Some(name) = definition.name else { return };
        let name = self.text(name.span);
        let set = set.get(name).into_iter().flatten().rev();
        let constructed = set
            .filter(|(key, _)| key.is_none())
            .map(|(_, value)| *value);
        let place = self.variables.len();
        self.by_name.entry(name.to_owned()).or_default().push(place);
        self.variables.push(Variable {
            constructed: constructed.into_iter().next(),
            owner: owner.map(str::to_owned),
            definition,
            name: name.to_owned(),
        });
    }

    /// The text that stands at a span.
    pub(super) fn text(&self, span: Span) -> &'t str {
        self.source.text().get(bytes(span)).unwrap_or("")
    }

    /// The stretch of the source that a span is.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source, bytes(span))
    }

    pub(super) fn variables(&self) -> &[Variable<'t, 'ast>] {
        &self.variables
    }

    /// Counts one operation; nothing when too many have been.
    pub(super) fn spend(&self) -> Option<()> {
        let left = self.effort.get().checked_sub(1)?;
        self.effort.set(left);
        Some(())
    }

    /// What a name means within `from`: of the contract `of` where that is said, else its own, else of any other contract of
    /// the file, as it may be inherited.
    pub(super) fn named(
        &self,
        from: Option<&str>,
        of: Option<&str>,
        name: &str,
    ) -> Option<&Variable<'t, 'ast>> {
        let places = self.by_name.get(name)?.iter();
        let mut known = places.filter_map(|place| self.variables.get(*place));
        if of.is_some() {
            return known.find(|it| it.owner.as_deref() == of);
        }
        let own = known.clone().find(|it| it.owner.as_deref() == from);
        own.or_else(|| known.next())
    }

    /// What the constructor of a contract sets.
    pub(super) fn constructed(&self, contract: &'t ItemContract<'ast>) -> Constructed<'t, 'ast> {
        let mut set = Constructed::new();
        for item in contract.body.iter() {
            if let ItemKind::Function(function) = &item.kind
                && function.kind == FunctionKind::Constructor
                && let Some(body) = &function.body
            {
                self.gather(body, &mut set);
            }
        }
        set
    }

    fn gather(&self, statements: &'t [Stmt<'ast>], set: &mut Constructed<'t, 'ast>) {
        for statement in statements {
            match &statement.kind {
                StmtKind::Block(block) | StmtKind::UncheckedBlock(block) => {
                    self.gather(block, set);
                }
                StmtKind::Expr(expression) => {
                    let ExprKind::Assign(target, None, value) = &expression.kind else {
                        continue;
                    };
                    let (of, key) = match &target.peel_parens().kind {
                        ExprKind::Index(of, IndexKind::Index(Some(key))) => {
                            (of.peel_parens(), Some(&**key))
                        }
                        _ => (target.peel_parens(), None),
                    };
                    if let ExprKind::Ident(name) = &of.kind {
                        let name = self.text(name.span);
                        set.entry(name).or_default().push((key, value));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Reads every variable of an integer type.
pub(super) fn read(scope: &Scope<'_, '_>, contract: &mut Contract) {
    for variable in scope.variables() {
        let definition = variable.definition;
        if !is_integer(&definition.ty.kind) {
            continue;
        }
        let kind = match definition.mutability {
            Some(VarMut::Constant) => ConstantKind::Constant,
            Some(VarMut::Immutable) => ConstantKind::Immutable,
            None => ConstantKind::Variable,
        };
        let Some(value) = variable.value() else {
            // A counter that starts at nothing is no constant.
            if kind == ConstantKind::Immutable {
                contract.unread.push(Unread {
                    name: variable.name.clone(),
                    why: "the source does not set it".into(),
                    place: scope.place(definition.span),
                });
            }
            continue;
        };
        let place = scope.place(value.span);
        let name = variable.name.clone();
        match whole(scope, variable.owner.as_deref(), value) {
            Ok(value) => contract.constants.push(ContractConstant {
                name,
                owner: variable.owner.clone(),
                kind,
                value,
                place,
            }),
            Err(why) => contract.unread.push(Unread { name, why, place }),
        }
    }
}

/// Whether a variable is a mapping to an integer.
pub(super) fn is_mapping(definition: &VariableDefinition<'_>) -> bool {
    match &definition.ty.kind {
        TypeKind::Mapping(mapping) => {
            is_integer(&mapping.key.kind) && is_integer(&mapping.value.kind)
        }
        _ => false,
    }
}
