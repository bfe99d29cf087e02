"""Tables of many searches in, one cohort out."""
