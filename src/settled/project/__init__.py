"""The project: `load` is the one entrance, `Project` holds all that was read, `Workspace` asks git and the disk."""

from settled.project.judging_day import today
from settled.project.loading import load, load_place
from settled.project.project import Project
from settled.project.workspace import GitPlace, Workspace, repository_root

__all__ = ["GitPlace", "Project", "Workspace", "load", "load_place", "repository_root", "today"]
