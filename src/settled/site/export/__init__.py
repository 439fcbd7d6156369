"""The same pages as plain sources, for other builders."""
