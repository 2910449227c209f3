"""Tables that do not know the people whom they are measured on."""
import numpy as np

from discriminant import analyse
from scores import cosine_scores

GROUPS = 5


def held_out(everything, channels):
    """Splits the speakers into groups. For each the analysis of the other groups, and the group at its own speed."""
    names = np.random.Generator(np.random.PCG64(0)).permutation(np.unique(everything.origins))
    for group in range(GROUPS):
        ours = np.isin(everything.origins, names[group::GROUPS])
        learned = everything.where(~ours & np.isin(everything.channels, channels))
        yield analyse(learned.vectors, learned.speakers), everything.where(ours & (everything.speakers == everything.origins))


def scores_between(analysis, ours, others):
    """The scores of all pairs. Both need vectors and frames."""
    return cosine_scores(analysis.directions(ours.vectors), ours.frames, analysis.directions(others.vectors), others.frames)
