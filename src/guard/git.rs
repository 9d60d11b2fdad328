//! Files out of the history of a git repository, read through the `git` that is installed.

use std::{
    io::{self, Cursor, ErrorKind, Read},
    path::{Component, Path, PathBuf},
    process::{Command, Stdio},
};

use thiserror::Error;

/// A commit, by its full hash, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revision {
    /// What was typed: a branch, a tag, `HEAD~1`, a hash.
    pub(super) typed: String,
    hash: String,
    /// A folder of the repository.
    folder: PathBuf,
}

/// Why history could not be read.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no `git` to be started.
    #[error("cannot start `git`: {0}\n  help: a revision needs git; name files instead")]
    Missing(io::Error),
    /// A command of git failed.
    #[error("`git {command}`: {said}")]
    Failed {
        /// The command.
        command: String,
        /// What it said.
        said: String,
    },
}

/// Commits of one file's history that are looked at, newest first.
const LONGEST_HISTORY: usize = 500;

impl Revision {
    /// The commit of that name in the repository around `folder`; none if there is no such name.
    ///
    /// # Errors
    /// No git, or a folder outside any repository.
    pub(super) fn find(typed: &str, folder: &Path) -> Result<Option<Self>, GitError> {
        // An option of git is no revision.
        if typed.is_empty() || typed.starts_with('-') {
            return Ok(None);
        }
        git(folder, &["rev-parse", "--git-dir"])?;
        let commit = format!("{typed}^{{commit}}");
        let found = git(folder, &["rev-parse", "--verify", "--quiet", &commit]);
        Ok(found.ok().map(|hash| Self {
            typed: typed.to_owned(),
            hash: String::from_utf8_lossy(&hash).trim().to_owned(),
            folder: folder.to_owned(),
        }))
    }

    /// Opens the file that had this path in the commit; a path like those typed at a shell, relative to where one stands.
    pub(super) fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let (folder, name) = self.beside(path);
        let object = format!("{}:./{name}", self.hash);
        match git(&folder, &["cat-file", "blob", &object]) {
            Ok(bytes) => Ok(Box::new(Cursor::new(bytes))),
            Err(GitError::Failed { .. }) => Err(ErrorKind::NotFound.into()),
            Err(error) => Err(io::Error::other(error)),
        }
    }

    /// The folder to start git in, and the path from there: git knows where in the repository it was started.
    fn beside(&self, path: &Path) -> (PathBuf, String) {
        let clean = without_turns(path);
        let (folder, name) = match (clean.is_absolute(), clean.parent(), clean.file_name()) {
            (true, Some(parent), Some(name)) => (parent.to_owned(), PathBuf::from(name)),
            _ => (PathBuf::from("."), clean.clone()),
        };
        let folder = if folder.is_dir() {
            folder
        } else {
            self.folder.clone()
        };
        (folder, name.to_string_lossy().replace('\\', "/"))
    }
}

/// The commits, newest first, in which the file at `path` was changed, with their dates `YYYY-MM-DD`.
///
/// # Errors
/// No git, or a file outside any repository.
pub(super) fn history(path: &Path) -> Result<Vec<(String, Revision)>, GitError> {
    let folder = folder_of(path);
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let count = format!("-{LONGEST_HISTORY}");
    let log = git(&folder, &["log", &count, "--format=%cs %H", "--", &name])?;
    let log = String::from_utf8_lossy(&log).into_owned();
    let commits = log.lines().filter_map(|line| line.split_once(' '));
    Ok(commits
        .map(|(date, hash)| {
            let revision = Revision {
                typed: hash.to_owned(),
                hash: hash.to_owned(),
                folder: folder.clone(),
            };
            (date.to_owned(), revision)
        })
        .collect())
}

/// The repository that one stands in, or none.
pub(super) struct Repository {
    /// Its root, and the way from there to where one stands.
    found: Option<(PathBuf, PathBuf)>,
}

impl Repository {
    /// Looks for it.
    pub(super) fn around() -> Self {
        let said = |argument: &str| {
            let bytes = git(Path::new("."), &["rev-parse", argument]).ok()?;
            Some(PathBuf::from(String::from_utf8_lossy(&bytes).trim()))
        };
        Self {
            found: said("--show-toplevel").zip(said("--show-prefix")),
        }
    }

    /// The path of a file from the root; as it is given where there is none.
    pub(super) fn path_of(&self, path: &Path) -> String {
        let inside = match &self.found {
            Some((root, _)) if path.is_absolute() => {
                path.strip_prefix(root).unwrap_or(path).to_owned()
            }
            Some((_, here)) => here.join(path),
            None => path.to_owned(),
        };
        without_turns(&inside).to_string_lossy().replace('\\', "/")
    }
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A path without `.` and, where it can be told without asking the disk, without `..`.
fn without_turns(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(clean.components().next_back(), Some(Component::Normal(_))) =>
            {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // A hook's repository must not be taken for the one asked about.
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_WORK_TREE")
        .stdin(Stdio::null())
        .output()
        .map_err(GitError::Missing)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(GitError::Failed {
        command: arguments.join(" "),
        said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_a_path_are_taken() {
        let cases = [
            ("a/../b.toml", "b.toml"),
            ("./a/b.toml", "a/b.toml"),
            ("../b.toml", "../b.toml"),
            ("a/b/../../../c", "../c"),
            ("/a/./b/../c", "/a/c"),
        ];
        for (path, clean) in cases {
            assert_eq!(without_turns(Path::new(path)), Path::new(clean), "{path}");
        }
    }
}
