import { visible } from "./panel";

const shown = 4;

/** What to keep in mind, above the views. */
export function Warnings({ warnings }: { warnings: string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warning warnings" aria-label="Warnings">
      {warnings.slice(0, shown).map((warning) => (
        <li key={warning}>
          <bdi>{visible(warning)}</bdi>
        </li>
      ))}
      {warnings.length > shown && <li>{warnings.length - shown} more under How it was measured</li>}
    </ul>
  );
}
