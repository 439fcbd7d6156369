"""The front that hands the pages to MkDocs; no other room knows MkDocs."""
