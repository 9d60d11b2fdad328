//! What the TOML reader is not to be given: it recurses once for every level of nesting, and its own limit
//! does not hold for dotted keys nor where brackets do not match.

use std::sync::Arc;

use toml_parser::lexer::TokenKind;

use crate::diagnostic::{Diagnostic, Place, ScenarioError, Source};

/// A scenario needs four: `parameters.user_stake.constant.name`.
const MOST_KEY_PARTS: usize = 16;
/// A scenario needs two: a list of steps.
const MOST_LEVELS: usize = 16;

/// Refuses text whose nesting could exhaust the stack of the reader.
pub(super) fn check(source: &Arc<Source>) -> Result<(), ScenarioError> {
    let mut dots = 0;
    let mut open: Vec<TokenKind> = Vec::new();
    for token in toml_parser::Source::new(source.text()).lex() {
        let refuse = |message: String| {
            let place = Place::new(source, token.span().start()..token.span().end());
            Err(ScenarioError::one(Diagnostic::new(message).at(&place, "")))
        };
        match token.kind() {
            TokenKind::Dot => dots += 1,
            TokenKind::Atom
            | TokenKind::Whitespace
            | TokenKind::LiteralString
            | TokenKind::BasicString => {}
            _ => dots = 0,
        }
        if dots >= MOST_KEY_PARTS {
            return refuse(format!("a key may have at most {MOST_KEY_PARTS} parts"));
        }
        match token.kind() {
            TokenKind::LeftSquareBracket => open.push(TokenKind::RightSquareBracket),
            TokenKind::LeftCurlyBracket => open.push(TokenKind::RightCurlyBracket),
            closing @ (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket) => match open
                .pop()
            {
                Some(expected) if expected == closing => {}
                Some(expected) => {
                    return refuse(format!(
                        "{} where {} is expected",
                        closing.description(),
                        expected.description()
                    ));
                }
                None => return refuse(format!("this {} closes nothing", closing.description())),
            },
            _ => {}
        }
        if open.len() > MOST_LEVELS {
            return refuse(format!("more than {MOST_LEVELS} brackets are open here"));
        }
    }
    Ok(())
}
