//! What an attack is worth, over any kind of number.

use dashu_ratio::RBig;

use super::Attack;
use crate::expression::{EvaluationError, Evaluator, Expression};
use crate::number::{Comparison, Decision, Number, NumberError};

impl<'s, N: Number> Evaluator<'s, N> {
    /// What the attack of this id receives if it succeeds, in USD.
    ///
    /// # Errors
    /// [`EvaluationError`] when there is no such attack, or it has no value here.
    pub fn gain(&mut self, id: &str) -> Result<N, EvaluationError> {
        let attack = self.attack(id)?;
        self.expression(&attack.gain)
    }

    /// What the attack loses if it fails, in USD.
    ///
    /// # Errors
    /// As [`Evaluator::gain`].
    pub fn loss(&mut self, id: &str) -> Result<N, EvaluationError> {
        let attack = self.attack(id)?;
        match &attack.loss {
            Some(loss) => self.expression(loss),
            None => N::from_rational(&RBig::ZERO).map_err(|error| at(&attack.gain, error)),
        }
    }

    /// What the attack spends in any case, in USD.
    ///
    /// # Errors
    /// As [`Evaluator::gain`].
    pub fn cost(&mut self, id: &str) -> Result<N, EvaluationError> {
        let attack = self.attack(id)?;
        self.expression(&attack.cost)
    }

    /// What the attacker must have to begin, in USD.
    ///
    /// # Errors
    /// As [`Evaluator::gain`].
    pub fn capital(&mut self, id: &str) -> Result<N, EvaluationError> {
        let attack = self.attack(id)?;
        self.expression(&attack.capital)
    }

    /// The probability that the attack succeeds.
    ///
    /// # Errors
    /// As [`Evaluator::gain`], and when the value is certainly not from 0 to 1; an interval may reach beyond.
    pub fn success(&mut self, id: &str) -> Result<N, EvaluationError> {
        self.probability(id).map(|(written, _)| written)
    }

    /// The probability that the attack fails, `1 - success`.
    ///
    /// # Errors
    /// As [`Evaluator::success`].
    pub fn failure(&mut self, id: &str) -> Result<N, EvaluationError> {
        let written = &self.attack(id)?.success;
        let success = self.success(id)?;
        let certain = N::from_rational(&RBig::ONE);
        certain
            .and_then(|certain| certain.subtract(&success))
            .map_err(|error| at(written, error))
    }

    /// The probability of success as written, and what of it is from 0 to 1.
    fn probability(&mut self, id: &str) -> Result<(N, N), EvaluationError> {
        let attack = self.attack(id)?;
        let written = &attack.success;
        let success = self.expression(written)?;
        let mut cut = success.clone();
        for (comparison, bound) in [
            (Comparison::GreaterOrEqual, RBig::ZERO),
            (Comparison::LessOrEqual, RBig::ONE),
        ] {
            let bound = N::from_rational(&bound).map_err(|error| at(written, error))?;
            let within = success
                .compare(comparison, &bound)
                .map_err(|error| at(written, error))?;
            if N::decide(&within) == Decision::False {
                let message = "a probability outside 0 to 1".to_owned();
                return Err(EvaluationError::part(written, &written.tree, message));
            }
            cut.restrict(comparison, &bound);
        }
        Ok((success, cut))
    }

    /// `gain * success - loss * (1 - success) - cost`, in USD; over an interval, where the success is from 0 to 1.
    ///
    /// # Errors
    /// As [`Evaluator::success`].
    pub fn expected_value(&mut self, id: &str) -> Result<N, EvaluationError> {
        let attack = self.attack(id)?;
        let (_, success) = self.probability(id)?;
        let (gain, loss, cost) = (self.gain(id)?, self.loss(id)?, self.cost(id)?);
        let combine = || {
            let failure = N::from_rational(&RBig::ONE)?.subtract(&success)?;
            gain.multiply(&success)?
                .subtract(&loss.multiply(&failure)?)?
                .subtract(&cost)
        };
        combine().map_err(|error| at(&attack.gain, error))
    }

    fn attack(&self, id: &str) -> Result<&'s Attack, EvaluationError> {
        Ok(self.scenario().attack(id)?)
    }
}

fn at(expression: &Expression, error: NumberError) -> EvaluationError {
    EvaluationError::arithmetic(expression, &expression.tree, error)
}
