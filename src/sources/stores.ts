/** Cloud stores by the hosts that their web, API and content traffic uses. A store is named by its best known domain. */
const HOSTS: Readonly<Record<string, string>> = {
  'dropbox.com': 'dropbox.com',
  'dropboxapi.com': 'dropbox.com',
  'dropboxusercontent.com': 'dropbox.com',
  'box.com': 'box.com',
  'boxcloud.com': 'box.com',
  'drive.google.com': 'drive.google.com',
  'docs.google.com': 'drive.google.com',
  'drive.usercontent.google.com': 'drive.google.com',
  'storage.googleapis.com': 'storage.googleapis.com',
  'storage.cloud.google.com': 'storage.googleapis.com',
  'sharepoint.com': 'sharepoint.com',
  'onedrive.com': 'onedrive.com',
  'onedrive.live.com': 'onedrive.com',
  '1drv.ms': 'onedrive.com',
  '1drv.com': 'onedrive.com',
  'storage.live.com': 'onedrive.com',
  'blob.core.windows.net': 'blob.core.windows.net',
  's3.amazonaws.com': 's3.amazonaws.com',
  'icloud.com': 'icloud.com',
  'icloud-content.com': 'icloud.com',
  'mega.nz': 'mega.nz',
  'mega.io': 'mega.nz',
  'mega.co.nz': 'mega.nz',
  'wetransfer.com': 'wetransfer.com',
  'we.tl': 'wetransfer.com',
  'mediafire.com': 'mediafire.com',
  'pcloud.com': 'pcloud.com',
  'backblazeb2.com': 'backblaze.com',
  'backblaze.com': 'backblaze.com',
  'wasabisys.com': 'wasabi.com',
  'r2.cloudflarestorage.com': 'r2.cloudflarestorage.com',
  'digitaloceanspaces.com': 'digitaloceanspaces.com',
  'disk.yandex.com': 'disk.yandex.com',
  'disk.yandex.net': 'disk.yandex.com',
  'disk.yandex.ru': 'disk.yandex.com',
  'cloud.mail.ru': 'cloud.mail.ru',
  'pan.baidu.com': 'pan.baidu.com',
  'baidupcs.com': 'pan.baidu.com',
  'egnyte.com': 'egnyte.com',
  'sharefile.com': 'sharefile.com',
  'sync.com': 'sync.com',
  'tresorit.com': 'tresorit.com',
  'proton.me': 'drive.proton.me',
  'gofile.io': 'gofile.io',
  'transfer.sh': 'transfer.sh',
  'file.io': 'file.io',
  'anonfiles.com': 'anonfiles.com',
  'catbox.moe': 'catbox.moe',
  'pixeldrain.com': 'pixeldrain.com',
  'sendspace.com': 'sendspace.com',
  'zippyshare.com': 'zippyshare.com',
  'temp.sh': 'temp.sh',
  'pastebin.com': 'pastebin.com',
  'github.com': 'github.com',
  'githubusercontent.com': 'github.com',
  'gitlab.com': 'gitlab.com',
  'bitbucket.org': 'bitbucket.org',
  'slack-files.com': 'slack.com',
  'files.slack.com': 'slack.com',
};

/** Regional S3: `bucket.s3.eu-west-1.amazonaws.com`, `s3-eu-west-1.amazonaws.com`. */
const S3 = /(?:^|\.)s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?$/;

/** The store that a host belongs to; undefined for any other host. */
export function storeOf(host: string): string | undefined {
  let name = hostOnly(host);
  if (S3.test(name)) return 's3.amazonaws.com';
  while (name !== '') {
    if (Object.hasOwn(HOSTS, name)) return HOSTS[name];
    const dot = name.indexOf('.');
    if (dot < 0) return undefined;
    name = name.slice(dot + 1);
  }
  return undefined;
}

/** Names of stores as proxies and gateways write them in an application field. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/dropbox/, 'dropbox.com'],
  [/\bbox\b/, 'box.com'],
  [/google ?drive|gdrive/, 'drive.google.com'],
  [/google ?cloud ?storage/, 'storage.googleapis.com'],
  [/one ?drive/, 'onedrive.com'],
  [/share ?point/, 'sharepoint.com'],
  [/amazon.?s3|aws.?s3|\bs3\b/, 's3.amazonaws.com'],
  [/azure.?blob/, 'blob.core.windows.net'],
  [/\bmega\b/, 'mega.nz'],
  [/wetransfer/, 'wetransfer.com'],
  [/icloud/, 'icloud.com'],
  [/mediafire/, 'mediafire.com'],
  [/backblaze/, 'backblaze.com'],
  [/github/, 'github.com'],
  [/slack/, 'slack.com'],
];

/** The store that an application's name means. */
export function storeOfApp(app: string): string | undefined {
  const name = app.slice(0, 128).toLowerCase();
  return APPS.find(([pattern]) => pattern.test(name))?.[1];
}

/** Lower case, without port, scheme, path and a dot at the end; bounded. */
export function hostOnly(host: string): string {
  return host
    .slice(0, 512)
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/\.$/, '')
    .slice(0, 253);
}
