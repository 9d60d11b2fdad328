//! Mappings filled in a constructor, and functions that are a staircase.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_scenarios::{Place, Source};
use dashu_int::IBig;
use solar_parse::ast::{Expr, FunctionKind, ItemContract, ItemFunction, ItemKind, SourceUnit};

use super::arithmetic::whole;
use super::branches::{self, NoStaircase};
use super::keys::Stretch;
use super::syntax::bytes;
use super::variables::{Scope, is_mapping};
use super::{Contract, ContractSchedule, Piece, ScheduleKind, Unread};

/// Where the first contract or library is named.
pub(super) fn heading(source: &Arc<Source>, unit: &SourceUnit<'_>) -> Place {
    let named = unit.items.iter().find_map(|item| match &item.kind {
        ItemKind::Contract(contract) => Some(bytes(contract.name.span)),
        _ => None,
    });
    Place::new(source, named.unwrap_or(0..0))
}

pub(super) fn read<'t, 'ast>(
    scope: &Scope<'t, 'ast>,
    unit: &'t SourceUnit<'ast>,
    contract: &mut Contract,
) {
    for item in unit.items.iter() {
        match &item.kind {
            ItemKind::Contract(found) => {
                mappings(scope, found, contract);
                let owner = scope.text(found.name.span);
                for item in found.body.iter() {
                    if let ItemKind::Function(item) = &item.kind {
                        function(scope, Some(owner), item, contract);
                    }
                }
            }
            ItemKind::Function(item) => function(scope, None, item, contract),
            _ => {}
        }
    }
}

/// The mappings of a contract, as its constructor leaves them.
fn mappings<'t, 'ast>(
    scope: &Scope<'t, 'ast>,
    found: &'t ItemContract<'ast>,
    contract: &mut Contract,
) {
    let owner = scope.text(found.name.span);
    let set = scope.constructed(found);
    for item in found.body.iter() {
        let ItemKind::Variable(definition) = &item.kind else {
            continue;
        };
        let Some(name) = definition.name.filter(|_| is_mapping(definition)) else {
            continue;
        };
        let name_text = scope.text(name.span).to_owned();
        let mut pieces: BTreeMap<IBig, Piece> = BTreeMap::new();
        for (key, value) in set.get(name_text.as_str()).into_iter().flatten() {
            let Some(key) = key else { continue };
            let read = |expression: &Expr<'_>| {
                whole(scope, Some(owner), expression).map_err(|why| Unread {
                    name: name_text.clone(),
                    why,
                    place: scope.place(expression.span),
                })
            };
            match read(key).and_then(|key| Ok((key, read(value)?))) {
                Ok((key, read)) => {
                    let piece = Piece {
                        keys: Stretch {
                            from: key.clone(),
                            to: Some(&key + IBig::ONE),
                        },
                        value: read,
                        span: bytes(value.span),
                    };
                    pieces.insert(key, piece);
                }
                Err(unread) => contract.unread.push(unread),
            }
        }
        if !pieces.is_empty() {
            contract.schedules.push(ContractSchedule {
                name: name_text,
                kind: ScheduleKind::Mapping,
                pieces: pieces.into_values().collect(),
                edges: Vec::new(),
                place: scope.place(name.span),
            });
        }
    }
}

fn function(
    scope: &Scope<'_, '_>,
    owner: Option<&str>,
    item: &ItemFunction<'_>,
    contract: &mut Contract,
) {
    let (FunctionKind::Function, Some(name), Some(body)) =
        (item.kind, item.header.name, &item.body)
    else {
        return;
    };
    if item.header.returns().len() != 1 || item.header.parameters.is_empty() {
        return;
    }
    let name_text = scope.text(name.span).to_owned();
    match branches::staircase(scope, owner, body) {
        Ok((pieces, edges)) => contract.schedules.push(ContractSchedule {
            name: name_text,
            kind: ScheduleKind::Function,
            pieces,
            edges,
            place: scope.place(name.span),
        }),
        Err(NoStaircase { why, span }) => contract.unread.push(Unread {
            name: name_text,
            why,
            place: scope.place(span),
        }),
    }
}
