// Natural Earth's countries, by world-atlas, as the layers of layers.json: each cropped to its box,
// simplified and quantised. A map draws the finest layer whose box holds its view.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoIdentity } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import iso from "iso-3166-1";
import { feature, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, planarTriangleArea, presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}`), "utf8"));
const QUANTIZATION = 1e4;

/** The two-letter code of a country, by which browsers know its name in every language. */
function code(numeric) {
  return (numeric && iso.whereNumeric(numeric)?.alpha2) || null;
}

function countries(source, box) {
  const world = atlas(source);
  const whole = feature(world, world.objects.countries);
  const crop = box && geoIdentity().clipExtent([[box[0], box[1]], [box[2], box[3]]]);
  const features = whole.features
    .map(({ id, geometry }) => ({
      type: "Feature",
      properties: { code: code(id) },
      geometry: crop ? geoProject(geometry, crop) : geometry,
    }))
    .filter(({ geometry }) => geometry?.coordinates.length > 0);
  return { type: "FeatureCollection", features };
}

/** Without polygons that cropping or simplification has turned inside out. */
function sound(feature) {
  const { type, coordinates } = feature.geometry;
  const polygons = (type === "Polygon" ? [coordinates] : coordinates)
    .filter((rings) => geoArea({ type: "Polygon", coordinates: rings }) < Math.PI);
  return { ...feature, geometry: { type: "MultiPolygon", coordinates: polygons } };
}

/** One layer: its name, its box (none means the whole world) and its topology. */
export function layer({ name, source, box, simplify: area }) {
  let topo = topology({ countries: countries(source, box) });
  if (area) {
    topo = simplify(presimplify(topo, planarTriangleArea), area);
    topo = filter(topo, filterWeight(topo, area * 2));
    const { features } = feature(topo, topo.objects.countries);
    const kept = features
      .filter(({ geometry }) => geometry?.coordinates.length > 0)
      .map(sound)
      .filter(({ geometry }) => geometry.coordinates.length > 0);
    topo = topology({ countries: { type: "FeatureCollection", features: kept } });
  }
  topo = quantize(topo, QUANTIZATION);
  delete topo.bbox;
  return { name, box: box ?? null, topology: topo };
}
