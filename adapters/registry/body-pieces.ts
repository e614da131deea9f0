import type { Readable } from "node:stream";

/** A piece that came, and whether it is the last thing that comes. */
interface Arrivals {
  readonly pieces: Buffer[];
  isOver: boolean;
  wake: (() => void) | undefined;
}

/**
 * The pieces of a response's body one by one as the network brought them, each valid until the
 * next is asked for: then its memory is given back at once. Left to the garbage collector, the
 * pieces of a large image cause dozens of full collections, a fifth of an analysis' work; and a
 * stream's own iterator joins what has gathered, which copies it. Nothing is read ahead but
 * what the stream holds. Leaving the loop early destroys the body.
 * @throws what the body fails with
 */
export async function* bodyPieces(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  const arrivals: Arrivals = { pieces: [], isOver: body.destroyed, wake: undefined };
  const { pieces } = arrivals;
  const end = (): void => {
    arrivals.isOver = true;
    arrivals.wake?.();
  };
  const take = (piece: Buffer): void => {
    pieces.push(piece);
    body.pause();
    arrivals.wake?.();
  };
  body.on("data", take);
  body.on("end", end);
  body.on("error", end);
  body.on("close", end);
  try {
    for (;;) {
      const piece = pieces.shift();
      if (piece) {
        yield piece;
        giveBack(piece);
      } else if (arrivals.isOver) {
        if (body.readableEnded) return;
        throw body.errored ?? new Error("The connection was closed before the end.");
      } else {
        body.resume();
        await new Promise<void>((resolve) => {
          arrivals.wake = resolve;
        });
      }
    }
  } finally {
    body.off("data", take);
    body.destroy();
  }
}

/** Only what is a piece's alone: the first one lies behind the headers, small ones in a pool. */
function giveBack({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
