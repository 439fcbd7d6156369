"""The programme as a whole: what is undecided, what comes first, how systems hang together, what can hurt."""
