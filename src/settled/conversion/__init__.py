"""Records of one form written in another: into our own folders and MADR, and out to adr-tools and JSON-ADR.

Everything here takes records and gives texts; only `target_folder` writes them.
"""
