"""HTML that may be published: cleaned, with anchors of its own, made of small shapes and templates."""
