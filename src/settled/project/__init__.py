"""The project: `load` is the one entrance, and `Project` holds all that was read."""

from settled.project.loading import load, load_place, today
from settled.project.project import GitPlace, Project

__all__ = ["GitPlace", "Project", "load", "load_place", "today"]
