import type { Desktop, Person } from './people.ts';

/** User agents of the summer of 2018. Browsers update themselves under way, as they do. */

const CHROME_68_OUT = '2018-07-24';
const FIREFOX_62_OUT = '2018-09-05';

/** @param day local date, `2018-08-17` */
export function desktopAgent(desktop: Desktop, day: string): string {
  const chrome = day < CHROME_68_OUT ? '67.0.3396.99' : '68.0.3440.106';
  const firefox = day < FIREFOX_62_OUT ? '61.0' : '62.0';
  const kit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  switch (desktop) {
    case 'windows-chrome':
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${kit} Chrome/${chrome} Safari/537.36`;
    case 'windows-edge':
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${kit} Chrome/64.0.3282.140 Safari/537.36 Edge/17.17134`;
    case 'windows-firefox':
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${firefox}) Gecko/20100101 Firefox/${firefox}`;
    case 'mac-safari':
      return 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/11.1.2 Safari/605.1.15';
    case 'mac-chrome':
      return `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) ${kit} Chrome/${chrome} Safari/537.36`;
    case 'linux-firefox':
      return `Mozilla/5.0 (X11; Linux x86_64; rv:${firefox}) Gecko/20100101 Firefox/${firefox}`;
  }
}

export const phoneAgent = (phone: Person['phone']): string =>
  phone === 'iphone'
    ? 'Mozilla/5.0 (iPhone; CPU iPhone OS 11_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/11.0 Mobile/15E148 Safari/604.1'
    : 'Mozilla/5.0 (Linux; Android 8.0.0; SM-G950F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/68.0.3440.91 Mobile Safari/537.36';

export const INTRUDER_AGENT = 'Mozilla/5.0 (Windows NT 6.1; WOW64; rv:52.0) Gecko/20100101 Firefox/52.0';
export const LOGMEIN_AGENT = 'LogMeIn Client/4.1.8180 (Windows NT 6.1)';
export const CURL_AGENT = 'curl/7.54.1';
export const BACKUP_AGENT = 'rclone/v1.42';
