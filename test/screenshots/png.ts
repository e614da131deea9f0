import { crc32, deflateSync, inflateSync } from "node:zlib";

/**
 * A screenshot with at most 256 colours, a third of its size: flat pages have few, and the rest is
 * the smoothing of letters. https://www.w3.org/TR/png-3/
 *
 * @param png 8 bits a channel, RGB or RGBA without transparency, not interlaced, as Chromium writes it.
 */
export function withFewerColours(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const palette = paletteOf(pixels);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    const colour = pixels[pixel] ?? 0;
    let index = nearest.get(colour);
    if (index === undefined) {
      index = nearestOf(colour, palette);
      nearest.set(colour, index);
    }
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => channels(colour)))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const COLOURS = 256;
/** Bits of a channel by which the rare colours are told apart. */
const COARSE = 4;

/** The colours that most pixels have, each coarse neighbourhood at first by its most frequent one. */
function paletteOf(pixels: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const seen = new Set<number>();
  const representatives = byCount.filter((colour) => {
    const key = channels(colour).reduce((sum, value) => sum * 256 + (value >> (8 - COARSE)), 0);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return [...new Set([...byCount.slice(0, COLOURS / 4), ...representatives, ...byCount])].slice(
    0,
    COLOURS,
  );
}

function nearestOf(colour: number, palette: readonly number[]): number {
  const [red, green, blue] = channels(colour);
  let best = 0;
  let least = Infinity;
  for (const [index, candidate] of palette.entries()) {
    const [r, g, b] = channels(candidate);
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = index;
  }
  return best;
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** A colour a pixel, row by row: red, green and blue, 8 bits each. */
  readonly pixels: Uint32Array;
}

function decode(png: Buffer): Picture {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, kind, , , interlaced] = png.subarray(24, 29);
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) {
    throw new Error("The screenshot is of a form of PNG that is not read here.");
  }
  const step = kind === 6 ? 4 : 3;
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * step, step);
  const pixels = new Uint32Array(width * height);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    pixels[pixel] = bytes.readUIntBE(pixel * step, 3);
  }
  return { width, height, pixels };
}

/** Takes the filters of the rows back: https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(rows: Buffer, length: number, step: number): Buffer {
  const height = rows.length / (length + 1);
  const bytes = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < step ? 0 : (bytes[at - step] ?? 0);
      const above = y === 0 ? 0 : (bytes[at - length] ?? 0);
      const corner = y === 0 || x < step ? 0 : (bytes[at - length - step] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      bytes[at] = ((rows[y * (length + 1) + 1 + x] ?? 0) + (predicted ?? 0)) & 255;
    }
  }
  return bytes;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const distances = [left, above, corner].map((value) => Math.abs(estimate - value));
  const least = Math.min(...distances);
  return [left, above, corner][distances.indexOf(least)] ?? 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
