"""Files of the system: read whatever they are, written whole or not at all, and kept between runs."""
