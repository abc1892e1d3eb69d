"""What a layer says of itself beside its shapes: what torch keeps of it in training."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What torch holds on to after a call, on the CPU, until the gradients that need it are worked out.

    `inputs` are the ports whose tensors it keeps (None for all), `outputs` whether it keeps what it gives, `more` the
    bytes a sample that it keeps besides, such as masks and indices. A `view` gives the numbers of its first input under
    other sizes and takes no memory of its own. Where a layer `passes` its gradient on, that of its input is that of its
    result or a part of it, and takes none either. One that `copies` needs its gradient with the channels of a pixel side
    by side, as its input has them; behind a Flatten they are not, and torch copies what it kept and what it makes.
    """

    inputs: tuple[int, ...] | None = ()
    outputs: bool = False
    more: int = 0
    view: bool = False
    passes: bool = False
    copies: bool = False


INPUTS = Kept(inputs=None)
OUTPUTS = Kept(outputs=True)
NOTHING = Kept()
PASSED = Kept(passes=True)
VIEW = Kept(view=True, passes=True)
PART = Kept(view=True)
"""A view whose gradient is written into zeros of the size of the whole."""
