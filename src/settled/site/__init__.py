"""The published site: pages made by a pure function, and the fronts that hand them to MkDocs."""
