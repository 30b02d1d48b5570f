import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { copy, csv, download, markdown, picture } from "./save";

/** A table as text, for the buttons of a panel. */
export interface Sheet {
  head: string[];
  rows: string[][];
}

export function Panel(props: {
  id: string;
  title: string;
  note?: ComponentChildren;
  sheet?: () => Sheet;
  picture?: boolean;
  children: ComponentChildren;
  tools?: ComponentChildren;
}) {
  const box = useRef<HTMLElement>(null);
  const [done, setDone] = useState("");
  const say = (text: string) => {
    setDone(text);
    setTimeout(() => setDone(""), 1500);
  };
  const { sheet } = props;
  return (
    <section class="panel" id={props.id} ref={box} aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        <div class="tools">
          {props.tools}
          {sheet && (
            <button
              onClick={async () => {
                const s = sheet();
                say((await copy(markdown(s.head, s.rows))) ? "copied" : "not copied");
              }}
            >
              Copy as Markdown
            </button>
          )}
          {sheet && (
            <button
              onClick={() => {
                const s = sheet();
                download(`${props.id}.csv`, "text/csv", csv(s.head, s.rows));
              }}
            >
              CSV
            </button>
          )}
          {props.picture && <button onClick={() => picture(box.current!, props.id, "svg")}>SVG</button>}
          {props.picture && <button onClick={() => picture(box.current!, props.id, "png")}>PNG</button>}
          <span role="status">{done}</span>
        </div>
      </header>
      {props.note && <p class="note">{props.note}</p>}
      {props.children}
    </section>
  );
}

/** A name from a program: text whose direction of writing ends with it; controls are visible. */
export function Name(props: { text: string; short?: number }) {
  const limit = props.short ?? 80;
  const shown = visible(props.text);
  return (
    <bdi class="name" title={shown.length > limit ? shown.slice(0, 2000) : undefined}>
      {shown.length > limit ? `${shown.slice(0, limit - 1)}\u2026` : shown}
    </bdi>
  );
}

export const visible = (text: string): string =>
  // biome-ignore lint: control characters and marks of direction are what is looked for
  text
    .replace(/[\u0000-\u001f\u007f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
