"""From blocks to groups: nested classes folded, their differing values made fields."""
