//! How what was read is called, and how it reads.

use sha2::{Digest, Sha256};

use super::kept::Kept;
use super::log::{Item, Whole};
use crate::attack::Attack;
use crate::expression::Expression;
use crate::scenario::{Formula, Parameter, Table, Value, spell};
use crate::unit::Unit;

impl Kept {
    /// The name of something that can be read.
    pub(super) fn what(&self, item: Item) -> Option<String> {
        let it = self.structure();
        let (kind, name) = match item {
            Item::Value(slot) => ("value", it.parameters.get(slot)?.name()),
            Item::Definition(slot) => ("definition", it.parameters.get(slot)?.name()),
            Item::Formula(slot) => ("formula", it.formulas.get(slot)?.name()),
            Item::Table(slot) => ("table", it.tables.get(slot)?.name()),
            Item::Attack(slot) => ("attack", it.attacks.get(slot)?.id()),
            Item::Whole(whole) => ("every", word(whole)),
        };
        Some(format!("{kind} {name}"))
    }

    /// What has that name; nothing where there is no such thing here.
    pub(super) fn item(&self, what: &str) -> Option<Item> {
        let it = self.structure();
        let (kind, name) = what.split_once(' ')?;
        let parameter = || it.parameters.iter().position(|it| it.name() == name);
        match kind {
            "value" => parameter().map(Item::Value),
            "definition" => parameter().map(Item::Definition),
            "formula" => {
                let slot = it.formulas.iter().position(|it| it.name() == name);
                slot.map(Item::Formula)
            }
            "table" => {
                let slot = it.tables.iter().position(|it| it.name() == name);
                slot.map(Item::Table)
            }
            "attack" => {
                let slot = it.attacks.iter().position(|it| it.id() == name);
                slot.map(Item::Attack)
            }
            "every" => {
                let whole = Whole::ALL.into_iter().find(|whole| word(*whole) == name);
                whole.map(Item::Whole)
            }
            _ => None,
        }
    }

    /// How something reads. What fills pages is given by its SHA-256.
    pub(super) fn text(&self, item: Item) -> Option<String> {
        let it = self.structure();
        Some(match item {
            Item::Value(slot) => {
                let parameter = it.parameters.get(slot)?;
                match self.value_at(slot)? {
                    Value::Number { declared, .. } => {
                        let unit = parameter.unit().map_or("", Unit::name);
                        format!("{} {unit}", spell(declared))
                    }
                    Value::Choice(choice) => parameter.choices().get(*choice)?.clone(),
                }
            }
            Item::Definition(slot) => definition(it.parameters.get(slot)?),
            Item::Formula(slot) => formula(it.formulas.get(slot)?),
            Item::Table(slot) => table(it.tables.get(slot)?),
            Item::Attack(slot) => attack(it.attacks.get(slot)?),
            Item::Whole(Whole::Heading) => {
                format!("{:?}", (&it.title, &it.protocol, &it.source))
            }
            Item::Whole(Whole::Names) => {
                let names: Vec<&str> = it.names.iter().map(|(name, _)| name).collect();
                let attacks: Vec<&str> = it.attacks.iter().map(Attack::id).collect();
                hash(&format!("{names:?} {attacks:?}"))
            }
            Item::Whole(Whole::Parameters) => all(it.parameters.iter().map(|parameter| {
                let name = parameter.name();
                format!("{name}: {}", definition(parameter))
            })),
            Item::Whole(Whole::Formulas) => all(it
                .formulas
                .iter()
                .map(|it| format!("{}: {}", it.name(), formula(it)))),
            Item::Whole(Whole::Tables) => all(it
                .tables
                .iter()
                .map(|it| format!("{}: {}", it.name(), table(it)))),
            Item::Whole(Whole::Attacks) => all(it
                .attacks
                .iter()
                .map(|it| format!("{}: {}", it.id(), attack(it)))),
            Item::Whole(Whole::Sweep) => hash(&format!("{:?}", it.sweep)),
            Item::Whole(Whole::Files) => {
                let files = it.sources.iter().map(|it| (&it.path, &it.sha256));
                let set = it.overrides.iter().map(ToString::to_string);
                let files: Vec<_> = files.collect();
                hash(&format!("{files:?} {:?}", set.collect::<Vec<_>>()))
            }
        })
    }
}

fn word(whole: Whole) -> &'static str {
    match whole {
        Whole::Heading => "heading",
        Whole::Names => "name",
        Whole::Parameters => "definition",
        Whole::Formulas => "formula",
        Whole::Tables => "table",
        Whole::Attacks => "attack",
        Whole::Sweep => "sweep",
        Whole::Files => "file",
    }
}

fn definition(parameter: &Parameter) -> String {
    let Parameter {
        name: _,
        domain,
        kind,
        meaning,
        source,
        constant,
        grid,
    } = parameter;
    format!("{domain:?} {kind:?} {meaning:?} {source:?} {constant:?} {grid:?}")
}

fn formula(formula: &Formula) -> String {
    let Formula {
        name: _,
        expression,
        unit,
        meaning,
        source,
    } = formula;
    let said = format!("{} {meaning:?} {source:?}", unit.name());
    format!("{} [{said}]", expression.text)
}

fn table(table: &Table) -> String {
    let Table {
        name: _,
        input,
        output,
        steps,
        meaning,
        source,
        constant,
    } = table;
    let steps = steps
        .iter()
        .map(|step| format!("{}: {}", spell(step.from()), step.value()));
    let steps: Vec<String> = steps.collect();
    let (input, output) = (input.name(), output.name());
    let said = format!("{meaning:?} {source:?} {constant:?}");
    format!("{} [{input} to {output} {said}]", steps.join("; "))
}

fn attack(attack: &Attack) -> String {
    let Attack {
        id: _,
        threat,
        gain,
        loss,
        cost,
        success,
        capital,
        preconditions,
        mitigation,
        source,
        notes,
    } = attack;
    let text = |expression: &Expression| expression.text.clone();
    let parts = [gain, cost, success, capital].map(text);
    let words = (threat, preconditions, mitigation, source);
    format!(
        "{parts:?} {:?} {words:?} {notes:?}",
        loss.as_ref().map(text)
    )
}

fn all(texts: impl Iterator<Item = String>) -> String {
    hash(&texts.collect::<Vec<_>>().join("\n"))
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
