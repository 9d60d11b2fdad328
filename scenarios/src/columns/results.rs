//! What a program gave: one column for each output.

/// The columns of an evaluation, and the working memory behind it: keep it to evaluate many times without allocating.
///
/// Any program may use any `Results`; each evaluation replaces what it held.
#[derive(Debug, Clone, Default)]
pub struct Results {
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) registers: Vec<Vec<f64>>,
}

impl Results {
    /// Without columns, until a program puts its own there.
    pub fn new() -> Self {
        Self::default()
    }

    /// The column of the output of this position, if there is one.
    pub fn column(&self, output: usize) -> Option<Column<'_>> {
        self.columns.get(output).map(|values| Column { values })
    }

    /// The column of each output, in the order they were compiled in.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = Column<'_>> {
        self.columns.iter().map(|values| Column { values })
    }
}

/// The values of one output, in the unit [`Output`](super::Output) says; rows that failed have none.
#[derive(Debug, Clone, Copy)]
pub struct Column<'r> {
    /// Not finite where the row failed.
    values: &'r [f64],
}

impl<'r> Column<'r> {
    /// How many rows there are, failed ones included.
    pub fn rows(&self) -> usize {
        self.values.len()
    }

    /// The value at a row; `None` where the row failed, or there is none of this number.
    pub fn get(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().filter(|it| it.is_finite())
    }

    /// The value at each row, `None` where it failed.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<f64>> + use<'r> {
        let values = self.values.iter().copied();
        values.map(|value| value.is_finite().then_some(value))
    }

    /// All the values, if no row failed.
    pub fn complete(&self) -> Option<&'r [f64]> {
        (self.failures() == 0).then_some(self.values)
    }

    /// How many rows failed.
    pub fn failures(&self) -> usize {
        let failed = self.values.iter().map(|it| u64::from(!it.is_finite()));
        failed.sum::<u64>() as usize
    }
}
