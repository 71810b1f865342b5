const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** 4,100,000 KB → "4.1 GB"; three digits at most, decimal units as stores show them. */
export function sizeWords(kilobytes: number): string {
  let value = kilobytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${trimZero(value.toFixed(digits))} ${UNITS[unit] ?? 'KB'}`;
}

const trimZero = (text: string): string => (text.endsWith('.0') ? text.slice(0, -2) : text);

/** 1 upload, 1,200 uploads. */
export function countWords(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** "in 52 minutes", "in 1 hour 5 minutes", "within a minute". */
export function spanWords(fromMs: number, toMs: number): string {
  const minutes = Math.round((toMs - fromMs) / 60_000);
  if (minutes < 1) return 'within a minute';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 ? countWords(hours, 'hour') : '', rest > 0 ? countWords(rest, 'minute') : ''];
  return `in ${parts.filter((part) => part !== '').join(' ')}`;
}

/** Upper-cases the first letter of a sentence. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
