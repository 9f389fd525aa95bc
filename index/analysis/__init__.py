"""What the analyser makes of a document: sentences, words, mentions, and the facets they give."""

from index.analysis.analyser import ANALYSER, Task, analyse, analyse_many
from index.analysis.facets import facets

__all__ = ["ANALYSER", "Task", "analyse", "analyse_many", "facets"]
