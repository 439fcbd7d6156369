"""The rules: small functions over a project, the table of their severities, and the driver that runs them."""
