"""What a team has set: for the project, for the rules, for the words and paths that they look at."""
