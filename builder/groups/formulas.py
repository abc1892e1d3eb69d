"""Formulas over the fields of a group: names, whole numbers, + - * // and brackets.

A recursive-descent parser that accepts these tokens only and evaluates them itself: formulas come from untrusted files, so
they never reach Python's eval, and length, depth and results are bounded.

A field of several numbers takes as many formulas with commas between: "width, 1, 1".
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from builder.common.errors import ConvasError
from builder.common.fields import LARGEST
from builder.common.messages import QT_TRANSLATE_NOOP

LONGEST = 200
"""How many characters a formula may have."""

DEEPEST = 20
"""How many brackets and signs may be open at once."""

_TOKENS = re.compile(r"\s*(?:(\d+)|([A-Za-z_]\w*)|(//|[-+*(),]))", re.ASCII)

_Operator = Callable[[Any, Any], Any]
_Evaluate = Callable[[Mapping[str, Any]], Any]

_SUMS: Mapping[str, _Operator] = MappingProxyType({"+": operator.add, "-": operator.sub})
_PRODUCTS: Mapping[str, _Operator] = MappingProxyType({"*": operator.mul, "//": operator.floordiv})


class FormulaError(ConvasError):
    """A formula cannot be parsed or evaluated; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula. `text` is its normal form, `names` the fields that it uses."""

    text: str
    names: frozenset[str] = field(compare=False)
    _value: _Evaluate = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Formula:
        """Parse a formula; raises :class:`FormulaError` that says what is wrong and where."""
        if len(text) > LONGEST:
            raise FormulaError(
                QT_TRANSLATE_NOOP("Groups", "A formula has at most {longest} characters, not {count:,}."),
                longest=LONGEST,
                count=len(text),
            )
        tokens = list(_tokens(text))
        if not tokens:
            raise FormulaError(QT_TRANSLATE_NOOP("Groups", "A formula is needed, such as channels * 2."))
        reading = _Parser(tokens)
        value = reading.all()
        if reading.at < len(tokens):
            raise FormulaError(
                QT_TRANSLATE_NOOP("Groups", "{text!r}: {token} stands where an operator (+ - * //) or the end would be right."),
                text=text,
                token=tokens[reading.at],
            )
        return cls(_join_tokens(tokens), frozenset(token for token in tokens if token.isidentifier()), value)

    def __str__(self) -> str:
        return self.text

    def over(self, terms: Mapping[str, str]) -> Formula:
        """The formula with its names replaced by other formulas."""
        return Formula.parse("".join(f" {terms.get(token, token)} " for token in _tokens(self.text)))

    def value(self, values: Mapping[str, Any]) -> Any:
        """Its value for these fields; raises :class:`FormulaError` for an unknown name, a division by 0, or too much."""
        try:
            result = self._value(values)
        except KeyError as error:
            known = ", ".join(sorted(values)) or QT_TRANSLATE_NOOP("Groups", "none")
            raise FormulaError(
                QT_TRANSLATE_NOOP("Groups", "{text}: there is no field called {unknown} (there are: {known})."),
                text=self.text,
                unknown=error.args[0],
                known=known,
            ) from None
        except ZeroDivisionError:
            raise FormulaError(QT_TRANSLATE_NOOP("Groups", "{text}: divides by 0."), text=self.text) from None
        # Only the result is checked: Python's integers do not overflow, and the length of the text bounds what is in between.
        for number in result if isinstance(result, tuple) else (result,):
            if isinstance(number, int) and abs(number) > LARGEST:
                raise FormulaError(
                    QT_TRANSLATE_NOOP("Groups", "{text}: gives more than {largest:,}."), text=self.text, largest=LARGEST
                )
        return result


def _tokens(text: str) -> Iterator[str]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None:
            wrong = text[at:].lstrip()[0]
            raise FormulaError(
                QT_TRANSLATE_NOOP(
                    "Groups", "{text!r}: {wrong!r} cannot stand in a formula; it takes names, whole numbers, + - * // and ( )."
                ),
                text=text,
                wrong=wrong,
            )
        yield match.group().strip()
        at = match.end()


def _join_tokens(tokens: list[str]) -> str:
    """The tokens in normal form: blanks around binary operators, none inside brackets."""
    text = ""
    for at, token in enumerate(tokens):
        between = at > 0 and (tokens[at - 1] == ")" or tokens[at - 1].isalnum() or tokens[at - 1].isidentifier())
        if token == ",":
            text += ", "
            continue
        text += f" {token} " if token not in "()" and not token.isidentifier() and not token.isdigit() and between else token
    return text


class _Parser:
    """Recursive descent over the tokens, one method per rule of the grammar; each returns a function that evaluates it."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0

    def all(self) -> _Evaluate:
        """One formula, or several with commas between."""
        parts = [self.sum(0)]
        while self._next() == ",":
            self.at += 1
            parts.append(self.sum(0))
        if len(parts) == 1:
            return parts[0]
        return lambda values: tuple(part(values) for part in parts)

    def sum(self, depth: int) -> _Evaluate:
        return self._chain(_SUMS, self.product, depth)

    def product(self, depth: int) -> _Evaluate:
        return self._chain(_PRODUCTS, self.factor, depth)

    def _chain(self, steps: Mapping[str, _Operator], part: Callable[[int], _Evaluate], depth: int) -> _Evaluate:
        value = part(depth)
        while (step := steps.get(self._next())) is not None:
            self.at += 1
            value = _apply(step, value, part(depth))
        return value

    def factor(self, depth: int) -> _Evaluate:
        # Every recursion passes here, so that a hostile text is refused before Python raises RecursionError.
        if depth > DEEPEST:
            raise FormulaError(
                QT_TRANSLATE_NOOP("Groups", "A formula nests at most {deepest} brackets and signs."), deepest=DEEPEST
            )
        token = self._next()
        self.at += 1
        if token == "-":
            inner = self.factor(depth + 1)
            return lambda values: -_check_whole(inner(values))
        if token == "(":
            inner = self.sum(depth + 1)
            if self._next() != ")":
                raise FormulaError(QT_TRANSLATE_NOOP("Groups", "A bracket is opened but not closed."))
            self.at += 1
            return inner
        if token.isdigit():
            number = int(token)
            return lambda _values: number
        if token.isidentifier():
            return lambda values: values[token]
        raise FormulaError(
            QT_TRANSLATE_NOOP("Groups", "{token} stands where a name or a number would be right."),
            token=token or QT_TRANSLATE_NOOP("Groups", "The end"),
        )

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""


def _apply(step: _Operator, left: _Evaluate, right: _Evaluate) -> _Evaluate:
    return lambda values: step(_check_whole(left(values)), _check_whole(right(values)))


def _check_whole(value: Any) -> Any:
    """`value`, where it is a whole number; raises :class:`FormulaError`."""
    # True + 1 is 2 in Python: a switch must not become a number unnoticed.
    if isinstance(value, bool) or not isinstance(value, int):
        raise FormulaError(
            QT_TRANSLATE_NOOP("Groups", "{value} is no whole number: one cannot calculate with it, only use it as it is."),
            value=value,
        )
    return value
