"""The rules asked for a purpose: here against there, what a change brings, which gate is open."""
