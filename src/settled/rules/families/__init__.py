"""The rows of all rules, a file for each family: what is known of a rule stands in its row."""
