"""What the records of flows say together: which decisions each has made, how they chain up, what waits for what."""
