/** The page: type, frame, columns. */
export const LAYOUT = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 400 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, pre, fieldset { margin: 0; padding: 0; border: 0; }
h1 { font-size: 1.65rem; line-height: 1.25; letter-spacing: -0.012em; font-weight: 650; text-wrap: balance; }
h2 { font-size: 1.12rem; line-height: 1.35; font-weight: 650; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; }
h4 { font-size: 1rem; font-weight: 650; }
a { color: var(--link); text-underline-offset: 0.16em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: 0.86em; }
pre { background: var(--sunken); border: 1px solid var(--rule); border-radius: 8px; padding: 0.9rem 1rem; overflow: auto; max-height: 34rem; overflow-wrap: normal; line-height: 1.5; }
bdi { unicode-bidi: isolate; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.print-only { display: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; background: var(--card); padding: 0.5rem 0.8rem; z-index: 2; }
.small { font-size: 0.86rem; color: var(--muted); }
.eyebrow { font-size: 0.76rem; letter-spacing: 0.06em; text-transform: uppercase; color: var(--muted); font-weight: 600; }

.bar { background: var(--bar); color: var(--bar-ink); }
.bar-inner { max-width: 68rem; margin: 0 auto; padding: 0.55rem 1.25rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 1.6rem; min-height: 3.25rem; }
.brand { display: inline-flex; align-items: center; gap: 0.55rem; color: inherit; text-decoration: none; font-weight: 650; letter-spacing: 0.01em; }
.mark { width: 1.5rem; height: 1.5rem; fill: none; stroke: var(--bar-muted); stroke-width: 2.2; }
.mark .strong { stroke: #f0713f; stroke-width: 3.4; stroke-linecap: round; }
.bar nav ul { list-style: none; display: flex; gap: 0.3rem; }
.bar nav a { display: block; overflow-wrap: normal; padding: 0.35rem 0.7rem; border-radius: 6px; color: var(--bar-muted); text-decoration: none; font-size: 0.94rem; }
.bar nav a:hover { color: var(--bar-ink); }
.bar nav a[aria-current] { color: var(--bar-ink); background: rgb(255 255 255 / 0.1); }
.sign-out { margin-left: auto; display: flex; align-items: center; gap: 0.8rem; font-size: 0.9rem; }
.tenant { color: var(--bar-muted); }

main { max-width: 68rem; margin: 0 auto; padding: 1.6rem 1.25rem 4rem; display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
main > section > h2, .campaign > section > h2, .report-alert > section > h2 { margin-bottom: 0.7rem; }
.card, .picture, .headline { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 1.15rem 1.35rem; min-width: 0; }
.card > h2, .card > h3 { margin-bottom: 0.6rem; }
.card > * + p, .card > p + * { margin-top: 0.7rem; }
.columns { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.crumbs { font-size: 0.9rem; color: var(--muted); margin-bottom: -0.5rem; }
.page-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.5rem 1.5rem; }
.as-of { margin-top: -0.8rem; }
.campaign, .report-alert { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); scroll-margin-top: 1rem; }
.report-alert { border-top: 3px solid var(--rule); padding-top: 1.5rem; margin-top: 1rem; }
@media (max-width: 40rem) {
  main { padding: 1rem 0.75rem 3rem; gap: 0.9rem; }
  h1 { font-size: 1.36rem; }
  .card, .picture, .headline { padding: 0.95rem 0.9rem; border-radius: 8px; }
  .bar-inner { padding: 0.5rem 0.75rem; gap: 0.3rem 0.7rem; }
  .bar nav a { padding: 0.3rem 0.5rem; font-size: 0.9rem; }
  .bar nav { order: 3; width: 100%; }
  .bar nav ul { flex-wrap: wrap; gap: 0.1rem; }
}`;
