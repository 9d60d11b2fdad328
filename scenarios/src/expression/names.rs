//! The names a formula may use: parameters, tables and formulas share one list.

use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    Parameter(usize),
    /// A parameter with choices, in their order.
    Switch(usize, Vec<String>),
    Table(usize),
    Formula(usize),
}

/// Every name of a scenario.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<String, Name>);

/// Words of the expression language, which nothing may be named after.
pub(crate) const KEYWORDS: [&str; 6] = ["if", "then", "else", "and", "or", "not"];

impl Names {
    pub(crate) fn insert(&mut self, name: String, meaning: Name) {
        self.0.insert(name, meaning);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Name> {
        self.0.get(name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.0
            .iter()
            .map(|(name, meaning)| (name.as_str(), meaning))
    }

    /// Names that can stand where a value is needed.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.iter()
            .filter(|(_, meaning)| !matches!(meaning, Name::Table(_)))
            .map(|(name, _)| name)
    }

    pub(crate) fn tables(&self) -> impl Iterator<Item = &str> {
        self.iter()
            .filter(|(_, meaning)| matches!(meaning, Name::Table(_)))
            .map(|(name, _)| name)
    }
}

/// Whether a name can be written in a formula: `[a-z][a-z0-9_]*` and not a word of the language.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !KEYWORDS.contains(&text)
        && !super::tree::Function::ALL
            .iter()
            .any(|function| function.name() == text)
}
