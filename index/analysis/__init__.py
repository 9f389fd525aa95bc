"""What the analyser makes of a document: sentences, words, mentions, and the facets they give."""

from index.analysis.analyser import ANALYSER, Analysers, Task, analyse
from index.analysis.facets import facets

__all__ = ["ANALYSER", "Analysers", "Task", "analyse", "facets"]
