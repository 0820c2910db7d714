# Made from the program's types by stubs.py; do not edit.
from typing import Any

class Record(dict[str, Any]):
    def __getattr__(self, name: str) -> Any: ...

def parse(line: str) -> Any: ...

class AmountRecord(Record):
    cmp: str
    direction: str | None
    end: int
    high: float | None
    kind: str
    low: float | None
    rule: str
    start: int
    text: str
    unit: str
    value: float | None

class ArgumentRecord(Record):
    admin1: str | None
    canonical: str | None
    country: str | None
    end: int
    entity_id: str | None
    entity_type: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    mention: str
    place_open: str | None
    role: str
    score: float
    start: int
    text: str

class AttributionRecord(Record):
    cue: str | None
    source: SourceRecord | None
    type: str

class CueRecord(Record):
    end: int
    kind: str
    start: int
    text: str

class DocumentRecord(Record):
    amounts: list[AmountRecord]
    chars: int
    doc_date: str | None
    doc_date_precision: str | None
    doc_date_source: str
    doc_id: str
    duplicate_of: str | None
    entities: list[EntityRecord]
    events: int
    language: str | None
    publication: str | None
    schema: str
    sentences: int
    sha256: str
    sketch: str | None
    source: str
    status: str
    timexes: list[TimexRecord]
    title: str | None
    url: str | None
    warnings: list[str]

class EntityRecord(Record):
    admin1: str | None
    canonical: str
    country: str | None
    end: int
    entity_id: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    place_open: str | None
    score: float
    start: int
    text: str
    type: str

class ErrorRecord(Record):
    byte_offset: int | None
    code: str
    doc_id: str
    message: str
    raw_base64: str | None
    schema: str
    source: str
    stage: str

class EventAmountRecord(Record):
    cmp: str
    direction: str | None
    end: int
    high: float | None
    kind: str
    low: float | None
    role: str
    score: float | None
    start: int
    text: str
    unit: str
    value: float | None

class EventDateRecord(Record):
    anchor: str
    earliest: str | None
    end: int
    latest: str | None
    mod: str | None
    role: str
    score: float | None
    start: int
    text: str
    type: str
    value: str

class EventRecord(Record):
    amounts: list[EventAmountRecord]
    arguments: list[ArgumentRecord]
    attribution: AttributionRecord
    cluster_id: str
    cluster_size: int
    confidence: float
    country: str | None
    cues: list[CueRecord]
    dates: list[EventDateRecord]
    doc_date: str | None
    doc_id: str
    doc_title: str | None
    duplicate_of: str | None
    event_id: str
    factuality: str
    label_fr: str
    mood: str
    place: PlaceRecord | None
    plover: str | None
    polarity: str
    publication: str | None
    quad: int | None
    rule: str
    schema: str
    sentence: SentenceRecord
    source: str
    tense: str
    trigger: TriggerRecord
    type: str
    url: str | None
    warnings: list[str]

class PlaceRecord(Record):
    admin1: str | None
    country: str | None
    entity_id: str
    evidence: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    name: str
    place_open: str | None

class SentenceRecord(Record):
    end: int
    index: int
    start: int
    text: str

class SourceRecord(Record):
    canonical: str | None
    end: int
    entity_id: str | None
    start: int
    text: str

class TimexRecord(Record):
    ambiguous: str | None
    anchor: str
    earliest: str | None
    end: int
    latest: str | None
    mod: str | None
    rule: str
    start: int
    text: str
    type: str
    value: str

class TriggerRecord(Record):
    end: int
    lemma: str
    pos: str
    start: int
    text: str
