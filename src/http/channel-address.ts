import ipaddr from 'ipaddr.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What is wrong with an address that is to be called; undefined for nothing. Only https, and no address that is sure to be
 * inside somebody's network. Who runs Meridian on a laptop, and calls it there, may have it call that laptop.
 */
export function addressFault(address: string, origin: string): string | undefined {
  const url = new URL(address);
  const here = new URL(origin);
  if (url.username !== '' || url.password !== '') return 'with a user name or password';
  if (here.protocol === 'http:' && LOOPBACK.has(here.hostname) && LOOPBACK.has(url.hostname)) return undefined;
  if (url.protocol !== 'https:') return 'not https';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'unicast' ? undefined : 'not a public address';
  return !host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host)
    ? 'not a public name'
    : undefined;
}
