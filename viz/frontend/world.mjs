// The countries of the world (Natural Earth, public domain) as paths in an equal-area projection, by their M49 number.
import { readFile } from "node:fs/promises";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 1000;

/** Shapes by number, where each stands, and the rest of the land: small states have a place but no shape worth drawing. */
export async function world(folder) {
  const read = async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8"));
  const countries = (atlas) => feature(atlas, atlas.objects.countries).features.filter((one) => one.id !== "010");
  const coarse = countries(await read("countries-110m.json"));
  const fine = countries(await read("countries-10m.json"));
  const projection = geoEqualEarth().fitWidth(WIDTH, { type: "Sphere" });
  const path = geoPath(projection).digits(1);
  const [[, top], [, bottom]] = path.bounds({ type: "FeatureCollection", features: coarse });
  const places = Object.fromEntries(fine.filter((one) => one.id).map((one) => [one.id, largest(one, path).map((at) => Math.round(at))]));
  return {
    width: WIDTH,
    top: Math.floor(top),
    height: Math.ceil(bottom - top),
    shapes: Object.fromEntries(coarse.filter((one) => one.id).map((one) => [one.id, path(one)])),
    rest: coarse.filter((one) => !one.id).map((one) => path(one)).join(""),
    places,
  };
}

/** The middle of the largest piece of a country: islands far away would draw the middle of the whole into the sea. */
function largest(country, path) {
  const { type, coordinates } = country.geometry;
  const pieces = type === "Polygon" ? [coordinates] : coordinates;
  const drawn = pieces.map((piece) => ({ type: "Polygon", coordinates: piece }));
  return path.centroid(drawn.reduce((most, one) => (path.area(one) > path.area(most) ? one : most)));
}
