"""Pages for people who run no code: templates, one style sheet, one policy."""
