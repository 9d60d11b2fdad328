//! Differences between a contract's schedule and the scenario's table, in words.

use assay_scenarios::{Place, format_quantity};
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::differences::{Difference, DifferenceKind, Stated};
use super::staircase::{Gap, Overlay};
use super::table::ScheduleTable;
use super::words::quantity;
use crate::contract::{Contract, ContractSchedule, Edge, Piece, ScheduleKind};

/// Every difference of the contract's schedules of this name from the table.
pub(super) fn compare(contract: &Contract, table: &ScheduleTable) -> Vec<Difference> {
    let found = contract.schedules_named(&table.name);
    found
        .flat_map(|schedule| Comparison(Overlay::of(table, schedule).rescaled()).differences())
        .collect()
}

struct Comparison<'a>(Overlay<'a>);

/// Place, message, label.
type Said = (Place, String, String);

/// The words of one gap.
struct Case<'a> {
    name: &'a str,
    gives: &'a str,
    should: &'a str,
    /// `from 0.5 years up to 1 year`
    span: String,
}

impl Comparison<'_> {
    fn table(&self) -> &ScheduleTable {
        self.0.table
    }

    fn schedule(&self) -> &ContractSchedule {
        self.0.schedule
    }

    fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        if !self.0.counts_as_declared() {
            let message = format!(
                "`{}` counts in {}, where the scenario has its keys in {}",
                self.schedule().name,
                plural(self.0.key.name()),
                plural(self.table().key.name())
            );
            let mut difference = self.at(self.schedule().place.clone(), message);
            difference.label = "its thresholds agree so".into();
            found.push(difference);
        }
        if self.0.scale != RBig::ONE {
            let message = format!(
                "the values of `{}` are {} times those in {}",
                self.schedule().name,
                self.0.scale,
                self.table().encoding.word()
            );
            let place = match self.schedule().pieces.first() {
                Some(piece) => self.schedule().place_of(piece),
                None => self.schedule().place.clone(),
            };
            found.push(self.at(place, message));
        }
        let gaps = self.0.gaps();
        found.extend(gaps.iter().map(|gap| self.gap(gap)));
        found
    }

    fn at(&self, place: Place, message: String) -> Difference {
        let (name, subject) = (&self.schedule().name, &self.table().table);
        let kind = Some(DifferenceKind::Schedule);
        Difference::at(kind, name, Some(subject), Some(place), message)
    }

    fn input(&self, value: &RBig) -> String {
        quantity(value, &self.table().input)
    }

    /// A value at the table's scale, with its unit.
    fn output(&self, encoded: &RBig) -> String {
        let quantum = self.table().encoding.quantum(&self.table().output);
        quantity(&(encoded * quantum), &self.table().output)
    }

    fn gap(&self, gap: &Gap<'_>) -> Difference {
        let row = self.table().rows.get(gap.row);
        let expected = row.map_or(RBig::ZERO, |row| row.encoded.clone().into());
        let begins = row.map_or(RBig::ZERO, |row| row.from.clone());
        let given = self.0.value_of(gap.piece);
        let gives = match &given {
            Some(value) => self.output(value),
            None => "nothing, as it reverts".into(),
        };
        let should = self.output(&expected);
        let case = Case {
            name: &self.schedule().name,
            gives: &gives,
            should: &should,
            span: match &gap.to {
                Some(to) => format!("from {} up to {}", self.input(&gap.from), self.input(to)),
                None => format!("from {} on", self.input(&gap.from)),
            },
        };
        let (place, message, label) = match (self.inclusive_edge(gap, &begins), gap.piece) {
            (Some(edge), _) => self.on_the_edge(&case, edge, &begins),
            (None, Some(piece)) if gap.from == begins => self.at_a_row(&case, gap, piece),
            (None, Some(piece)) => self.within_a_row(&case, gap, piece, given.as_ref()),
            (None, None) => self.nothing(&case, gap),
        };
        let mut difference = self.at(place, message);
        difference.label = label;
        difference.contract = given.map(|value| Stated {
            encoded: (value * &self.0.scale).to_string(),
            value: gives,
        });
        difference.scenario = Some(Stated {
            encoded: expected.to_string(),
            value: should,
        });
        difference
    }

    /// Exactly the threshold of a row has the value of the row before.
    fn on_the_edge(&self, case: &Case<'_>, edge: &Edge, begins: &RBig) -> Said {
        let Case {
            name,
            gives,
            should,
            ..
        } = case;
        let at = self.input(begins);
        let message =
            format!("`{name}` puts exactly {at} with the row before: {gives} instead of {should}");
        let label = format!("{} counts as below here", edge.bound);
        (self.schedule().place_of_edge(edge), message, label)
    }

    /// The contract differs from the beginning of a row on.
    fn at_a_row(&self, case: &Case<'_>, gap: &Gap<'_>, piece: &Piece) -> Said {
        let Case {
            name,
            gives,
            should,
            span,
        } = case;
        let place = self.schedule().place_of(piece);
        let begins = self.input(&gap.from);
        let next = self.table().rows.get(gap.row + 1).map(|next| &next.from);
        if self.0.input(&piece.keys.from) == gap.from {
            return (
                place,
                format!("`{name}` gives {gives} {span}, where the scenario has {should}"),
                format!("{should} in the scenario"),
            );
        }
        match &gap.to {
            Some(to) if Some(to) != next => {
                let to = self.input(to);
                let message = format!(
                    "the row from {begins} begins at {to} in `{name}`: before, it gives {gives} instead of {should}"
                );
                (place, message, format!("reaches up to {to}"))
            }
            _ => {
                let message = format!(
                    "`{name}` has no row from {begins}: it gives {gives} {span}, where the scenario has {should}"
                );
                let end = piece
                    .keys
                    .to
                    .as_ref()
                    .map(|to| self.input(&self.0.input(to)));
                let end = end.unwrap_or_else(|| "the end".into());
                (place, message, format!("holds up to {end}"))
            }
        }
    }

    /// The contract differs from somewhere within a row on.
    fn within_a_row(
        &self,
        case: &Case<'_>,
        gap: &Gap<'_>,
        piece: &Piece,
        given: Option<&RBig>,
    ) -> Said {
        let Case {
            name,
            gives,
            should,
            span,
        } = case;
        let from = self.input(&gap.from);
        let next = self.table().rows.get(gap.row + 1);
        let early = next.filter(|next| {
            gap.to.as_ref() == Some(&next.from) && given == Some(&next.encoded.clone().into())
        });
        let message = match early {
            Some(next) => format!(
                "the row from {} begins already at {from} in `{name}`: {gives} instead of {should}",
                self.input(&next.from)
            ),
            None => format!("`{name}` gives {gives} {span}, where the scenario has {should}"),
        };
        let place = self.schedule().place_of(piece);
        (place, message, format!("begins at {from}"))
    }

    /// The contract has no entry.
    fn nothing(&self, case: &Case<'_>, gap: &Gap<'_>) -> Said {
        let Case {
            name,
            gives,
            should,
            span,
        } = case;
        let place = self.schedule().place.clone();
        if self.schedule().kind == ScheduleKind::Function {
            let message =
                format!("`{name}` returns {gives} {span}, where the scenario has {should}");
            return (place, message, String::new());
        }
        let pieces = self.schedule().pieces.iter();
        let last = pieces.filter_map(|piece| piece.keys.to.as_ref()).max();
        let key = match last.filter(|last| self.0.input(last) <= gap.from) {
            Some(last) => format!("beyond {}", last - IBig::ONE),
            None => (&gap.from / self.0.one_key()).floor().to_string(),
        };
        let message = format!(
            "`{name}` has no key {key}: {span} it gives {gives}, where the scenario has {should}"
        );
        (place, message, "a key that is not set reads as zero".into())
    }

    /// The comparison that puts exactly the threshold of a row on the wrong side.
    fn inclusive_edge(&self, gap: &Gap<'_>, begins: &RBig) -> Option<&Edge> {
        let one_key_long = gap.to.as_ref() == Some(&(&gap.from + self.0.one_key()));
        if gap.from != *begins || !one_key_long {
            return None;
        }
        let edges = self.schedule().edges.iter();
        edges
            .into_iter()
            .find(|edge| !edge.bound_is_above && self.0.input(&edge.bound) == gap.from)
    }
}

/// `years`, from the name of a unit.
fn plural(unit: &str) -> String {
    let two = format_quantity(2.0, unit);
    let word = two.strip_prefix("2 ").filter(|word| word.starts_with(unit));
    word.unwrap_or(unit).to_owned()
}
