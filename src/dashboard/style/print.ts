/** On paper: black on white, no forms but what was written into them, wide pictures, nothing cut in two. */
export const PRINT = `
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --muted: #444; --rule: #bbb; --link: #000; --sunken: #f4f4f4; }
  body { font-size: 10.5pt; }
  .bar nav, .sign-out, .skip, .filter, .paging, .no-print, .crumbs { display: none; }
  .print-only { display: block; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  .bar { background: none; color: #000; }
  .bar-inner, main { max-width: none; padding-left: 0; padding-right: 0; }
  .card, .picture, .headline, .timeline > li, .alerts > li { break-inside: avoid; box-shadow: none; }
  .chart.wide { display: block; }
  .chart.narrow { display: none; }
  .badge, .swatch, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  pre, .scroll { max-height: none; white-space: pre-wrap; }
}`;
