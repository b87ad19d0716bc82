"""What a chart is, and the family of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from periodize.plain import dataclass
from periodize.registry import Registry
from periodize.report.charts.theme import config
from periodize.report.charts.vega import Spec, complete

if TYPE_CHECKING:
    from collections.abc import Callable

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with what stands for it where it cannot be seen.

    Parameters
    ----------
    name : of the chart in the family.
    title : its heading.
    alt : what a look at it tells, in a sentence or two with numbers.
    chart : in Vega-Lite, without theme.
    columns, rows : the same as a table; cells as they are read.
    notes : what to know about it, a sentence each.
    caption : how to read its signs, which a picture in a file has below its title; among the notes too.
    narrow : the chart as a telephone has room for it; None: the same.
    """

    name: str
    title: str
    alt: str
    chart: Spec
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    caption: str = ""
    narrow: Spec | None = None

    @property
    def spec(self) -> Spec:
        """The chart as any program that knows Vega-Lite draws it, with theme and description."""
        return self._whole(self.chart)

    @property
    def narrow_spec(self) -> Spec | None:
        """The chart for a telephone, likewise; None: the same."""
        return None if self.narrow is None else self._whole(self.narrow)

    def _whole(self, chart: Spec) -> Spec:
        return complete(chart, told=f"{self.title}. {self.alt}", config=config())


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chart.

    Parameters
    ----------
    name : as `periodize chart` takes it.
    view : type of what it is drawn from.
    about : what it shows, half a sentence.
    draw : from the view to the drawing.
    command : that draws it, where its question is not one of `periodize chart`; "" where it is.
    """

    name: str
    view: type
    about: str
    draw: Callable[[Any], Drawing]
    command: str = ""


CHARTS = Registry[Kind]("chart", group="periodize.charts")


def chart(
    name: str, *, of: type[View], about: str, command: str = ""
) -> Callable[[Callable[[View], Drawing]], Callable[[View], Drawing]]:
    """List a function as a kind of chart.

    Parameters
    ----------
    name : as `periodize chart` takes it.
    of : type of what it is drawn from.
    about : what it shows, half a sentence.
    command : that draws it, where its question is not one of `periodize chart`.
    """

    def listed(draw: Callable[[View], Drawing]) -> Callable[[View], Drawing]:
        CHARTS.add(name, Kind(name, of, about, draw, command))
        return draw

    return listed
