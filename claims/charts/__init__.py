"""Charts drawn by the server: a picture, what it shows in words, and the table behind it.

A chart is made by a function of this package from counted rows, and shown by `components/chart.html`.
"""

from claims.charts.bars import across, stacked
from claims.charts.claims import by_stance, by_status, fitting_period, over_time
from claims.charts.numbers import Figure, numbers_in_time
from claims.charts.values import Chart, Row, Series

__all__ = [
    "Chart",
    "Figure",
    "Row",
    "Series",
    "across",
    "by_stance",
    "by_status",
    "fitting_period",
    "numbers_in_time",
    "over_time",
    "stacked",
]
