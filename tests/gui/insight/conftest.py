"""The small network and its session, for the tests of this folder."""

from tests.support.learning import learner, long_session, session, trained

__all__ = ["learner", "long_session", "session", "trained"]
