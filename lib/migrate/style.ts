import type { ToStringOptions } from 'yaml';

/** Detects the formatting of a text, within the options of the yaml library. */
export function styleOf(text: string): ToStringOptions {
  const indent = /^ *[^\s#-][^\n]*:[^\S\n]*\n( +)[^\s#-]/m.exec(text)?.[1].length;
  return {
    indent: indent === 4 ? 4 : 2,
    indentSeq: !/^( *)(?:- )?[^\s#-][^\n]*:[^\S\n]*\n\1- /m.test(text),
    flowCollectionPadding: /\{ /.test(text) || !/[{[]\S/.test(text),
    lineWidth: 0,
  };
}
