import { ICON } from './icon.ts';
import { html, type Markup, NOTHING, render } from './markup.ts';
import type { Viewer } from './view.ts';

export interface Page {
  readonly title: string;
  readonly viewer?: Viewer;
  /** Which entry of the navigation this page belongs to. */
  readonly section?: 'alerts' | 'campaigns' | 'sources' | 'rejects' | 'channels';
  /** Seconds after which the browser asks for the page anew, for those who leave it open. */
  readonly refreshSeconds?: number;
  readonly body: Markup;
}

const SECTIONS = [
  { id: 'alerts', href: '/', name: 'Alerts' },
  { id: 'campaigns', href: '/campaigns', name: 'Campaigns' },
  { id: 'sources', href: '/sources', name: 'Sources' },
  { id: 'rejects', href: '/rejects', name: 'Rejects' },
  { id: 'channels', href: '/channels', name: 'Channels' },
] as const;

/** The frame of every page that the Worker serves. */
export function page({ title, viewer, section, refreshSeconds, body }: Page): string {
  return render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${refreshSeconds === undefined ? NOTHING : html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title} · Meridian</title>
<link rel="icon" href="/assets/meridian.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/meridian.css">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<div class="bar-inner">
<a class="brand" href="/">${mark()}<span>Meridian</span></a>
${viewer === undefined ? NOTHING : navigation(viewer, section)}
</div>
</header>
<main id="main">
${body}
</main>
</body>
</html>
`);
}

function navigation(viewer: Viewer, section: Page['section']): Markup {
  return html`<nav aria-label="Main">
<ul>${SECTIONS.map(
    ({ id, href, name }) =>
      html`<li><a href="${href}"${id === section ? html` aria-current="page"` : NOTHING}>${name}</a></li>`,
  )}</ul>
</nav>
<form class="sign-out" method="post" action="/sign-out">
<span class="tenant"><span class="visually-hidden">Signed in to </span><bdi>${viewer.tenant}</bdi></span>
${csrfField(viewer)}<button class="quiet" type="submit">Sign out</button>
</form>`;
}

export const csrfField = (viewer: Viewer): Markup =>
  viewer.csrf === undefined ? NOTHING : html`<input type="hidden" name="csrf" value="${viewer.csrf}">`;

/** The mark, inline, so that its colours follow the page. */
export const mark = (): Markup => html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
<circle cx="16" cy="16" r="13"/><path d="M16 3c-8 7-8 19 0 26"/><path class="strong" d="M16 3c8 7 8 19 0 26"/></svg>`;

/** The icon as a reference that needs no request, for files that stand alone. */
export const ICON_DATA = `data:image/svg+xml,${encodeURIComponent(ICON)}`;
