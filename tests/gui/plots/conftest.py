"""The small network and its session, for the tests of this folder."""

from tests.gui.learning import learner, long_session, session, trained

__all__ = ["learner", "long_session", "session", "trained"]
