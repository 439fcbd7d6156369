"""The vocabulary and the shapes of records: pure data, no file, no git, no screen."""
