// A short card beside what the pointer is over. It holds text only.
function showCard(id, { x, y }) {
  const node = data.nodes[id];
  const card = byId("card");
  const visible = touching[id].filter(linked).length;
  card.replaceChildren(
    labelled(node, "strong"),
    make("span", {}, `${className(node)} · ${t("connections")}: ${number(visible)}`),
  );
  card.hidden = false;
  const area = byId("network");
  card.style.left = `${Math.max(4, Math.min(x + 14, area.clientWidth - card.offsetWidth - 4))}px`;
  card.style.top = `${y + 18 + card.offsetHeight > area.clientHeight ? Math.max(4, y - card.offsetHeight - 14) : y + 18}px`;
}

function hideCard() {
  byId("card").hidden = true;
}
