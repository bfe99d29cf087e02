"""How long it takes until somebody makes a first referral."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph.analysis.chance import silences
from netgraph.analysis.curves import CHANCE_DAYS, LEAST_AT_RISK, CountedCurve, kaplan_meier
from netgraph.analysis.days import today
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.looks import NIGHT
from netgraph.plot.frame import axes_or_new, finish, nothing_to_draw, quiet_axes
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT, INK
from netgraph.plot.text import scale_of_marks, text_style
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

BAND: Final = "#d3dfec"
BEYOND_LAST_STEP: Final = 0.02
"""Share of the days by which the curve goes on behind a step on its last day."""
TICKS: Final = 6
"""Days at which people at risk are counted, about."""


@checked()
@laid_out
def survival(net: ReferralNetwork, *, ax: Axes | None = None) -> Axes:
    """Draw the share of people who made a first referral, by days since they were met.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure.

    Returns
    -------
    The axes: Kaplan & Meier's curve (J. Am. Stat. Assoc. 53, 1958) with its 90 % interval, up to
    where 10 people are still watched, and below it how many are. Watched are those met (anybody,
    where no statuses are kept), from their meeting, else from their introduction. Where fewer than
    20 first referrals are dated, ``chance`` follows a standard curve, not this one.
    """
    ax = axes_or_new(ax, width=9, height=5.5)
    is_met = people(net).keeps_statuses
    days, happened, _ = silences(net).durations(keeps_statuses=is_met, today=today(net))
    curve = kaplan_meier(days, happened)
    # of a curve that ends on its first day nothing is known of the days after it
    is_short = not len(curve.day) or curve.day[-1] < 1
    if not happened.any() or is_short or not (curve.silent < 1).any():
        why = (
            f"At least {LEAST_AT_RISK} people have to be watched for a day or more, and one of "
            "them to refer somebody."
        )
        return nothing_to_draw(ax, net, finding="Time to a first referral is not known", why=why)
    end = float(curve.day[-1])
    # float64[steps]: the days on which the curve steps, its start and its end
    step = np.unique(np.concatenate([[0.0], curve.day, [end]]))
    share, low, high = curve.referred(step)
    if len(step) > 1 and share[-1] > share[-2]:
        # the last step would lie on the edge, where nothing of its interval is seen
        step = np.append(step, end * (1 + BEYOND_LAST_STEP))
        share, low, high = (np.append(each, each[-1]) for each in (share, low, high))
    ax.fill_between(step, low, high, step="post", color=BAND, linewidth=0, gid="interval")
    ax.step(
        step, share, where="post", color=NIGHT, linewidth=2.2 * scale_of_marks(), gid="referred"
    )
    _survival_axes(ax, float(step[-1]), float(high.max()))
    _count_at_risk(ax, days, end, "they were met" if is_met else "they became known")
    finding = survival_title(curve, end, "those met" if is_met else "all")
    finish(ax, net, finding=finding, detail=_watched(len(days), int(happened.sum())))
    return ax


def _survival_axes(ax: Axes, end: float, highest: float) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    quiet_axes(ax, grid="y")
    ax.set_xlim(0, end)
    ax.set_ylim(0, min(1.0, highest * 1.08))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6))
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    ax.xaxis.set_major_locator(MaxNLocator(nbins=TICKS, integer=True))
    ax.tick_params(axis="y", length=0)


def _count_at_risk(ax: Axes, days: Longs, end: float, start: str) -> None:
    """Name each tick by its day and, below it, the people watched for longer."""
    ticks = [float(day) for day in ax.get_xticks() if 0 <= day <= end]
    watched = [int((days >= day).sum()) for day in ticks]
    names = [f"{day:,.0f}\n{count:,}" for day, count in zip(ticks, watched, strict=True)]
    ax.set_xticks(ticks, names, **text_style(fontsize=9, color=INK))
    ax.set_xlabel(
        f"days since {start}; below, how many people are watched so long",
        loc="left",
        **text_style(color=FAINT, fontsize=9),
    )


def _watched(count: int, events: int) -> str:
    """Say of how many the curve is."""
    referred = with_noun(events, "first referral")
    return f"{with_noun(count, 'person', 'people')} watched, {referred}; band: 90 % interval"


def survival_title(curve: CountedCurve, end: float, whom: str) -> str:
    """Say what share has referred somebody within 90 days, or by the end of a shorter curve."""
    day = min(float(CHANCE_DAYS), end)
    share = float(curve.referred(np.array([day])).chance[0])
    return f"{100 * share:.0f} % of {whom} refer somebody within {with_noun(round(day), 'day')}"
