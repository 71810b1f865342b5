/** Where the reader's system sets the colours (forced-colors): colours that carry meaning stay, what only colour told is told by a line, letters are the system's. */
export const FORCED = `
@media (forced-colors: active) {
  .swatch, .timeline > li::before { forced-color-adjust: none; }
  .chart text { fill: CanvasText; }
  .badge { border: 1px solid; }
  .bar nav a[aria-current] { text-decoration: underline; text-decoration-thickness: 2px; }
}`;
