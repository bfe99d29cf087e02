"""The words that options take: a type for checkers, and the same words for the running program.

Days that several answers go by stand here too: the agenda, changes, and the workbook to begin with.
Columns that an answer can be ordered by stand in ``schema``, which spells all columns.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

# Words that code compares with. They stand in the types below once more, as a ``Literal`` takes no
# constants; ``generation`` is ``schema.GENERATION``.
AUTO: Final = "auto"
WEEK: Final = "week"
MONTH: Final = "month"
BOTH: Final = "both"


class StepDays(NamedTuple):
    """Days after which a step is due, or ahead of which it is; options of the agenda."""

    write: int = 2
    follow_up: int = 2
    thank: int = 1
    ask: int = 7
    prepare: int = 7
    revive: int = 0
    keep_in_touch: int = 60


STEP_DAYS: Final = StepDays()
"""Where nothing else is asked for."""
SINCE_DAYS: Final = 7
"""Days that changes look back where no date is given, and Monday's screen does."""

Period = Literal["generation", "week", "month"]
"""What ``growth`` counts by."""
PlotPeriod = Literal["auto", "week", "month"]
"""What ``plot.growth`` draws by."""
TreeAxis = Literal["auto", "date", "generation"]
"""What ``plot.tree`` has across."""
Figure = Literal[
    "tree",
    "generations",
    "organizations",
    "growth",
    "advocates",
    "branches",
    "calendar",
    "keep_warm",
    "sources",
    "survival",
]
CohortFigure = Literal["load", "seekers"]
"""Figures of the searches of several seekers."""
FigureFormat = Literal["png", "svg", "pdf"]
"""How the figures of several searches are written; one is by the ending of its name."""
Renderer = Literal["auto", "pyvis", "canvas"]
Keep = Literal["first", "last", "both"]
"""Which row counts when an id is there twice; ``both`` makes two people of one id in two files."""
DateOrder = Literal["day-first", "month-first"]
"""How dates such as 03/04/2024 are read."""
TableFormat = Literal["csv", "xlsx", "parquet"]
"""How tables are written that can be read again."""
GraphDates = Literal["date", "iso"]
"""How a NetworkX graph holds dates: as Python has them, or as text, which files of graphs need."""
AnswerFormat = Literal["table", "json", "csv", "markdown"]
"""How the command line shows an answer."""
Redaction = Literal["names", "initials", "organizations", "all"]
Propensity = Literal["own", "branch", "none"]
"""What makes people refer in a made-up network."""

# The same words for the running program: what the command line offers, and what errors list. They
# are read off the types, in their order, so the two cannot differ.
PERIODS: Final[tuple[Period, ...]] = get_args(Period)
PLOT_PERIODS: Final[tuple[PlotPeriod, ...]] = get_args(PlotPeriod)
TREE_AXES: Final[tuple[TreeAxis, ...]] = get_args(TreeAxis)
FIGURES: Final[tuple[Figure, ...]] = get_args(Figure)
COHORT_FIGURES: Final[tuple[CohortFigure, ...]] = get_args(CohortFigure)
FIGURE_FORMATS: Final[tuple[FigureFormat, ...]] = get_args(FigureFormat)
RENDERERS: Final[tuple[Renderer, ...]] = get_args(Renderer)
KEEPS: Final[tuple[Keep, ...]] = get_args(Keep)
DATE_ORDERS: Final[tuple[DateOrder, ...]] = get_args(DateOrder)
TABLE_FORMATS: Final[tuple[TableFormat, ...]] = get_args(TableFormat)
GRAPH_DATES: Final[tuple[GraphDates, ...]] = get_args(GraphDates)
ANSWER_FORMATS: Final[tuple[AnswerFormat, ...]] = get_args(AnswerFormat)
PROPENSITIES: Final[tuple[Propensity, ...]] = get_args(Propensity)
REDACTIONS: Final[tuple[Redaction, ...]] = get_args(Redaction)

GROUPED_QUESTIONS: Final = ("organizations", "growth", "sources")
"""Questions whose rows count groups of people, so that small counts can be left out."""
