//! Where results are kept.

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use super::{entry::Entry, shelf};

/// A folder, or the program's own memory.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Folder(PathBuf),
    Memory(Arc<Mutex<Shelves>>),
    /// A memory to which nothing is added any more.
    Closed(Arc<Shelves>),
}

/// Entries by unit.
pub(super) type Shelves = BTreeMap<String, Vec<Arc<Entry>>>;

impl Place {
    /// What is kept of the unit of that name, from the oldest to the newest.
    pub(super) fn load(&self, unit: &str) -> Vec<Arc<Entry>> {
        match self {
            Self::Folder(folder) => shelf::load(&shelf::path(folder, unit), unit),
            Self::Memory(shelves) => {
                let shelves = shelves.lock().unwrap_or_else(PoisonError::into_inner);
                shelves.get(unit).cloned().unwrap_or_default()
            }
            Self::Closed(shelves) => shelves.get(unit).cloned().unwrap_or_default(),
        }
    }

    /// Whether anything is kept that is added.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }

    /// Adds an entry to what was loaded.
    pub(super) fn add(
        &self,
        unit: &str,
        mut loaded: Vec<Arc<Entry>>,
        entry: Entry,
    ) -> io::Result<()> {
        match self {
            Self::Folder(folder) => {
                loaded.retain(|other| !other.is_for_the_same(&entry));
                loaded.push(Arc::new(entry));
                shelf::store(&shelf::path(folder, unit), unit, loaded)
            }
            Self::Memory(shelves) => {
                let mut shelves = shelves.lock().unwrap_or_else(PoisonError::into_inner);
                let shelf = shelves.entry(unit.to_owned()).or_default();
                shelf.push(Arc::new(entry));
                Ok(())
            }
            Self::Closed(_) => Ok(()),
        }
    }

    /// The same place, to which nothing is added any more; a folder stays as it is.
    pub(super) fn closed(self) -> Self {
        match self {
            Self::Memory(shelves) => {
                let shelves = shelves.lock().unwrap_or_else(PoisonError::into_inner);
                Self::Closed(Arc::new(shelves.clone()))
            }
            other => other,
        }
    }
}
