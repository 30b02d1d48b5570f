/** Pictures and tables for other programs. Nothing leaves the page but by a download or the clipboard. */
export function download(name: string, type: string, content: BlobPart): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field);
/** A cell that a spreadsheet would take for a formula is text all the same. */
const harmless = (field: string): string =>
  /^[=+\-@\t\r]/.test(field) && !/^[-+]?[\d.]/.test(field) ? `'${field}` : field;

export function csv(head: string[], rows: string[][]): string {
  return (
    [head, ...rows].map((row) => row.map((cell) => quoted(harmless(cell))).join(",")).join("\r\n") + "\r\n"
  );
}

export function markdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((c) => c.replace(/[\r\n]+/g, " ").replace(/[\\|`*_<>[\]]/g, "\\$&")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n") + "\n";
}

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // from a file, some browsers have no clipboard
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** All canvases of a panel below each other, or its SVG. */
export function picture(panel: HTMLElement, name: string, form: "svg" | "png"): void {
  const svg = panel.querySelector<SVGSVGElement>("svg.figure");
  if (svg) {
    const clone = svg.cloneNode(true) as SVGSVGElement;
    clone.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const text = new XMLSerializer().serializeToString(clone);
    if (form === "svg") return download(`${name}.svg`, "image/svg+xml", text);
    const image = new Image();
    const box = svg.getBoundingClientRect();
    image.onload = () => toPng([{ source: image, width: box.width, height: box.height }], name);
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    return;
  }
  const canvases = [...panel.querySelectorAll("canvas")].filter((c) => c.width > 0);
  if (form === "png")
    return toPng(
      canvases.map((c) => ({ source: c, width: c.clientWidth, height: c.clientHeight })),
      name,
    );
  let y = 0;
  const width = Math.max(...canvases.map((c) => c.clientWidth));
  const parts = canvases.map((c) => {
    const part = `<image href="${c.toDataURL()}" x="0" y="${y}" width="${c.clientWidth}" height="${c.clientHeight}"/>`;
    y += c.clientHeight;
    return part;
  });
  download(
    `${name}.svg`,
    "image/svg+xml",
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}">${parts.join("")}</svg>`,
  );
}

function toPng(parts: { source: CanvasImageSource; width: number; height: number }[], name: string): void {
  const scale = 2;
  const all = document.createElement("canvas");
  all.width = scale * Math.max(...parts.map((p) => p.width));
  all.height = scale * parts.reduce((sum, p) => sum + p.height, 0);
  const context = all.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  context.fillRect(0, 0, all.width, all.height);
  let y = 0;
  for (const part of parts) {
    context.drawImage(part.source, 0, y, scale * part.width, scale * part.height);
    y += scale * part.height;
  }
  all.toBlob((blob) => blob && download(`${name}.png`, "image/png", blob));
}
