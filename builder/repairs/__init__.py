"""From a problem to edits that were tried. Imports analysis and edits; no other room of builder imports it."""
