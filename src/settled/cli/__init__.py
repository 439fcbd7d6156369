"""The command line: parse, call, print, exit. Nothing below this room knows click."""
