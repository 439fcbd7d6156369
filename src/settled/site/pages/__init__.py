"""One file per kind of page: plain data for its template, with every text ready to be shown."""
