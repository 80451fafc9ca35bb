// One shape a class, drawn the same on the canvas and in the legend. Points lie in the unit circle.
function around(count, turn, inner = 1) {
  const points = [];
  for (let i = 0; i < count; i += 1) {
    const radius = i % 2 ? inner : 1;
    const angle = (2 * Math.PI * i) / count + turn * Math.PI;
    points.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
  }
  return points;
}
const plus = (a) => [[-a, -1], [a, -1], [a, -a], [1, -a], [1, a], [a, a], [a, 1], [-a, 1], [-a, a], [-1, a], [-1, -a], [-a, -a]];
const turned = (points) => points.map(([x, y]) => [(x - y) * 0.75, (x + y) * 0.75]);
const SHAPES = {
  circle: around(32, 0),
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
  triangle: [[0, -1.05], [1.05, 0.85], [-1.05, 0.85]],
  "triangle-down": [[0, 1.05], [1.05, -0.85], [-1.05, -0.85]],
  pentagon: around(5, -0.5),
  hexagon: around(6, 0),
  star: around(10, -0.5, 0.45).map(([x, y]) => [x * 1.2, y * 1.2]),
  plus: plus(0.38),
  bar: [[-1.2, -0.55], [1.2, -0.55], [1.2, 0.55], [-1.2, 0.55]],
  cross: turned(plus(0.34)),
  half: [...around(32, 1).slice(0, 17)].map(([x, y]) => [x * 1.25, y * 1.25 + 0.55]),
  hourglass: [[-0.9, -1], [0.9, -1], [0.25, 0], [0.9, 1], [-0.9, 1], [-0.25, 0]],
};

function trace(ctx, shape, x, y, radius) {
  ctx.beginPath();
  for (const [px, py] of SHAPES[shape]) ctx.lineTo(x + px * radius, y + py * radius);
  ctx.closePath();
}

function swatch(name) {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "polygon");
  svg.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("points", SHAPES[data.classes[name].shape].map((point) => point.map((c) => c.toFixed(3)).join(",")).join(" "));
  shape.setAttribute("fill", `var(--${data.classes[name].colour})`);
  svg.append(shape);
  return svg;
}

// The theme's colours as the canvas needs them.
const colour = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ground", "raised", "ink", "quiet", "edge", "strong", "mark", "accent", "blue", "teal", "green", "amber", "red", "violet", "pink", "grey"]) {
    colour[name] = style.getPropertyValue(`--${name}`).trim();
  }
}
