/**
 * What an image may make us do. Layers are hostile: each number is far above what real
 * images hold and far below what would hurt. Tests inject smaller ones.
 */
export interface Limits {
  /** Layers of one image. Docker's storage drivers stop at 127; other builders go a little higher. */
  readonly layers: number;
  /** Bytes of an image config. Registries refuse manifests over 4 MiB, and configs are of that order. */
  readonly configBytes: number;
  /** Unpacked bytes of one layer: the largest model images have layers of some 20 GiB. */
  readonly layerBytes: number;
  /**
   * Unpacked bytes from which a compression ratio above `maxRatio` is a bomb. Below it
   * an honest file of zeros (a preallocated disk or database) passes.
   */
  readonly ratioFreeBytes: number;
  /** Unpacked bytes per stored byte. Real layers stay below 20; gzip can reach 1,032, zstd far more. */
  readonly maxRatio: number;
  /**
   * zstd windows up to 2^n bytes are accepted: 27 (128 MiB) is what `zstd --long` uses and
   * what its own decoder takes without being asked. The window is memory that we must hold.
   */
  readonly zstdWindowLog: number;
  /** Entries of one layer. Each costs us 8 bytes, so this is 40 MB; the largest known have 3 million. */
  readonly entries: number;
  /** Bytes of a path: Linux's PATH_MAX, beyond which no program in the image can name the file. */
  readonly pathBytes: number;
  /** Segments of a path. Nested node_modules reach 60. */
  readonly pathDepth: number;
  /** Bytes of one PAX header, GNU long name or sparse map: as Go's archive/tar. */
  readonly headerBytes: number;
  /**
   * Bytes of one file that is held in memory to be parsed, whatever its ecosystem asks
   * for: fat Java archives reach 200 MB, and one per layer in progress may be in memory.
   */
  readonly wholeFileBytes: number;
  /** Packages of one layer: an image of 20,000 is large. */
  readonly packages: number;
  /** Paths that the distribution owns, of one layer: each costs 8 bytes; Debian's desktop has 300,000. */
  readonly ownedPaths: number;
  /** Hard links of one layer at wanted paths. A store of pnpm gives one a package. */
  readonly links: number;
  /** Warnings of one layer and of one image. More would not be read. */
  readonly warnings: number;
  /** Times a layer is read again for targets of hard links: once, and again for links to links. */
  readonly linkPasses: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** The limits of the product; the reasons stand with each field of `Limits`. */
export const DEFAULT_LIMITS: Limits = {
  layers: 512,
  configBytes: 4 * MIB,
  layerBytes: 64 * GIB,
  ratioFreeBytes: 8 * GIB,
  maxRatio: 200,
  zstdWindowLog: 27,
  entries: 5_000_000,
  pathBytes: 4096,
  pathDepth: 256,
  headerBytes: MIB,
  wholeFileBytes: 256 * MIB,
  packages: 200_000,
  ownedPaths: 2_000_000,
  links: 200_000,
  warnings: 500,
  linkPasses: 3,
};
