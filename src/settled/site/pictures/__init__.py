"""Pictures as SVG: Graphviz says where things lie, and everything that is seen is drawn here."""
