import type { ToStringOptions } from 'yaml';

/** How a text is written, as far as the yaml library can write it so. */
export function styleOf(text: string): ToStringOptions {
  const indent = /^ *[^\s#-][^\n]*:[^\S\n]*\n( +)[^\s#-]/m.exec(text)?.[1].length;
  return {
    indent: indent === 4 ? 4 : 2,
    indentSeq: !/^( *)(?:- )?[^\s#-][^\n]*:[^\S\n]*\n\1- /m.test(text),
    flowCollectionPadding: /\{ /.test(text) || !/[{[]\S/.test(text),
    lineWidth: 0,
  };
}
