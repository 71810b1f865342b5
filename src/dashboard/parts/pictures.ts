import type { Alert } from '../../domain/alert.ts';
import { bytesFigure } from '../charts/bytes-chart.ts';
import { campaignFigure, campaignRows } from '../charts/campaign-chart.ts';
import { hoursFigure } from '../charts/hours-chart.ts';
import { travelFigure } from '../charts/travel-figure.ts';
import { zoneFigure } from '../charts/zone-chart.ts';
import type { Markup } from '../markup.ts';
import { bytesOf, campaignOf, hoursOf, travelOf } from './reading.ts';

/** Every picture that the alert's evidence can be drawn as; `prefix` keeps ids apart where a page holds several alerts. */
export function pictures(alert: Alert, prefix: string): Markup[] {
  return [
    ...hourPictures(alert, prefix),
    ...bytesOf(alert).map(({ evidence, day }, index) =>
      bytesFigure({ id: `${prefix}-bytes-${index}`, evidence, who: alert.account, suspectDay: day }),
    ),
    ...travelOf(alert).map((evidence, index) => travelFigure(`${prefix}-travel-${index}`, evidence)),
    ...campaignPictures(alert, prefix),
  ];
}

function hourPictures(alert: Alert, prefix: string): Markup[] {
  const reading = hoursOf(alert);
  if (reading === undefined) return [];
  const { evidence, zone } = reading;
  const hours = hoursFigure({
    id: `${prefix}-hours`,
    evidence,
    who: alert.account,
    ...(zone === undefined ? {} : { operatorOffsetMinutes: zone.utcOffsetMinutes }),
  });
  if (zone === undefined || evidence.posterior.length === 0) return [hours];
  const { posterior, homeZone: timeZone, homeUtcOffsetMinutes: utcOffsetMinutes } = evidence;
  return [hours, zoneFigure({ id: `${prefix}-zone`, posterior, home: { timeZone, utcOffsetMinutes }, zone })];
}

/** The account beside the pooled hours of its campaign, and where these lie if its own hours do not tell. */
function campaignPictures(alert: Alert, prefix: string): Markup[] {
  const reading = campaignOf(alert);
  if (reading === undefined) return [];
  const { evidence, zone } = reading;
  const rows = campaignFigure({
    id: `${prefix}-campaign`,
    evidence,
    rows: campaignRows([alert.account], evidence, [alert]),
    ...(zone === undefined ? {} : { operatorOffsetMinutes: zone.utcOffsetMinutes }),
  });
  const { posterior } = evidence.hours;
  if (zone === undefined || posterior.length === 0 || hoursOf(alert) !== undefined) return [rows];
  return [rows, zoneFigure({ id: `${prefix}-campaign-zone`, posterior, zone })];
}
