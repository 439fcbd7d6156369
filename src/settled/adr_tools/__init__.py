"""Records as the shell tool adr-tools keeps them: its folder, record text, links, table of contents and graph.

The formats are those that it prints and writes (https://github.com/npryce/adr-tools). Where it loses or spoils data,
this does not.
"""
