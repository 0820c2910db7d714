"""Raw French articles in, structured event records out: who did what, when, and for how much.

>>> import depeche
>>> result = depeche.extract(["Kelvar a licencié 134 salariés mardi."], dates=["2024-07-16"])
>>> event = result[0].events[0]
>>> event.type, event.arguments[0].text, event.dates[0].earliest
('ECO.Layoff', 'Kelvar', '2024-07-16')
>>> result.events.column("count_value")
[134.0]
"""

from ._depeche import SettingsError, __version__
from .extractor import Extractor, extract
from .records import Record
from .result import Document, ExtractionError, Result, Table

__all__ = [
    "Document",
    "ExtractionError",
    "Extractor",
    "Record",
    "Result",
    "SettingsError",
    "Table",
    "__version__",
    "extract",
]
