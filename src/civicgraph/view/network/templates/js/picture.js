// The drawing as a PNG with title, legend and the line that says where it comes from.
function broken(ctx, text, width) {
  const rows = [""];
  for (const word of text.split(" ")) {
    const longer = rows[rows.length - 1] ? `${rows[rows.length - 1]} ${word}` : word;
    if (ctx.measureText(longer).width > width && rows[rows.length - 1]) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows;
}

function legendRows(ctx, width) {
  const rows = [[]];
  let x = 0;
  for (const name of Object.keys(data.classes).filter((key) => !state.hidden.c.has(key))) {
    const wide = 26 + ctx.measureText(data.classes[name][state.lang]).width + 18;
    if (x + wide > width && rows[rows.length - 1].length) { rows.push([]); x = 0; }
    rows[rows.length - 1].push([name, x]);
    x += wide;
  }
  return rows;
}

function picture() {
  const shot = byId("network").querySelector("canvas");
  const ratio = shot.width / byId("network").clientWidth;
  const [width, height, edge] = [shot.width / ratio, shot.height / ratio, 16];
  const canvas = make("canvas");
  const ctx = canvas.getContext("2d");
  const [big, small] = [`600 17px ${FONT.slice(7)}`, `12px ${FONT.slice(7)}`];
  ctx.font = big;
  const title = broken(ctx, data.title[state.lang], width - 2 * edge);
  ctx.font = small;
  const line = broken(ctx, sourceLine(), width - 2 * edge);
  const legend = legendRows(ctx, width - 2 * edge);
  const top = edge + title.length * 24;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round((top + height + legend.length * 22 + line.length * 18 + 2 * edge) * ratio);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = colour.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour.ink;
  ctx.font = big;
  title.forEach((row, i) => ctx.fillText(row, edge, edge + 12 + i * 24));
  ctx.drawImage(shot, 0, top, width, height);
  ctx.font = small;
  legend.forEach((row, i) => row.forEach(([name, x]) => {
    const y = top + height + edge + i * 22;
    trace(ctx, data.classes[name].shape, edge + x + 9, y, 7);
    ctx.fillStyle = colour[data.classes[name].colour];
    ctx.fill();
    ctx.fillStyle = colour.ink;
    ctx.fillText(data.classes[name][state.lang], edge + x + 24, y);
  }));
  ctx.fillStyle = colour.quiet;
  line.forEach((row, i) => ctx.fillText(row, edge, top + height + edge + legend.length * 22 + i * 18 + 4));
  return canvas;
}

function savePicture() {
  picture().toBlob((blob) => {
    const link = make("a", { href: URL.createObjectURL(blob), download: `${fileName()}.png` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, "image/png");
}

const fileName = () => plain(data.title[state.lang]).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "network";
