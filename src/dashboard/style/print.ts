/** On paper: black on white, no forms, wide pictures, nothing cut in two. */
export const PRINT = `
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --muted: #444; --rule: #bbb; --link: #000; --sunken: #f4f4f4;
    --usual: #54779f; --usual-fill: #c3d3e6; --hot: #c43d12; --hot-rest: #e9b49f; --hot-tint: #fbe9e1; --hot-ink: #a3320e; --grid: #e6eaef; --axis: #8a95a3;
    --medium: #fde9b8; --medium-ink: #6b4300; --low: #dbe9f9; --low-ink: #1d4777; --info: #e5e9ee; --info-ink: #414b57; --other-0: #2f6f62; --other-1: #7a4fa3; --other-2: #6b7480; }
  body { font-size: 10.5pt; }
  .bar nav, .sign-out, .skip, .filter, .paging, .no-print, .crumbs { display: none; }
  .bar { background: none; color: #000; }
  .bar-inner, main { max-width: none; padding-left: 0; padding-right: 0; }
  .card, .picture, .headline, .timeline > li, .alerts > li { break-inside: avoid; box-shadow: none; }
  .chart.wide { display: block; }
  .chart.narrow { display: none; }
  .badge, .swatch, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  pre, .scroll { max-height: none; white-space: pre-wrap; }
}`;
