import { html, type Markup } from '../markup.ts';

const TECHNIQUE = /^(T\d{4})(?:\.(\d{3}))?$/;

/** ATT&CK techniques as links to their pages; what is not shaped like one stays text. */
export const techniqueLinks = (techniques: readonly string[]): Markup =>
  html`${techniques.map((technique) => {
    const [, parent, child] = TECHNIQUE.exec(technique) ?? [];
    if (parent === undefined) return html`${technique} `;
    const path = child === undefined ? parent : `${parent}/${child}`;
    return html`<a class="technique" rel="noreferrer noopener" href="https://attack.mitre.org/techniques/${path}/">${technique}</a> `;
  })}`;
