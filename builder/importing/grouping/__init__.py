"""From module calls to groups: one block per call of the user's modules, and fields for what differs between calls.

`fold` is the way in. May import `importing/common/` and what that may import, but neither importer.
"""
