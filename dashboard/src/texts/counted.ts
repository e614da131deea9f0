const ENGLISH = new Intl.NumberFormat("en");
const CHINESE = new Intl.NumberFormat("zh-CN");

/** `1 image`, `2,000 images`. */
export function counted(count: number, one: string, other: string): string {
  return `${ENGLISH.format(count)} ${count === 1 ? one : other}`;
}

/** `2,000 个镜像` with `个镜像`. */
export function countedZh(count: number, measure: string): string {
  return `${CHINESE.format(count)} ${measure}`;
}
