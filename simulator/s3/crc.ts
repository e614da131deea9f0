import { crc32 } from "node:zlib";

/** A checksum that is fed piece by piece. */
export interface RunningChecksum {
  update(bytes: Buffer): void;
  /** Base64, big-endian. */
  digest(): string;
}

function base64(...words: number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => bytes.writeUInt32BE(word >>> 0, index * 4));
  return bytes.toString("base64");
}

/** CRC-32 (ISO-HDLC), the SDKs' default. */
export function createCrc32(): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => base64(value),
  };
}

/** The reflected polynomials, as pairs of high and low words; CRC-32C uses the low word alone. */
const CASTAGNOLI: readonly [number, number] = [0, 0x82f6_3b78];
const NVME: readonly [number, number] = [0x9a6c_9329, 0xac4b_c9b5];

/** For each byte the high words, then the low words. */
function buildTable([high, low]: readonly [number, number]): Uint32Array {
  const table = new Uint32Array(512);
  for (let byte = 0; byte < 256; byte += 1) {
    let top = 0;
    let bottom = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = (bottom & 1) === 1;
      bottom = (bottom >>> 1) | (top << 31);
      top >>>= 1;
      if (odd) {
        top ^= high;
        bottom ^= low;
      }
    }
    table[byte] = top;
    table[byte + 256] = bottom;
  }
  return table;
}

function createTabled(polynomial: readonly [number, number], wide: boolean): RunningChecksum {
  const table = buildTable(polynomial);
  let high = wide ? -1 : 0;
  let low = -1;
  return {
    update: (bytes) => {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (table[index + 256] ?? 0);
        high = (high >>> 8) ^ (table[index] ?? 0);
      }
    },
    digest: () => (wide ? base64(~high, ~low) : base64(~low)),
  };
}

/** CRC-32C (Castagnoli). */
export function createCrc32c(): RunningChecksum {
  return createTabled(CASTAGNOLI, false);
}

/** CRC-64/NVME, the AWS CLI's default. */
export function createCrc64Nvme(): RunningChecksum {
  return createTabled(NVME, true);
}
