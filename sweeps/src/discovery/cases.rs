//! What is searched: a table of points, and at which of them the thing of interest happens.

/// What the values of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Numbers in the column's unit, which a box bounds from below and above.
    Number,
    /// Positions in this list of labels, from 0, of which a box keeps some.
    Choice(Vec<String>),
}

/// One parameter at all points.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The parameter's name.
    pub name: String,
    /// Its unit, such as `USD/ETH`; `count` and `fraction` are not written out.
    pub unit: String,
    /// Numbers, or positions of labels.
    pub kind: Kind,
    /// One value a point.
    pub values: Vec<f64>,
}

/// A table of points and, at each, whether it is a case of interest.
#[derive(Debug, Clone, PartialEq)]
pub struct Cases {
    columns: Vec<Column>,
    interest: Vec<Option<bool>>,
}

/// Why a table cannot be searched.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CasesError {
    /// There is no parameter to restrict.
    #[error("there is no column")]
    NoColumn,
    /// There is no point, or none that is decided.
    #[error("there is no point at which it is decided whether it is of interest")]
    NoPoint,
    /// More points than can be counted here.
    #[error("{points} points are more than the {most} that can be searched", most = Cases::MOST_POINTS)]
    TooManyPoints {
        /// The number of points.
        points: usize,
    },
    /// A column of another length than the cases.
    #[error("`{column}` has {got} values for {expected} points")]
    Length {
        /// The column's name.
        column: String,
        /// The number of its values.
        got: usize,
        /// The number of points.
        expected: usize,
    },
    /// A value that is infinite, not a number, or no position of a label.
    #[error("`{column}` is {value} at point {row}, expected {expected}")]
    Value {
        /// The column's name.
        column: String,
        /// The point, from 0.
        row: usize,
        /// The value.
        value: f64,
        /// What could have stood there.
        expected: String,
    },
}

impl Cases {
    /// The most points a table may have: products of two counts then fit 62 bits.
    pub const MOST_POINTS: usize = (1 << 31) - 1;

    /// A table of `columns`, each with a value a point; `interest` says of each point whether it is
    /// of interest, `None` where that is not known: such points are left out of the search, and
    /// counted.
    ///
    /// # Errors
    /// [`CasesError`] for no column, no decided point, columns of other lengths, and values that
    /// are not finite or, in a [`Kind::Choice`], no position of a label.
    pub fn new(columns: Vec<Column>, interest: Vec<Option<bool>>) -> Result<Self, CasesError> {
        if columns.is_empty() {
            return Err(CasesError::NoColumn);
        }
        let points = interest.len();
        if points > Self::MOST_POINTS {
            return Err(CasesError::TooManyPoints { points });
        }
        if interest.iter().all(Option::is_none) {
            return Err(CasesError::NoPoint);
        }
        for column in &columns {
            column.check(points)?;
        }
        Ok(Self { columns, interest })
    }

    /// The columns, in the order they were given, which is also the order that breaks ties.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether each point is of interest; `None` where that is not known.
    #[must_use]
    pub fn interest(&self) -> &[Option<bool>] {
        &self.interest
    }

    /// The number of points at which it is not known.
    #[must_use]
    pub fn undecided(&self) -> usize {
        self.interest.iter().filter(|case| case.is_none()).count()
    }

    /// Which points are decided.
    pub(super) fn decided(&self) -> Vec<bool> {
        self.interest.iter().map(Option::is_some).collect()
    }

    pub(super) fn is_of_interest(&self, point: usize) -> bool {
        self.interest.get(point) == Some(&Some(true))
    }
}

impl Column {
    /// The value at a point of the table.
    pub(super) fn at(&self, point: usize) -> f64 {
        self.values.get(point).copied().unwrap_or(f64::NAN)
    }

    fn check(&self, points: usize) -> Result<(), CasesError> {
        if self.values.len() != points {
            return Err(CasesError::Length {
                column: self.name.clone(),
                got: self.values.len(),
                expected: points,
            });
        }
        let valid = |value: f64| match &self.kind {
            Kind::Number => value.is_finite(),
            Kind::Choice(labels) => {
                value >= 0.0 && value < labels.len() as f64 && libm::trunc(value) == value
            }
        };
        match self.values.iter().position(|value| !valid(*value)) {
            None => Ok(()),
            Some(row) => Err(CasesError::Value {
                column: self.name.clone(),
                row,
                value: self.at(row),
                expected: match &self.kind {
                    Kind::Number => "a finite number".to_owned(),
                    Kind::Choice(labels) => format!("a position among {} labels", labels.len()),
                },
            }),
        }
    }
}
