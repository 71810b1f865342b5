/** Programs that are no browser, by the name that they give themselves. `automation` is a tool that scripts drive; a sync client is somebody's own folder. */
interface Tool {
  readonly name: string;
  readonly pattern: RegExp;
  readonly automation: boolean;
}

const script = (name: string, pattern: RegExp): Tool => ({ name, pattern, automation: true });
const app = (name: string, pattern: RegExp): Tool => ({ name, pattern, automation: false });

/** Sync and desktop clients stand first: several of them name the library that they are built on as well. */
export const TOOLS: readonly Tool[] = [
  app('OneDrive sync', /\b(?:onedrive sync|skydrivesync|onedrivesync|onedrive\/)/i),
  app('Dropbox desktop', /\bdropbox ?(?:desktop|client)/i),
  app('Google Drive desktop', /\b(?:googledrivefs|google ?drive ?(?:desktop|sync|for desktop)|backup and sync)/i),
  app('Box Drive', /\bbox ?(?:drive|sync|desktop)/i),
  app('iCloud', /\bicloud(?:drive)?\//i),
  app('Nextcloud desktop', /\b(?:mirall|nextcloud)\b/i),
  app('Microsoft Office', /\bmicrosoft (?:office|outlook|word|excel|teams)\b|\bms-office\b/i),
  app('Citrix Workspace', /\bcitrix ?(?:workspace|receiver)\b/i),
  app('LogMeIn', /\blogmein\b/i),
  script('rclone', /\brclone\b/i),
  script('curl', /^(?:lib)?curl\b/i),
  script('Wget', /\bwget\b/i),
  script('restic', /\brestic\b/i),
  script('AzCopy', /\bazcopy\b/i),
  script('AWS CLI', /\baws-cli\b/i),
  script('boto3', /\bboto(?:3|core)?\b/i),
  script('gsutil', /\b(?:gsutil|gcloud)\b/i),
  script('s3cmd', /\bs3(?:cmd|5cmd)\b/i),
  script('MEGAcmd', /\bmega ?cmd\b/i),
  script('Cyberduck', /\b(?:cyberduck|duck)\/\d/i),
  script('WinSCP', /\bwinscp\b/i),
  script('python-requests', /\bpython-requests\b/i),
  script('Python', /\b(?:python-urllib|aiohttp|python-httpx|httpx|python)\b/i),
  script('PowerShell', /\b(?:windows)?powershell\b/i),
  script('Go HTTP client', /\bgo-http-client\b/i),
  script('Java', /\b(?:okhttp|apache-httpclient|java)\/\d/i),
  script('Node', /\b(?:node-fetch|axios|undici|got)\b/i),
  script('Ruby', /\b(?:ruby|faraday)\b/i),
  script('libwww-perl', /\blibwww-perl\b/i),
  script('Postman', /\bpostmanruntime\b/i),
  script('Selenium', /\b(?:headlesschrome|phantomjs|selenium|puppeteer|playwright)\b/i),
];
