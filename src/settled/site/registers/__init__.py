"""The registers of the site as data: what is downloaded beside each page."""
