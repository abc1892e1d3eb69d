"""One object per mouse gesture, and what decides between them."""
