//! Expressions: operators in `#set` and `#if`, plain values everywhere else.

use num_bigint::BigInt;

use super::super::ast::{Expression, Operation, Operator, Step};
use super::{Parser, TemplateError, TokenKind};

/// An expression and its tokens; those of an operation are the tokens of its right side.
struct Operand {
    expression: Expression,
    first: usize,
    end: usize,
}

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Result<Expression, TemplateError> {
        Ok(self.deeper(|parser| parser.operation(1))?.expression)
    }

    /// Operators that bind at least as tightly as `precedence`.
    fn operation(&mut self, precedence: u8) -> Result<Operand, TemplateError> {
        let mut left = self.unary()?;
        while let Some(operator) = operator(self.peek(0)?).filter(|operator| operator.precedence() >= precedence) {
            let at = self.next()?;
            let at = self.at(at);
            let first = self.consumed.len();
            let right = self.operation(operator.precedence() + 1)?;
            let [left_literal, right_literal] = [&left, &right].map(|operand| self.operand_literal(operator, operand));
            let end = self.consumed.len();
            let step = Step { operator, right: right.expression, left_literal, right_literal, at };
            left = Operand { expression: extended(left.expression, step), first, end };
        }
        Ok(left)
    }

    /// How an operand is written, if that can ever be printed.
    fn operand_literal(&self, operator: Operator, operand: &Operand) -> Box<str> {
        let can_be_null =
            matches!(operand.expression, Expression::Operation(_) | Expression::Range(_) | Expression::Reference(_));
        if operator == Operator::Add && can_be_null { self.literal_between(operand.first, operand.end) } else { "".into() }
    }

    fn unary(&mut self) -> Result<Operand, TemplateError> {
        let negated = match self.peek(0)? {
            TokenKind::Not => true,
            TokenKind::WhiteSpace => self.peek(1)? == TokenKind::Not,
            _ => false,
        };
        self.skip_white_space()?;
        let mut first = self.consumed.len();
        if negated {
            self.next()?;
            let inner = self.deeper(Self::unary)?.expression;
            return Ok(Operand { expression: Expression::Not(Box::new(inner)), first, end: self.consumed.len() });
        }
        let end;
        let expression = if self.peek(0)? == TokenKind::ParenOpen {
            first = self.next()? + 1;
            let inner = self.expression()?;
            end = self.consumed.len();
            self.expect(TokenKind::ParenClose)?;
            inner
        } else {
            let value = self.deeper(Self::value)?;
            end = self.consumed.len();
            value
        };
        self.skip_white_space()?;
        Ok(Operand { expression, first, end })
    }

    /// A value with blanks around it: a method argument, a list item, a map key or value.
    pub(super) fn parameter(&mut self) -> Result<Expression, TemplateError> {
        self.skip_white_space()?;
        let value = self.deeper(Self::value)?;
        self.skip_white_space()?;
        Ok(value)
    }

    pub(super) fn starts_value(kind: TokenKind) -> bool {
        matches!(
            kind,
            TokenKind::StringLiteral
                | TokenKind::Integer
                | TokenKind::Float
                | TokenKind::True
                | TokenKind::False
                | TokenKind::Identifier
                | TokenKind::FormalOpen
                | TokenKind::BracketOpen
                | TokenKind::CurlyOpen
        )
    }

    /// A literal or a reference.
    pub(super) fn value(&mut self) -> Result<Expression, TemplateError> {
        Ok(match self.peek(0)? {
            TokenKind::StringLiteral => self.string()?,
            TokenKind::Integer => {
                let token = self.next()?;
                integer(self.image(token)).ok_or_else(|| self.error_at(token, "a whole number"))?
            }
            TokenKind::Float => {
                let token = self.next()?;
                let value = self.image(token).parse().map_err(|_| self.error_at(token, "a number"))?;
                Expression::Double(value)
            }
            TokenKind::True | TokenKind::False => {
                let token = self.next()?;
                Expression::Boolean(self.consumed[token].kind == TokenKind::True)
            }
            TokenKind::Identifier | TokenKind::FormalOpen => Expression::Reference(Box::new(self.reference()?)),
            TokenKind::BracketOpen => self.list_or_range()?,
            TokenKind::CurlyOpen => self.map()?,
            _ => return Err(self.unexpected("a value")),
        })
    }

    fn list_or_range(&mut self) -> Result<Expression, TemplateError> {
        self.next()?;
        let mut items = Vec::new();
        if self.peek(0)? == TokenKind::BracketClose {
            self.next()?;
            return Ok(Expression::List(items));
        }
        self.skip_white_space()?;
        let can_be_range = matches!(self.peek(0)?, TokenKind::Integer | TokenKind::Identifier | TokenKind::FormalOpen);
        items.push(self.parameter()?);
        if can_be_range && self.peek(0)? == TokenKind::DoubleDot {
            self.next()?;
            self.skip_white_space()?;
            if !matches!(self.peek(0)?, TokenKind::Integer | TokenKind::Identifier | TokenKind::FormalOpen) {
                return Err(self.unexpected("a whole number or a reference as end of the range"));
            }
            let end = self.parameter()?;
            self.expect(TokenKind::BracketClose)?;
            let start = items.remove(0);
            return Ok(Expression::Range(Box::new((start, end))));
        }
        while self.peek(0)? == TokenKind::Comma {
            self.next()?;
            items.push(self.parameter()?);
        }
        self.expect(TokenKind::BracketClose)?;
        Ok(Expression::List(items))
    }

    fn map(&mut self) -> Result<Expression, TemplateError> {
        self.next()?;
        let mut entries = Vec::new();
        let empty = match self.peek(0)? {
            TokenKind::WhiteSpace => !Self::starts_value(self.peek(1)?),
            TokenKind::CurlyClose | TokenKind::FormalClose => true,
            _ => false,
        };
        if empty {
            self.skip_white_space()?;
        } else {
            loop {
                let key = self.parameter()?;
                self.expect(TokenKind::Colon)?;
                entries.push((key, self.parameter()?));
                if self.peek(0)? != TokenKind::Comma {
                    break;
                }
                self.next()?;
            }
        }
        // The brace right after a reference looks like the end of `${…}` to the lexer.
        if !matches!(self.peek(0)?, TokenKind::CurlyClose | TokenKind::FormalClose) {
            return Err(self.unexpected("\",\" or \"}\""));
        }
        self.next()?;
        Ok(Expression::Map(entries))
    }
}

/// A further step of an operation, or a new operation if its precedence is another.
fn extended(left: Expression, step: Step) -> Expression {
    match left {
        Expression::Operation(mut operation)
            if operation.steps.last().is_some_and(|last| last.operator.precedence() == step.operator.precedence()) =>
        {
            operation.steps.push(step);
            Expression::Operation(operation)
        }
        first => Expression::Operation(Box::new(Operation { first, steps: vec![step] })),
    }
}

fn operator(kind: TokenKind) -> Option<Operator> {
    Some(match kind {
        TokenKind::Or => Operator::Or,
        TokenKind::And => Operator::And,
        TokenKind::Equal => Operator::Equal,
        TokenKind::NotEqual => Operator::NotEqual,
        TokenKind::Less => Operator::Less,
        TokenKind::Greater => Operator::Greater,
        TokenKind::LessOrEqual => Operator::LessOrEqual,
        TokenKind::GreaterOrEqual => Operator::GreaterOrEqual,
        TokenKind::Plus => Operator::Add,
        TokenKind::Minus => Operator::Subtract,
        TokenKind::Multiply => Operator::Multiply,
        TokenKind::Divide => Operator::Divide,
        TokenKind::Modulo => Operator::Modulo,
        _ => return None,
    })
}

/// The smallest of Integer, Long and BigInteger that holds it. `None` if a `#` stands in front.
fn integer(digits: &str) -> Option<Expression> {
    if let Ok(value) = digits.parse() {
        Some(Expression::Integer(value))
    } else if let Ok(value) = digits.parse() {
        Some(Expression::Long(value))
    } else {
        BigInt::parse_bytes(digits.as_bytes(), 10).map(|value| Expression::BigInteger(Box::new(value)))
    }
}
