// The land of world-atlas (Natural Earth, 1:110 million) as one SVG path in degrees, longitude and minus
// latitude, to a tenth.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const SMALLEST = 0.4; // degrees of latitude; smaller islands are left out
const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/land-110m.json")));
const land = feature(atlas, atlas.objects.land);
const tenth = (value) => Math.round(value * 10) / 10;
const short = (value) => String(tenth(value)).replace(/^(-?)0\./, "$1.");

export function landPath() {
  let path = "";
  for (const { geometry } of land.features ?? [land]) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const [ring] of polygons) {
      const points = ring
        .map(([lon, lat]) => [tenth(lon), tenth(-lat)])
        .filter(([x, y], at, all) => at === 0 || x !== all[at - 1][0] || y !== all[at - 1][1]);
      const extent = (axis) => {
        const values = points.map((point) => point[axis]);
        return Math.max(...values) - Math.min(...values);
      };
      if (extent(1) < SMALLEST || extent(0) > 350) continue;
      let [x, y] = points[0];
      const steps = points.slice(1, -1).map(([nextX, nextY]) => {
        const step = `${short(nextX - x)} ${short(nextY - y)}`;
        [x, y] = [nextX, nextY];
        return step;
      });
      path += `M${points[0][0]} ${points[0][1]}l${steps.join(" ")}z`;
    }
  }
  return path.replaceAll(" -", "-");
}
