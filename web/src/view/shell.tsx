import { type ComponentChildren, render, type VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Container, decode, unpack } from "../model/container";

/** Draws a page from the data that it holds. Without them its plain summary stays. */
export async function start(kinds: string[], page: (data: Container) => VNode): Promise<void> {
  const root = document.getElementById("app")!;
  const { dataset } = document.documentElement;
  dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try {
    const data = decode(await unpack(document.getElementById("calo-data")!.textContent ?? ""));
    if (!kinds.includes(data.header.kind)) throw new Error(`this page cannot show a ${data.header.kind}`);
    document.getElementById("summary")!.hidden = true;
    render(page(data), root);
    dataset["ready"] = "yes";
  } catch (error) {
    const note = document.createElement("p");
    note.className = "warning";
    note.textContent = `The interactive part cannot be shown (${error instanceof Error ? error.message : String(error)}). The summary above is complete.`;
    root.append(note);
    document.getElementById("summary")!.hidden = false;
    dataset["ready"] = "failed";
  }
}

export type Update<State> = (
  change: Partial<State> | ((old: State) => Partial<State>),
  remember?: boolean,
) => void;

/** A state that stands in the address: the back key undoes what is remembered. */
export function useAddress<State>(
  read: (hash: string) => State,
  write: (state: State) => string,
): [State, Update<State>] {
  const [state, setState] = useState(() => read(location.hash));
  useEffect(() => {
    const back = () => setState(read(location.hash));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const update: Update<State> = (change, remember = true) =>
    setState((old) => {
      const next = { ...old, ...(typeof change === "function" ? change(old) : change) };
      if (write(next) !== write(old)) history[remember ? "pushState" : "replaceState"](null, "", write(next));
      return next;
    });
  return [state, update];
}

/** Whether the page is dark, and how that is changed: figures are drawn again. */
export function useTheme(): [boolean, () => void] {
  const { dataset } = document.documentElement;
  const [dark, setDark] = useState(dataset["theme"] === "dark");
  const turn = () => {
    dataset["theme"] = dark ? "light" : "dark";
    setDark(!dark);
  };
  return [dark, turn];
}

export interface View<Id> {
  id: Id;
  title: string;
}

/** A page: the answer, the bar of its views with their keys, the present view, the foot. */
export function Shell<Id>(props: {
  answer: ComponentChildren;
  views: readonly View<Id>[];
  view: Id;
  onView: (id: Id) => void;
  theme: [dark: boolean, turn: () => void];
  tools: ComponentChildren; // in the bar
  keys: [key: string, meaning: string][];
  onKey: (key: string) => void; // keys of the page's own
  onSearch: () => void; // goes to a view that has a search box
  version?: string;
  children: ComponentChildren;
}) {
  const [help, setHelp] = useState(false);
  const [plainText, setPlainText] = useState(false);
  const [dark, turn] = props.theme;
  useKeys(props, help, setHelp);
  useLayoutEffect(() => {
    document.getElementById("summary")!.hidden = !plainText;
  }, [plainText]);
  return (
    <div class="app">
      {props.answer}
      <nav aria-label="Views">
        {props.views.map(({ id, title }, i) => (
          <button
            key={id}
            aria-current={props.view === id ? "page" : undefined}
            onClick={() => props.onView(id)}
            title={`key ${i + 1}`}
          >
            {title}
          </button>
        ))}
        <span class="space" />
        {props.tools}
        <button onClick={turn}>{dark ? "Light" : "Dark"}</button>
        <button onClick={() => setPlainText(!plainText)} aria-pressed={plainText}>
          Plain tables
        </button>
        <button onClick={() => setHelp(!help)} aria-expanded={help}>
          ?
        </button>
      </nav>
      {help && <Help keys={[[`1 to ${props.views.length}`, "views"], ...props.keys]} />}
      {props.children}
      <footer>
        calo {props.version} {"\u00b7"} this file needs no network and asks for nothing {"\u00b7"} keys: ?
      </footer>
    </div>
  );
}

function useKeys<Id>(
  props: {
    views: readonly View<Id>[];
    onView: (id: Id) => void;
    onKey: (key: string) => void;
    onSearch: () => void;
  },
  help: boolean,
  setHelp: (help: boolean) => void,
): void {
  const latest = useRef(props); // the handler is renewed later than the page
  latest.current = props;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key } = event;
      const { views, onView, onKey, onSearch } = latest.current;
      const target = event.target as HTMLElement;
      const held = event.ctrlKey || event.metaKey;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
        if (key === "Escape") target.blur();
      } else if ((key === "k" && held) || key === "/") {
        event.preventDefault();
        onSearch();
        setTimeout(() => document.querySelector<HTMLInputElement>("[type=search]")?.focus());
      } else if (held || event.altKey) return;
      else if (key === "?") setHelp(!help);
      else if (key === "Escape" && help) setHelp(false);
      else if (key === "[") history.back();
      else if (key === "]") history.forward();
      else if (views[Number(key) - 1]) onView(views[Number(key) - 1]!.id);
      else onKey(key);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  });
}

function Help(props: { keys: [string, string][] }) {
  return (
    <div class="help" role="dialog" aria-label="Keys">
      <table>
        <tbody>
          {[...props.keys, ["[ and ]", "back and forward"], ["?", "this list"]].map(([key, meaning]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Search(props: { text: string; onText: (text: string) => void }) {
  return (
    <label class="search">
      search{" "}
      <input
        type="search"
        value={props.text}
        placeholder="name or regex  (/)"
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
    </label>
  );
}
