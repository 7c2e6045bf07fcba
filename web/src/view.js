// What a map shows: its projection, its land, and where its places lie.
import { geoAzimuthalEqualArea, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import layers from "geography";
import { clipped } from "./geometry.js";

const collection = (places) =>
  ({ type: "MultiPoint", coordinates: places.map(({ lon, lat }) => [lon, lat]) });

/** The middle of points on the sphere. */
function middle(places) {
  const sum = [0, 0, 0];
  for (const { lon, lat } of places) {
    const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
    sum[0] += Math.cos(p) * Math.cos(l);
    sum[1] += Math.cos(p) * Math.sin(l);
    sum[2] += Math.sin(p);
  }
  return [
    (Math.atan2(sum[1], sum[0]) * 180) / Math.PI,
    (Math.atan2(sum[2], Math.hypot(sum[0], sum[1])) * 180) / Math.PI,
  ];
}

/**
 * A window on places, so wide, and as high as they need within bounds. Equal areas; north is up in its
 * middle.
 */
export function view(places, width, { padding, lowest, highest }) {
  const [lon, lat] = middle(places);
  const projection = geoAzimuthalEqualArea().rotate([-lon, -lat]).precision(0.3);
  const points = collection(places);
  const [[x1, y1], [x2, y2]] = geoPath(projection).bounds(points);
  const room = width - 2 * padding;
  const natural = ((y2 - y1) / Math.max(x2 - x1, 1e-6)) * room + 2 * padding;
  const height = Math.round(Math.min(highest * width, Math.max(lowest * width, natural)));
  const corner = [width - padding, height - padding];
  projection.fitExtent([[padding, padding], corner], points).clipExtent([[-2, -2], [width + 2, height + 2]]);
  return { projection, width, height, frame: [0, 0, width, height] };
}

/** Where a place lies, within the window or not. */
export const projected = ({ projection }, { lon, lat }) => ({ point: projection([lon, lat]), beyond: null });

/** Where a place lies; one outside the window lies on its edge, on the way there. */
export function position({ projection, frame, width, height }, { lon, lat }) {
  const [x, y] = projection([lon, lat]) ?? [width / 2, 0];
  const edge = 7;
  const within = [edge, edge, width - edge, height - edge];
  if (x >= 0 && x <= frame[2] && y >= 0 && y <= frame[3]) return { point: [x, y], beyond: null };
  const [, point] = clipped([[width / 2, height / 2], [x, y]], within);
  return { point, beyond: (Math.atan2(y - height / 2, x - width / 2) * 180) / Math.PI };
}

const holds = (box, lon, lat) => lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3];

/** The finest layer that covers the whole window. */
function layer({ projection, width, height }) {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  const rim = steps.flatMap((it) => [[it, 0], [it, 1], [0, it], [1, it]])
    .map(([x, y]) => projection.invert([x * width, y * height]));
  return layers.findLast(({ box }) => !box || rim.every(([lon, lat]) => holds(box, lon, lat)));
}

/** Land and borders as paths, and countries with a point well within what is seen of them. */
export function geography(view) {
  const { topology } = layer(view);
  const path = geoPath(view.projection).digits(1);
  const { countries } = topology.objects;
  const land = path(feature(topology, countries)) ?? "";
  const borders = path(mesh(topology, countries, (a, b) => a !== b)) ?? "";
  const named = feature(topology, countries).features
    .filter(({ properties }) => properties.code)
    .map(({ properties, geometry }) => {
      const seen = largest(geometry, path);
      return seen && { code: properties.code, at: path.centroid(seen), area: path.area(seen) };
    })
    .filter((country) => country && country.area > 700)
    .sort((a, b) => b.area - a.area);
  return { land, borders, countries: named };
}

function largest({ type, coordinates }, path) {
  const parts = (type === "Polygon" ? [coordinates] : coordinates)
    .map((rings) => ({ type: "Polygon", coordinates: rings }))
    .map((part) => ({ part, area: path.area(part) }))
    .sort((a, b) => b.area - a.area);
  return parts[0]?.part;
}
