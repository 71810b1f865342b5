import { scaleLog } from 'd3-scale';
import type { TravelEvidence } from '../../domain/evidence.ts';
import { MINUTE_MS, parseInstant } from '../../domain/time.ts';
import { formatCount, formatOffset, formatSpan, formatUtc, wallClock } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { LAYOUT_WIDTH, type Layout, label, line, rect, round, svg } from './svg.ts';

/** Two logins side by side, and the speed between them beside speeds that people know. */

type Stop = TravelEvidence['to'];

const SPEEDS: readonly { readonly name: string; readonly kmh: number }[] = [
  { name: 'walking', kmh: 5 },
  { name: 'car', kmh: 90 },
  { name: 'airliner', kmh: 900 },
  { name: 'satellite', kmh: 27_500 },
];
const SPEED_DOMAIN = [2, 100_000] as const;
const TRACK = 40;
const SIDE = 30;

export function travelFigure(id: string, evidence: TravelEvidence): Markup {
  const { from, to, distanceKm, speedKmh } = evidence;
  return html`<figure class="picture travel">
<div class="picture-head"><h3>${from === undefined ? 'Where the login came from' : 'Two logins and the way between them'}</h3></div>
<div class="stops">
${from === undefined ? usualStop(evidence) : stopCard('Before', from)}
<div class="leg">${leg(evidence)}</div>
${stopCard('Then', to, from)}
</div>
${distanceKm === undefined || speedKmh === undefined ? NOTHING : html`${speedChart(id, speedKmh, 'wide')}${speedChart(id, speedKmh, 'narrow')}`}
<figcaption>What differs from the login before is marked. Places are as good as the table of addresses: a carrier, a proxy or a VPN may stand elsewhere than the person.</figcaption>
</figure>`;
}

function leg({ from, to, distanceKm, speedKmh }: TravelEvidence): Markup {
  const startMs = from === undefined ? undefined : parseInstant(from.time);
  const endMs = parseInstant(to.time);
  const apart =
    startMs === undefined || endMs === undefined ? undefined : formatSpan(Math.abs(endMs - startMs) / MINUTE_MS);
  return html`<svg class="arrow" viewBox="0 0 60 16" aria-hidden="true" focusable="false"><path d="M2 8h52M46 2l8 6-8 6"/></svg>
<dl>${apart === undefined ? NOTHING : html`<div><dt>Apart</dt><dd>${apart}</dd></div>`}
${distanceKm === undefined ? NOTHING : html`<div><dt>Distance</dt><dd>${formatCount(distanceKm)} km</dd></div>`}
${speedKmh === undefined ? NOTHING : html`<div><dt>Speed</dt><dd>${formatCount(speedKmh)} km/h</dd></div>`}</dl>`;
}

const usualStop = ({
  homeZones,
}: TravelEvidence): Markup => html`<section class="stop"><h4><span class="eyebrow">Usually</span> ${homeZones.length === 0 ? 'not known' : homeZones.join(', ')}</h4>
<p>Home zones of the account.</p></section>`;

function stopCard(when: string, stop: Stop, before?: Stop): Markup {
  const atMs = parseInstant(stop.time);
  const local =
    atMs === undefined || stop.utcOffsetMinutes === undefined
      ? undefined
      : `${wallClock(atMs, stop.utcOffsetMinutes).clock} there (${formatOffset(stop.utcOffsetMinutes)})`;
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ['Network', stop.network, before?.network],
    ['Client', stop.client, before?.client],
    ['Device', stop.device ?? 'not told', before === undefined ? undefined : (before.device ?? 'not told')],
  ];
  return html`<section class="stop"><h4><span class="eyebrow">${when}</span> <bdi>${stop.place}</bdi></h4>
<p><time datetime="${stop.time}">${formatUtc(stop.time)}</time>${local === undefined ? NOTHING : html`<br>${local}`}</p>
<dl>${rows.map(
    ([name, value, previous]) =>
      html`<div><dt>${name}</dt><dd><bdi>${value}</bdi>${previous !== undefined && previous !== value ? html` <span class="differs">differs</span>` : NOTHING}</dd></div>`,
  )}</dl></section>`;
}

/** The speed on a log scale, between speeds that people know. */
export function speedChart(id: string, speedKmh: number, layout: Layout): Markup {
  const [slow, fast] = SPEED_DOMAIN;
  const width = LAYOUT_WIDTH[layout];
  const x = scaleLog([slow, fast], [SIDE, width - SIDE]);
  const at = x(Math.min(fast, Math.max(slow, Number.isFinite(speedKmh) ? speedKmh : fast)));
  const anchor = at > width - 90 ? 'end' : at < 90 ? 'start' : 'middle';
  return svg({
    id,
    layout,
    height: 84,
    title: 'Speed between the two logins',
    description: `${formatCount(speedKmh)} km/h, on a log scale; an airliner makes 900 km/h.`,
    content: html`${rect('ribbon', SIDE, TRACK, width - 2 * SIDE, 8, 4)}
${rect('hot-band', x(900), TRACK, width - SIDE - x(900), 8, 4)}
${SPEEDS.map(({ name, kmh }) => html`${line('hour', x(kmh), TRACK - 2, x(kmh), TRACK + 14)}${label({ x: x(kmh), y: TRACK + 27, text: name })}${label({ x: x(kmh), y: TRACK + 40, text: `${formatCount(kmh)} km/h`, kind: 'city' })}`)}
<circle class="hot-dot" cx="${round(at)}" cy="${TRACK + 4}" r="7"/>
${label({ x: at, y: TRACK - 12, text: `${formatCount(speedKmh)} km/h`, kind: 'peak', anchor })}`,
  });
}
