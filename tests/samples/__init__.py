"""Projects as each version of the format wrote them; they are never written again by a later one."""
