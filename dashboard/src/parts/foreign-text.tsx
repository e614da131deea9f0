/**
 * A name that somebody else chose (of a repository, a tag, a package, a file): shown as it is, cut
 * off by what stands around it, and unable to turn the direction of that.
 */
export function ForeignText({ children }: { readonly children: string }) {
  return (
    <bdi className="scout-long" title={children.length > LONG ? children : undefined}>
      {children.length > LONG ? `${children.slice(0, LONG)}…` : children}
    </bdi>
  );
}

/** Characters that a cell has room for in a few lines. */
const LONG = 200;
