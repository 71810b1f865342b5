/** Colours and letters of the pictures. */
export const PICTURES = `
section > .picture + .picture { margin-top: 1.25rem; }
.picture-head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.3rem 1.5rem; margin-bottom: 0.5rem; }
.keys { list-style: none; display: flex; flex-wrap: wrap; gap: 0.15rem 1.1rem; font-size: 0.86rem; color: var(--muted); }
.keys li { display: inline-flex; align-items: center; gap: 0.4rem; }
.swatch { width: 0.8rem; height: 0.8rem; border-radius: 2px; flex: none; }
.swatch.hot { background: var(--hot); }
.swatch.usual { background: var(--usual-fill); border-top: 2px solid var(--usual); }
.swatch.usual-bar { background: var(--usual); }
.swatch.weekend { background: var(--other-0); }
.swatch.workday { background: var(--hot-tint); border: 1px solid var(--hot-rest); }
.swatch.credible { height: 0; border-top: 3px solid var(--hot-ink); border-radius: 0; width: 1.1rem; }
.swatch.habit { height: 0; border-top: 2px dashed var(--usual); border-radius: 0; width: 1.2rem; }
.swatch.home-mark { width: 0; height: 0; border: 0.36rem solid transparent; border-top: 0; border-bottom: 0.62rem solid var(--usual); border-radius: 0; }
.swatch.other-0 { border: 2px solid var(--other-0); border-radius: 50%; width: 0.7rem; height: 0.7rem; }
.swatch.other-1 { background: var(--other-1); transform: rotate(45deg); width: 0.6rem; height: 0.6rem; }
.swatch.other-2 { background: var(--other-2); width: 0.6rem; height: 0.6rem; border-radius: 0; }
figcaption { font-size: 0.9rem; color: var(--muted); max-width: 92ch; margin-top: 0.5rem; }
figcaption strong { color: var(--ink); }
.caveat { display: block; margin-top: 0.25rem; color: var(--ink); }

.chart { display: block; width: 100%; height: auto; font-family: var(--sans); font-size: 12.5px; font-variant-numeric: tabular-nums; }
.chart.narrow { display: none; }
@media (max-width: 52rem) { .chart.wide { display: none; } .chart.narrow { display: block; font-size: 11.5px; max-width: 30rem; margin-inline: auto; } }
.chart text { fill: var(--muted); }
.chart text.value { fill: var(--ink); font-weight: 650; paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
.chart text.peak { fill: var(--hot-ink); font-weight: 650; font-size: 1.1em; }
.chart text.strong, .chart text.ribbon-title, .chart text.row { fill: var(--ink); }
.chart text.strong { font-weight: 650; }
.chart text.ribbon-title { font-size: 0.98em; }
.chart text.city { font-size: 0.92em; }
.chart text.hour { fill: var(--muted); }
.chart text.on-home { fill: var(--ink); font-weight: 600; }
.chart text.on-operator { fill: var(--hot-ink); font-weight: 650; }
.chart text.habit-text { fill: var(--usual); font-weight: 600; }
.grid { stroke: var(--grid); stroke-width: 1; }
.axis { stroke: var(--axis); stroke-width: 1; }
line.hour { stroke: var(--axis); stroke-width: 1; }
path.usual, rect.usual { fill: var(--usual-fill); }
.usual-line { fill: none; stroke: var(--usual); stroke-width: 2; }
rect.usual-bar { fill: var(--usual); }
rect.weekend { fill: var(--other-0); }
rect.hot, circle.hot { fill: var(--hot); }
rect.hot-rest { fill: var(--hot-rest); }
rect.hot-band { fill: var(--hot-rest); }
circle.hot-dot { fill: var(--hot); stroke: var(--card); stroke-width: 2.5; }
rect.workday { fill: var(--hot-tint); }
rect.ribbon { fill: var(--sunken); }
rect.ribbon-home { fill: var(--usual-fill); }
rect.ribbon-operator { fill: var(--hot-tint); stroke: var(--hot-rest); stroke-width: 1; }
line.credible { stroke: var(--hot-ink); stroke-width: 2.5; }
path.home-mark { fill: var(--usual); }
line.habit { stroke: var(--usual); stroke-width: 2; stroke-dasharray: 6 5; }
circle.other-0 { fill: var(--card); stroke: var(--other-0); stroke-width: 2; }
path.other-1 { fill: var(--other-1); }
rect.other-2 { fill: var(--other-2); }

.mini { width: 96px; height: 26px; flex: none; }
.stops { display: grid; gap: 0.8rem; grid-template-columns: minmax(0, 1fr); }
.stop { background: var(--sunken); border: 1px solid var(--rule); border-radius: 8px; padding: 0.8rem 1rem; font-size: 0.93rem; }
.stop h4 { font-size: 1.05rem; }
.stop .eyebrow { display: block; }
.stop > p { color: var(--muted); margin: 0.15rem 0 0.5rem; }
.stop dl { display: grid; gap: 0.35rem; }
.differs { font-size: 0.76rem; font-weight: 650; color: var(--hot-ink); background: var(--hot-tint); border-radius: 4px; padding: 0.1em 0.45em; white-space: nowrap; }
.leg { text-align: center; align-self: center; font-variant-numeric: tabular-nums; }
.leg dl { display: flex; justify-content: center; gap: 0.3rem 1.2rem; flex-wrap: wrap; }
.leg dd { font-weight: 650; }
.arrow { width: 60px; height: 16px; fill: none; stroke: var(--hot); stroke-width: 2; transform: rotate(90deg); margin: 1.6rem auto; display: block; }
@media (min-width: 40rem) {
  .stops { grid-template-columns: minmax(0, 1fr) 8.5rem minmax(0, 1fr); }
  .arrow { transform: none; margin: 0 auto 0.5rem; }
  .leg dl { display: grid; }
}
@media (max-width: 40rem) { .alerts .mini, .keys.thumbnails { display: none; } }`;
