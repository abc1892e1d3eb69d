"""Numbers that know how they are written over the parameters of a constructor: "in_channels + growth"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Terms = Mapping[tuple[str, ...], int]
"""A sum: for each product of atoms (sorted; none for a plain number) how often it is counted."""

MOST_TERMS = 6
"""A sum of more is no longer followed: it would not be read either."""


class Symbol(int):
    """A whole number with its text. It stays one under + - * //; anything else gives plain numbers.

    A `loud` one never equals a plain number, so that a field is written also where it happens to be torch's default.
    """

    terms: Terms
    text: str
    loud: bool

    def __new__(cls, value: int, terms: Terms, text: str = "", *, loud: bool = False) -> Symbol:
        made = super().__new__(cls, value)
        made.terms, made.text, made.loud = terms, text or terms_text(terms), loud
        return made

    @classmethod
    def parameter(cls, name: str, value: int, *, loud: bool = False) -> Symbol:
        """A parameter."""
        return cls(value, {(name,): 1}, name, loud=loud)

    def with_text(self, text: str) -> Symbol:
        """The same, written as a person wrote it."""
        return Symbol(int(self), self.terms, text, loud=self.loud)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(int(self), spec) if spec else self.text

    def __eq__(self, other: object) -> bool:
        return not (self.loud and not isinstance(other, Symbol)) and int.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = int.__hash__

    def __add__(self, other: int) -> int:
        return self._sum(self, other, 1)

    __radd__ = __add__

    def __sub__(self, other: int) -> int:
        return self._sum(self, other, -1)

    def __rsub__(self, other: int) -> int:
        return self._sum(other, self, -1)

    def __neg__(self) -> int:
        return self._sum(0, self, -1)

    def __pos__(self) -> int:
        return self

    def __mul__(self, other: int) -> int:
        if not isinstance(other, int):
            return NotImplemented
        found: dict[tuple[str, ...], int] = {}
        for left, count in self.terms.items():
            for right, times in _terms(other).items():
                product = tuple(sorted(left + right))
                found[product] = found.get(product, 0) + count * times
        return _simplify(int(self) * int(other), found, self._is_loud(other))

    __rmul__ = __mul__

    def __floordiv__(self, other: int) -> int:
        return self._divide_terms(self, other)

    def __rfloordiv__(self, other: int) -> int:
        return self._divide_terms(other, self)

    def _is_loud(self, other: object) -> bool:
        return self.loud or (isinstance(other, Symbol) and other.loud)

    def _sum(self, left: int, right: int, sign: int) -> int:
        if not isinstance(left, int) or not isinstance(right, int):
            return NotImplemented
        found = dict(_terms(left))
        for product, count in _terms(right).items():
            found[product] = found.get(product, 0) + sign * count
        other = right if left is self else left
        return _simplify(int(left) + sign * int(right), found, self._is_loud(other))

    def _divide_terms(self, left: int, right: int) -> int:
        if not isinstance(left, int) or not isinstance(right, int):
            return NotImplemented
        value, loud = int(left) // int(right), self._is_loud(right if left is self else left)
        above, below = _terms(left), _terms(right)
        if above == below:
            return value
        whole: dict[tuple[str, ...], int] = {}
        if not isinstance(right, Symbol) and right > 0:
            whole = {terms: count // right for terms, count in above.items() if terms == () or count % right == 0}
            above = {terms: count - whole.get(terms, 0) * right for terms, count in above.items()}
            above = {terms: count for terms, count in above.items() if count}
        if not set(above) - {()}:
            return _simplify(value, whole, loud)
        top = terms_text(above) if len(above) == 1 else f"({terms_text(above)})"
        bottom = terms_text(below) if _simple(below) else f"({terms_text(below)})"
        return _simplify(value, {(f"{top} // {bottom}",): 1, **whole}, loud)


class NamedFloat(float):
    """A real number with its text; whatever is done with it gives plain numbers. Never equal to a plain one when loud."""

    text: str
    loud: bool

    def __new__(cls, name: str, value: float, *, loud: bool = False) -> NamedFloat:
        made = super().__new__(cls, value)
        made.text, made.loud = name, loud
        return made

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return not (self.loud and not isinstance(other, NamedFloat)) and float.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = float.__hash__


def name_number(name: str, value: Any, *, loud: bool = False) -> Any:
    """`value` as the parameter `name`; a truth value counts as 0 or 1."""
    return NamedFloat(name, value, loud=loud) if isinstance(value, float) else Symbol.parameter(name, int(value), loud=loud)


def plain(value: Any) -> Any:
    """`value` without its text, in tuples too."""
    if isinstance(value, Symbol):
        return int(value)
    if isinstance(value, NamedFloat):
        return float(value)
    return type(value)(map(plain, value)) if isinstance(value, tuple | list) else value


def symbolic(value: Any) -> bool:
    """Whether there is a text anywhere in `value`."""
    return any(map(symbolic, value)) if isinstance(value, tuple | list) else isinstance(value, Symbol | NamedFloat)


def terms_text(terms: Terms) -> str:
    """A sum as Python text, what is added before what is taken off."""
    parts = [(_product(product, abs(count), count < 0), count < 0) for product, count in terms.items()]
    parts.sort(key=lambda part: part[1])
    text = ""
    for product, minus in parts:
        sign = "-" if minus else "+"
        text += f" {sign} {product}" if text else f"-{product}" if minus else product
    return text or "0"


def _simplify(value: int, terms: Terms, loud: bool) -> int:
    terms = {product: count for product, count in terms.items() if count}
    if not terms or set(terms) == {()} or len(terms) > MOST_TERMS:
        return value
    return Symbol(value, terms, loud=loud)


def _terms(value: int) -> Terms:
    return value.terms if isinstance(value, Symbol) else {(): int(value)} if value else {}


def _simple(terms: Terms) -> bool:
    """Whether it is one name or one number, which needs no brackets anywhere."""
    (product, count), *more = terms.items() if terms else [((), 0)]
    return not more and count > 0 and (product == () or (count == 1 and len(product) == 1 and product[0].isidentifier()))


def _product(atoms: tuple[str, ...], count: int, minus: bool) -> str:
    bound = minus or len(atoms) + (count != 1) > 1
    words = [f"({atom})" if bound and not atom.replace(".", "").isidentifier() else atom for atom in atoms]
    return " * ".join([*words, str(count)] if count != 1 or not atoms else words)
