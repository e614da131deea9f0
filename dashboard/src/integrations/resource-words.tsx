import { Fragment } from "react";

/** Behind `::`, and where the next word of a name begins. */
const BREAKS = /(?<=::)|(?<=[a-z])(?=[A-Z])/;

/** A name of CloudFormation, which breaks between its words where a line ends. */
export function ResourceWords({ name }: { readonly name: string }) {
  return name.split(BREAKS).map((word, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}
