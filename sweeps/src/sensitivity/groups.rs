//! Which factors are moved together.

use super::AnalysisError;

/// A partition of a response's dimensions into groups that are moved together: each has one index or effect of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The group of each dimension.
    of: Vec<usize>,
    /// The dimensions of each group.
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Each of `dimensions` factors by itself.
    #[must_use]
    pub fn each(dimensions: usize) -> Self {
        Self {
            of: (0..dimensions).collect(),
            members: (0..dimensions).map(|dimension| vec![dimension]).collect(),
        }
    }

    /// The groups with these `members`, counted from zero.
    ///
    /// # Errors
    /// [`AnalysisError::EmptyGroup`], [`AnalysisError::NoSuchDimension`] and [`AnalysisError::NotPartition`] unless every
    /// dimension is in exactly one group.
    pub fn of(dimensions: usize, members: Vec<Vec<usize>>) -> Result<Self, AnalysisError> {
        let mut of: Vec<Option<usize>> = vec![None; dimensions];
        for (group, members) in members.iter().enumerate() {
            if members.is_empty() {
                return Err(AnalysisError::EmptyGroup { group });
            }
            for &dimension in members {
                let place = of
                    .get_mut(dimension)
                    .ok_or(AnalysisError::NoSuchDimension {
                        dimension,
                        dimensions,
                    })?;
                if place.replace(group).is_some() {
                    return Err(AnalysisError::NotPartition {
                        dimension,
                        times: "more than once",
                    });
                }
            }
        }
        let of = of.into_iter().enumerate().map(|(dimension, group)| {
            group.ok_or(AnalysisError::NotPartition {
                dimension,
                times: "in no group",
            })
        });
        Ok(Self {
            of: of.collect::<Result<_, _>>()?,
            members,
        })
    }

    /// The number of groups.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no group, and so no dimension.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The number of dimensions.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.of.len()
    }

    /// The dimensions of each group.
    #[must_use]
    pub fn members(&self) -> &[Vec<usize>] {
        &self.members
    }

    /// The group of each dimension.
    pub(super) fn of_dimensions(&self) -> &[usize] {
        &self.of
    }

    /// Refuses groups that are not of a response of `dimensions`.
    pub(super) fn check(&self, dimensions: usize) -> Result<(), AnalysisError> {
        if self.dimensions() == dimensions && dimensions > 0 {
            Ok(())
        } else {
            Err(AnalysisError::Dimensions {
                grouped: self.dimensions(),
                response: dimensions,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_is_in_exactly_one_group() {
        let groups = Groups::of(3, vec![vec![2, 0], vec![1]]).unwrap();
        assert_eq!(groups.of_dimensions(), [0, 1, 0]);
        let refused = [
            (vec![vec![0, 1, 2], vec![]], "group 1 has no dimension"),
            (vec![vec![0, 1, 3]], "dimension 3"),
            (vec![vec![0, 1], vec![1, 2]], "dimension 1"),
            (vec![vec![0, 1]], "dimension 2"),
        ];
        for (members, said) in refused {
            let error = Groups::of(3, members).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
