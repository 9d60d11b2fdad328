//! What makes two sweeps the same.

use serde::{Deserialize, Serialize, Serializer};

/// The facts that decide whether a resume is of the same sweep, and that a reader of the file wants to know: the
/// program's version, the scenario with its hash and overrides, the design, the seed, the runs, what is evaluated.
///
/// An ordered list of keys with their values. Nothing that may differ between two runs of the same question (a date,
/// a host, a number of threads, the path of a checkout) belongs in it: it would make their bytes differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    facts: Vec<(String, String)>,
}

/// One difference between a sweep that was begun and the one asked for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What differs: a key of the [`Identity`], or `points`, `shard`, `stripe`, `column …`.
    pub key: String,
    /// Its value before; `None` if it was not there.
    pub before: Option<String>,
    /// Its value now; `None` if it is no longer there.
    pub now: Option<String>,
}

impl Identity {
    /// No facts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more fact; a value given before under the same key is replaced, and keeps its place.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        let (key, value) = (key.into(), value.to_string());
        match self.facts.iter_mut().find(|(known, _)| *known == key) {
            Some(fact) => fact.1 = value,
            None => self.facts.push((key, value)),
        }
        self
    }

    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let fact = self.facts.iter().find(|(known, _)| known == key)?;
        Some(&fact.1)
    }

    /// The facts in order: keys and values.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.facts.iter().map(|(key, value)| (&**key, &**value))
    }
}

/// The differences between two lists of facts: those of `now` that are new or other, then those no longer there.
pub(super) fn changes(before: &[(String, String)], now: &[(String, String)]) -> Vec<Change> {
    let of = |facts: &[(String, String)], key: &str| {
        let fact = facts.iter().find(|(known, _)| known == key);
        fact.map(|(_, value)| value.clone())
    };
    let changed = now.iter().filter_map(|(key, value)| {
        let old = of(before, key);
        (old.as_ref() != Some(value)).then(|| Change {
            key: key.clone(),
            before: old,
            now: Some(value.clone()),
        })
    });
    let gone = before
        .iter()
        .filter(|(key, _)| of(now, key).is_none())
        .map(|(key, value)| Change {
            key: key.clone(),
            before: Some(value.clone()),
            now: None,
        });
    changed.chain(gone).collect()
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = |value: &Option<String>| match value {
            Some(value) => format!("`{value}`"),
            None => "absent".to_owned(),
        };
        write!(
            f,
            "{}: was {}, is {}",
            self.key,
            value(&self.before),
            value(&self.now)
        )
    }
}

/// Facts as a map in their own order, which `serde_json`'s map would keep or not as its features are set.
pub(super) fn as_map<S: Serializer>(
    facts: &[(&str, &str)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facts.iter().copied())
}
