"""From a problem to edits that were tried. May import edits and what is below them; no room of builder imports it
but check_report."""
