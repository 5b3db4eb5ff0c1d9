import { posix } from 'node:path';
import type { MarkdownOptions } from 'vitepress';

type Token = Parameters<Parameters<NonNullable<MarkdownOptions['config']>>[0]['renderer']['render']>[0][number];

const FILES = 'https://github.com/cdk8s-wasm/cdk8s-wasm/blob/main/';

/** Links as GitHub reads them, for the site: it has no files outside docs/, such as sources, and calls a README the index of its folder. */
function toSite(href: string, page: string): string {
  if (/^[a-z]+:|^[#/]/.test(href)) return href;
  const target = posix.join('docs', posix.dirname(page), href);
  return target.startsWith('docs/') ? href.replace(/README\.md(?=#|$)/, 'index.md') : FILES + target;
}

/** Elements that pages may contain; components have capital letters. Anything else, such as `<name>` in a message, is text. */
const ELEMENT = /^<(?:!--|\/?(?:[A-Z]\w*|details|summary|img|br|picture|source|div|span|p|a|kbd|script|style)\b)/;

/** Whether a paragraph opens that has nothing but a drawing. */
function isDiagram(tokens: readonly Token[], index: number): boolean {
  const [image, ...others] = tokens[index + 1]?.children ?? [];
  return (
    tokens[index].type === 'paragraph_open' && image?.type === 'image' && others.length === 0 && /\.svg$/.test(image.attrGet('src') ?? '')
  );
}

/** Characters from which on a cell is a sentence, which is not read in a column as narrow as its longest word. */
const SENTENCE = 40;

/** Characters from which on a name may break: in code, and in a sentence, where half a name reads as a word. */
const LONG_NAME = 14;
const LONG_WORD = 20;

/** Lets long names break between their words, so that no column of a table is as wide as a name, and no title breaks within one. */
function breakable(html: string, length: number): string {
  return html.replace(/[\w./:=|(]+/g, (name) => {
    if (name.length < length) return name;
    const words = (part: string) => (part.length < length ? part : part.replace(/(?<=[a-z\d])(?=[A-Z])/g, '<wbr>'));
    return name
      .split(/(?<=[./_=|:(])(?=\w)/)
      .map(words)
      .join('<wbr>');
  });
}

/** Characters of a cell as it is read, without its elements and the addresses of its links. */
function lengthOf(cell: Token): number {
  return (cell.children ?? []).reduce((sum, { type, content }) => (type === 'html_inline' ? sum : sum + content.length), 0);
}

/** Headings have the anchors that GitHub gives them, so that a link to one works in both places. */
function slugify(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
    .replaceAll(' ', '-');
}

export const markdown: MarkdownOptions = {
  // every colour has the contrast that WCAG AA asks for
  theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  anchor: { slugify },
  config(md) {
    md.core.ruler.push('links', ({ tokens, env }) => {
      for (const link of tokens.flatMap((token) => token.children ?? [])) {
        const href = link.type === 'link_open' && link.attrGet('href');
        if (href) link.attrSet('href', toSite(href, env.relativePath));
      }
    });
    md.core.ruler.push('tables', ({ tokens }) => {
      for (const [index, token] of tokens.entries()) {
        // a wide table or diagram scrolls, also by keyboard
        if (token.type === 'table_open' || isDiagram(tokens, index)) token.attrSet('tabindex', '0');
        if (token.type === 'td_open' && lengthOf(tokens[index + 1]) > SENTENCE) token.attrJoin('class', 'sentence');
        // the title of a page of the API is a name
        if (token.type === 'td_open' || (token.type === 'heading_open' && token.tag === 'h1')) {
          for (const child of tokens[index + 1].children ?? []) child.meta = { ...child.meta, isNarrow: true };
        }
        // a header without text is an empty cell
        if (token.type === 'th_open' && tokens[index + 1].content === '') token.tag = tokens[index + 2].tag = 'td';
      }
    });
    const { escapeHtml } = md.utils;
    const asText = (text: string) => escapeHtml(text).replaceAll('{{', '&#123;&#123;');
    md.renderer.rules.text = (tokens, index) => {
      const { content, meta } = tokens[index];
      return meta?.isNarrow ? breakable(asText(content), LONG_WORD) : asText(content);
    };
    const codeInline = md.renderer.rules.code_inline;
    md.renderer.rules.code_inline = (tokens, index, ...rest) => {
      const html = codeInline ? codeInline(tokens, index, ...rest) : `<code>${escapeHtml(tokens[index].content)}</code>`;
      return tokens[index].meta?.isNarrow ? breakable(html, LONG_NAME) : html;
    };
    for (const rule of ['html_inline', 'html_block'] as const) {
      md.renderer.rules[rule] = (tokens, index) => {
        const { content } = tokens[index];
        return ELEMENT.test(content) ? content : asText(content);
      };
    }
  },
};
