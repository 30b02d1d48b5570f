import assert from "node:assert/strict";
import { test } from "node:test";
import { layered } from "../src/model/layers";

const height = 50;

function holds(widths: number[], arrows: [number, number][]) {
  const drawing = layered(widths, height, arrows);
  const rows = new Map<number, number[]>();
  widths.forEach((width, i) => {
    const x = drawing.x[i]!;
    const y = drawing.y[i]!;
    assert.ok(x - width / 2 >= 0 && x + width / 2 <= drawing.width, "a box lies in the drawing");
    assert.ok(y - height / 2 >= 0 && y + height / 2 <= drawing.height);
    rows.set(y, [...(rows.get(y) ?? []), i]);
  });
  for (const row of rows.values()) {
    row.sort((a, b) => drawing.x[a]! - drawing.x[b]!);
    for (let i = 1; i < row.length; ++i) {
      const room = drawing.x[row[i]!]! - drawing.x[row[i - 1]!]!;
      assert.ok(room >= (widths[row[i]!]! + widths[row[i - 1]!]!) / 2, "boxes do not overlap");
    }
  }
  arrows.forEach(([from, to], i) => {
    const points = drawing.arrows[i]!;
    if (from === to) return assert.deepEqual(points, []);
    assert.ok(Math.abs(points[0]![1] - drawing.y[from]!) <= height / 2 + 1e-9, "it begins at its box");
    assert.ok(Math.abs(points[points.length - 1]![1] - drawing.y[to]!) <= height / 2 + 1e-9);
    assert.notEqual(drawing.y[from], drawing.y[to], "no arrow runs along a row");
  });
  return drawing;
}

test("a chain is straight, and callers stand above callees", () => {
  const { x, y } = holds([100, 200, 120], [[0, 1], [1, 2]]); // prettier-ignore
  assert.ok(Math.abs(x[0]! - x[1]!) < 1 && Math.abs(x[1]! - x[2]!) < 1);
  assert.ok(y[0]! < y[1]! && y[1]! < y[2]!);
});

test("a caller stands over the middle of its callees", () => {
  const { x } = holds([100, 100, 100, 100], [[0, 1], [0, 2], [0, 3]]); // prettier-ignore
  const callees = [x[1]!, x[2]!, x[3]!].sort((a, b) => a - b);
  assert.ok(Math.abs(x[0]! - callees[1]!) < 1);
});

test("circles and calls of itself are drawn", () => {
  const drawing = holds([100, 100, 100], [[0, 1], [1, 2], [2, 1], [1, 1], [2, 0]]); // prettier-ignore
  assert.ok(drawing.y[1]! < drawing.y[2]!);
});

test("graphs of any shape have their boxes apart", () => {
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 60; ++round) {
    const count = round === 59 ? 120 : 1 + Math.floor(30 * next());
    const widths = Array.from({ length: count }, () => 100 + Math.floor(140 * next()));
    const arrows = Array.from({ length: Math.floor(2.5 * count * next()) }, (): [number, number] => [
      Math.floor(count * next()),
      Math.floor(count * next()),
    ]);
    holds(widths, arrows);
  }
});
